"""Organisations as a table that one takes along."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samhandling.core.exports import csv_response, xlsx_response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from samhandling.organisations.models import Collaboration, Organisation


def organisations_table(
    collaboration: "Collaboration", kind: str, organisations: "Iterable[Organisation]"
) -> "HttpResponse":
    answer = csv_response if kind == "csv" else xlsx_response
    headers = [_("Name"), _("Formal name"), _("Kind"), _("Sector"), _("SCB code"), _("Organisation number")]
    headers += [_("Takes part"), _("Inhabitants")]
    return answer(f"organisationer-{collaboration.slug}", headers, map(_row, organisations))


def _row(organisation: Any) -> list[Any]:
    return [
        organisation.display_name,
        organisation.formal_name,
        organisation.get_kind_display(),
        organisation.get_sector_display(),
        organisation.scb_code or "",
        organisation.organisation_number,
        organisation.takes_part,
        organisation.inhabitants,
    ]
