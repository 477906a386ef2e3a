"""Hall hardware: codecs, drivers, ports and honest simulated twins."""
