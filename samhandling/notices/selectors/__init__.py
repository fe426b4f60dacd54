"""Reads: one's own notices, whom a happening concerns, who has been told."""
