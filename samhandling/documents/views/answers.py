"""What the pages that change something have in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.documents.models import Document

Made = TypeVar("Made")


def document_url(name: str, document: "Document") -> str:
    """The address of a page about the document: `detail`, `share` …"""
    return reverse(f"documents:{name}", kwargs={"collaboration": document.collaboration.slug, "pk": document.pk})


def carried_out(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the act made; or None, and then the form holds the reason."""
    if not form.is_valid():
        return None
    try:
        return act()
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return None


def form_page(request: HttpRequest, form: forms.BaseForm, template: str = "form", **context: Any) -> HttpResponse:
    """A form on its own page. `title`, `submit`, `cancel`; also `document`, `lead` and `reason`."""
    return render(request, f"documents/{template}.html", {"form": form, **context})


def done(request: HttpRequest, text: str, url: str) -> HttpResponseRedirect:
    """Say what happened, and go where it shows."""
    messages.success(request, text)
    return redirect(url)
