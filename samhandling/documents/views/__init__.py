"""Pages of documents. Who may read is asked about the real day."""
