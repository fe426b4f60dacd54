"""Verbs: tell, withdraw, mail, read, and how one wishes to be told."""
