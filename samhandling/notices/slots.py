"""What this room puts in which slot."""

from django.utils.translation import gettext_lazy

from samhandling.core.api.scopes import Scope
from samhandling.core.slots import Filling
from samhandling.notices.selectors.address_book import tellings
from samhandling.notices.selectors.own import notice_doors, unread_count
from samhandling.notices.selectors.person_extract import extract_of_person
from samhandling.notices.selectors.reach import waiting
from samhandling.notices.services.keeping import forget_person, merge_organisation, tick
from samhandling.notices.services.telling import hear
from samhandling.notices.services.undoing import undo


def scopes() -> list[Scope]:
    """A program reads; how one wishes to be told is one's own to say."""
    return [Scope("notices:read", gettext_lazy("Read your own notices"))]


SLOTS: dict[str, Filling] = {
    "event.recorded": hear,
    "notices": tellings,
    "tick": tick,
    "api.scopes": scopes,
    "home.waiting": waiting,
    "frame.unread": unread_count,
    "account.doors": notice_doors,
    "person.extract": extract_of_person,
    "person.erase": forget_person,
    "organisation.merge": merge_organisation,
    "undo": undo,
}
