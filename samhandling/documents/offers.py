"""What this room lays in the slots of the frame: its place in the menu, and what the search finds."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.navigation import Hit, NavItem, Waiting
from samhandling.core.search import SearchWish
from samhandling.documents.selectors.disposal import waiting_disposals
from samhandling.documents.selectors.documents import documents_found

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
            document.title,
            f"{document.owner}, {document.collaboration}",
            reverse("documents:detail", args=[document.collaboration.slug, document.pk]),
            _("Document"),
        )
        for document in documents_found(viewer, wish, timezone.localdate())
    ]
