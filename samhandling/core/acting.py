"""How pages carry out what somebody asks for, and tell what happened or why it did not."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

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


def acted(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Whether an act of one button was done. The next page says what happened, or why it did not."""
    try:
        act()
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return False
    messages.success(request, said)
    return True


def done(request: HttpRequest, said: str, url: str) -> HttpResponseRedirect:
    """Say what happened, and go where it shows."""
    messages.success(request, said)
    return redirect(url)
