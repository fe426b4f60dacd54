"""Verbs of the front pages: the accessibility statement, and one's own first steps."""
