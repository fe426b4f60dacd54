"""A paper of any room: chapters of blocks, set as Word and as PDF. Pure, and quick to import: see core/papers.py."""
