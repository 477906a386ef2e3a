"""One module per kind of document: what it needs to know, and what it says."""
