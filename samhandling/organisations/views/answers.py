"""How pages of this room answer: one page of a list, and the toast after an act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.core.paginator import Page
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.asked import page_asked
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

T = TypeVar("T")

ROWS_ON_A_PAGE = 50


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The part of the list that `?sida=` asks for."""
    return page_asked(request, rows, ROWS_ON_A_PAGE)


def carried_out(request: HttpRequest, act: Callable[[], object], said: str) -> bool:
    """Do it and say so, or say why not. For buttons that have no form to show a refusal in."""
    try:
        act()
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return False
    messages.success(request, said)
    return True


def accepted(form: Form, act: Callable[[], T]) -> T | None:
    """What the act gave, or None with the reason why not put in the form."""
    try:
        return act()
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return None


@dataclass(frozen=True, slots=True)
class Question:
    """What a page with one form says around it."""

    title: str
    cancel: str
    state: str = ""
    submit_text: str = ""
    crumb: str = ""
    crumb_url: str = ""
    above: str = ""
    above_url: str = ""


def ask(request: HttpRequest, question: Question, form: Form, **more: Any) -> HttpResponse:
    """The page with one form."""
    return render(request, "organisations/form.html", {"question": question, "form": form, **more})


def below_person(collaboration: "Collaboration", pk: int, name: str) -> dict[str, str]:
    """Where a question about a person stands: below the list, and the person."""
    return {
        "above": _("People"),
        "above_url": to("people", collaboration),
        "crumb": name,
        "crumb_url": to("person", collaboration, pk),
    }


def below_organisation(collaboration: "Collaboration", pk: int, name: str) -> dict[str, str]:
    """Where a question about an organisation stands: below the list, and the organisation."""
    return {
        "above": _("Organisations"),
        "above_url": to("list", collaboration),
        "crumb": name,
        "crumb_url": to("detail", collaboration, pk),
    }


def to(name: str, collaboration: "Collaboration", *args: Any) -> str:
    """The address of one of our pages in this collaboration."""
    return reverse(f"organisations:{name}", args=[collaboration.slug, *args])
