"""Reproducible measures: one county beside the nation, on both databases, side by side in one run."""
