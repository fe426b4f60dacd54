"""The verbs of the address book."""

from samhandling.organisations.services.imports import (
    PeopleApplied,
    apply_import,
    apply_people_rows,
    choose_columns,
    start_import,
    undo_import,
    undo_people,
)
from samhandling.organisations.services.register import load_register

__all__ = [
    "PeopleApplied",
    "apply_import",
    "apply_people_rows",
    "choose_columns",
    "load_register",
    "start_import",
    "undo_import",
    "undo_people",
]
