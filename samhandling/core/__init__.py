"""Plumbing that knows no trade words: audit, access, slots, outbox, files, tables."""
