"""Papers: documents and labels as PDF."""
