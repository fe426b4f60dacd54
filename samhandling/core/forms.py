"""What forms have in common: a row as their first answers, and the choices that a field offers."""

from typing import Any

from django import forms
from django.db.models import Model


def initial_of(form: type[forms.Form], row: Model | None) -> dict[str, Any]:
    """The row's own values for the fields of the form: what it holds before somebody changes it."""
    return {name: getattr(row, name) for name in form.base_fields} if row else {}


def offer(form: forms.BaseForm, **choices: Any) -> None:
    """Let each named field choose among these: rows of a table, or pairs of value and text."""
    for name, offered in choices.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = offered
        elif isinstance(field, forms.ChoiceField):
            field.choices = offered
        else:
            raise TypeError(f"{name} is no field of choices")
