"""Plumbing that is run from the command line."""
