"""The pages about matters."""
