"""The rules about matters, without a database."""
