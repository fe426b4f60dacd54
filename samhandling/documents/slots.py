"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Creation, Group, Hit, NavItem
from samhandling.core.search import SearchWish
from samhandling.core.slots import Filling, Fragment
from samhandling.documents.permissions import can_draft
from samhandling.documents.selectors.checks import check_documents
from samhandling.documents.selectors.person_extract import extract_of_person
from samhandling.documents.selectors.search import documents_in_search
from samhandling.documents.selectors.waiting import waiting
from samhandling.documents.services.ties import forget_person, merge_organisation

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    return [NavItem(_("Documents"), reverse("documents:list", args=[collaboration.slug]), 30, Group.HOME)]


def create(viewer: "Viewer", collaboration: "Collaboration") -> list[Creation]:
    if not can_draft(viewer, collaboration.pk):
        return []
    return [Creation(_("Document"), reverse("documents:new", args=[collaboration.slug]), 20)]


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """What may be read may change with the day."""
    return documents_in_search(viewer, wish, timezone.localdate())


SLOTS: dict[str, Filling] = {
    "check": check_documents,
    "api.scopes": room_scopes(
        "documents",
        gettext_lazy("Read documents you have access to, and your organisation’s register"),
        gettext_lazy("Create, edit, share and publish documents"),
    ),
    "collaboration.nav": nav,
    "frame.create": create,
    "home.waiting": waiting,
    "search.sources": search,
    "organisation.panels": Fragment("documents:organisation_panel", gettext_lazy("Documents")),
    "organisation.merge": merge_organisation,
    "person.extract": extract_of_person,
    "person.erase": forget_person,
}
