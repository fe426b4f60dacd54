"""Samhandling: where a region and its municipalities act as one, and find out whether it works."""

__version__ = "0.2.0"
