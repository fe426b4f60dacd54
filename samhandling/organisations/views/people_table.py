"""People as a table that one takes along, with the same columns that an import reads."""

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from samhandling.core.exports import csv_response, xlsx_response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from samhandling.organisations.models import Collaboration, Person


def people_table(collaboration: "Collaboration", kind: str, people: "Iterable[Person]") -> "HttpResponse":
    found = list(people)
    prefetch_related_objects(found, "contact_points")
    answer = csv_response if kind == "csv" else xlsx_response
    headers = [_("First name"), _("Last name"), _("Title"), _("Works for"), _("Email"), _("Telephone")]
    return answer(f"personer-{collaboration.slug}", headers, map(_row, found))


def _row(person: "Person") -> list[str]:
    first: dict[str, str] = {}
    for point in person.contact_points.all():
        first.setdefault(point.kind, point.value)
    organisation = str(person.organisation or "")
    known = [person.given_name, person.family_name, person.title, organisation]
    return [*known, first.get("email", ""), first.get("phone", "")]
