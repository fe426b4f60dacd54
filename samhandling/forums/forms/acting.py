"""How a form and a service talk: a refusal comes back as words in the form."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from samhandling.lib.errors import RuleBroken

Made = TypeVar("Made")


def carried_out(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the act made; or None, and then the form holds the reason."""
    if not form.is_valid():
        return None
    try:
        return act()
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return None
