"""Paper: documents, labels and previews as PDF, laid out the way a Chinese office expects."""
