"""What the pages that change something have in common: a form on a page of its own, and acts of one button."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from samhandling.core.acting import acted
from samhandling.core.http import UserRequest

if TYPE_CHECKING:
    from samhandling.forums.models import Forum


def forum_url(name: str, forum: "Forum", **more: Any) -> str:
    """The address of a page about the forum: `detail`, `papers` …"""
    return reverse(f"forums:{name}", kwargs={"collaboration": forum.collaboration.slug, "pk": forum.pk, **more})


def seat_url(name: str, forum: "Forum", pk: int) -> str:
    """The address of a page about one seat, appointment, … of the forum."""
    return reverse(f"forums:{name}", kwargs={"collaboration": forum.collaboration.slug, "pk": pk})


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    submit: str,
    cancel: str,
    forum: "Forum | None" = None,
    lead: str = "",
    warning: str = "",
) -> HttpResponse:
    """A form on its own page, below the forum it is about."""
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "cancel": cancel,
        "forum": forum,
        "lead": lead,
        "warning": warning,
    }
    return render(request, "forums/form.html", context)


def one_button(request: UserRequest, act: Callable[[], object], *, said: str, back: str) -> HttpResponseRedirect:
    """An act without a form: what happened, or why it did not, is told on the page one came from."""
    acted(request, act, said)
    return redirect(back)
