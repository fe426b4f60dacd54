"""What this room keeps about a person, for the register extract."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.core.search import all_words
from samhandling.documents.models import Document
from samhandling.lib.swedish import search_key
from samhandling.organisations.selectors.formerly import all_names_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Person


def extract_of_person(person: "Person") -> list[tuple[str, list[dict[str, str]]]]:
    """The slot `person.extract`: documents the person drew up, or where they are named in the register."""
    found = Document.objects.filter(collaboration=person.collaboration_id).select_related("owner")
    drawn_up = found.filter(created_by=person.user_id) if person.user_id else found.none()
    named = Q(pk__in=[])
    for name in all_names_of(person):
        named |= all_words(search_key(name).split())
    chapters = [
        (_("Documents drawn up"), [_row(document) for document in drawn_up]),
        (_("Documents that name the person"), [_row(document) for document in found.filter(named)]),
    ]
    return [(title, rows) for title, rows in chapters if rows]


def _row(document: Document) -> dict[str, str]:
    """Without title and correspondent: the extract tells of the person, and not what may be secret about others."""
    return {
        _("Document"): str(document.pk),
        _("Owner"): str(document.owner),
        _("Kind"): str(document.get_kind_display()),
        _("Registration number"): document.registration_number,
        _("Date"): date_format(document.dated_on, "j F Y"),
    }
