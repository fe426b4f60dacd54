"""What this room lays in which slot."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Hit, NavItem, Waiting
from samhandling.core.search import SearchWish
from samhandling.core.slots import Filling, Fragment
from samhandling.documents.selectors.checks import check_documents
from samhandling.documents.selectors.disposal import waiting_disposals
from samhandling.documents.selectors.documents import documents_found
from samhandling.documents.selectors.people import extract_of_person
from samhandling.documents.services.ties import forget_person, merge_organisation

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    return [NavItem(_("Documents"), reverse("documents:list", args=[collaboration.slug]), 25)]


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:  # noqa: ARG001 - the slot's signature
    """Disposals that somebody else has proposed in one's own organisation: they take another to carry them out."""
    return [
        Waiting(
            ngettext(
                "Look through the disposal of one document, and carry it out",
                "Look through the disposal of %(count)s documents, and carry it out",
                size,
            )
            % {"count": size},
            reverse("documents:disposal", args=[slug, disposal]),
            collaboration,
        )
        for disposal, collaboration, slug, size in waiting_disposals(viewer)
    ]


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Documents that this person may read, by title, registration number and correspondent."""
    return [
        Hit(
            title,
            f"{owner}, {collaboration}",
            reverse("documents:detail", args=[slug, document]),
            _("Document"),
        )
        for document, title, owner, slug, collaboration in documents_found(viewer, wish, timezone.localdate())
    ]


SLOTS: dict[str, Filling] = {
    "check": check_documents,
    "api.scopes": room_scopes(
        "documents",
        gettext_lazy("Read documents that you may read, and the register of your organisation"),
        gettext_lazy("Draw up documents, change, share and publish them"),
    ),
    "collaboration.nav": nav,
    "home.waiting": waiting,
    "search.sources": search,
    "organisation.panels": Fragment("documents:organisation_panel", gettext_lazy("Documents")),
    "organisation.merge": merge_organisation,
    "person.extract": extract_of_person,
    "person.erase": forget_person,
}
