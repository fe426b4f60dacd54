"""The verbs of the address book."""

from samhandling.organisations.services.register import load_register

__all__ = ["load_register"]
