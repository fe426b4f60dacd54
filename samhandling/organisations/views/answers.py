"""How pages of this room answer: where they lie, one page of a list, and a form below what it is about."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.asked import page_asked
from samhandling.ui.acting import FormPage

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, Organisation, Person

Crumbs = list[tuple[str, str]]

ROWS_ON_A_PAGE = 50


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The part of the list that `?sida=` asks for."""
    return page_asked(request, rows, ROWS_ON_A_PAGE)


def address_of(name: str, collaboration: "Collaboration", *args: Any) -> str:
    """The address of one of our pages in this collaboration."""
    return reverse(f"organisations:{name}", args=[collaboration.slug, *args])


def form_page(crumbs: Crumbs, title: str, submit: str = "", **more: Any) -> FormPage:
    """A form below these pages. It leads back to the last of them."""
    return FormPage(title=title, submit=submit, crumbs=crumbs, back=crumbs[-1][1], **more)


def below(name: str, text: str, collaboration: "Collaboration") -> Crumbs:
    """Where a form below one page of the room stands."""
    return [(text, address_of(name, collaboration))]


def below_person(collaboration: "Collaboration", person: "Person") -> Crumbs:
    """Where a form about a person stands: below the list, and the person."""
    person_address = address_of("person", collaboration, person.pk)
    return [*below("people", _("People"), collaboration), (str(person), person_address)]


def below_organisation(collaboration: "Collaboration", organisation: "Organisation") -> Crumbs:
    """Where a form about an organisation stands: below the list, and the organisation."""
    address = address_of("detail", collaboration, organisation.pk)
    return [*below("list", _("Organisations"), collaboration), (str(organisation), address)]
