"""What is done with documents: drawn up, let out, kept and disposed of."""
