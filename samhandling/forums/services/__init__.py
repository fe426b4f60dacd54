"""Verbs. Each asks whether one may, whether the rule allows it, changes, and remembers."""
