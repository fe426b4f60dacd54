"""The verbs of the address book."""

from samhandling.organisations.services.imports import apply_import, choose_columns, start_import, undo_import
from samhandling.organisations.services.register import load_register

__all__ = ["apply_import", "choose_columns", "load_register", "start_import", "undo_import"]
