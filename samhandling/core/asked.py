"""What an address asks for after its question mark. What it cannot mean is noted, and never passed over in silence.

A page then says so and shows what it shows when nothing is asked. A file, a drawing or a table for programs would
look as if it were what was asked for, so `AskedMiddleware` refuses it in words.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

PAGE_PARAMETER = "sida"
LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Misread:
    """What is wrong with a parameter, and what a page shows instead: empty where a field of its own says it."""

    parameter: str
    words: str
    instead: str = ""

    @property
    def in_words(self) -> str:
        return f"{self.words} {self.instead}"


def misread_in(request: HttpRequest) -> list[Misread]:
    """What could not be meant in this request, as far as its view has asked."""
    noted: list[Misread] = request.__dict__.setdefault("misread", [])
    return noted


def take_misread(request: HttpRequest, *parameters: str) -> list[Misread]:
    """For the page that shows it: what is wrong with these parameters, or with all, and has not been shown yet."""
    taken = [one for one in misread_in(request) if one.instead and (not parameters or one.parameter in parameters)]
    misread_in(request)[:] = [one for one in misread_in(request) if one not in taken]
    return taken


def note_misread(request: HttpRequest, parameter: str, words: str, instead: str = "") -> None:
    misread = Misread(parameter, words % {"asked": request.GET.get(parameter, "")[:LONGEST_QUOTE]}, instead)
    if misread not in misread_in(request):
        misread_in(request).append(misread)


def page_asked(
    request: HttpRequest, rows: Any, at_once: int, parameter: str = PAGE_PARAMETER, *, count: int | None = None
) -> Page[Any]:
    """The part of the list that `?sida=` asks for; the nearest there is when there is no such page.

    They are counted, unless `count` says how many there are.
    """
    paginator = Paginator(rows, at_once)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(request.GET.get(parameter))
    note_other_page(request, page, parameter)
    return page


def note_other_page(request: HttpRequest, page: Page[Any], parameter: str = PAGE_PARAMETER) -> None:
    """For a list that a selector leafs through itself."""
    asked = request.GET.get(parameter, "")
    if asked and asked != str(page.number):
        note_misread(
            request, parameter, _("There is no page “%(asked)s” in this list."), _("The nearest one is shown.")
        )


def choice_asked(request: HttpRequest, parameter: str, choices: Container[str]) -> str:
    """One of the choices, or nothing."""
    asked = request.GET.get(parameter, "")
    if not asked or asked in choices:
        return asked
    words = _("“%(asked)s” is not one of the choices here.")
    note_misread(request, parameter, words, _("The page is shown without that choice."))
    return ""


def filter_asked(request: HttpRequest, form: BaseForm) -> dict[str, Any]:
    """What the filter says. One that holds what cannot be meant filters nothing, and its fields say why."""
    if not form.is_bound or form.is_valid():
        return form.cleaned_data if form.is_bound else {}
    for name, errors in form.errors.items():
        note_misread(request, name, str(errors[0]).replace("%", "%%"))
    return {}
