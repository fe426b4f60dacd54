"""The verbs of the address book."""
