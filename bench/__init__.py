"""Reproducible measures: the demo's pages on both databases, side by side in one run."""
