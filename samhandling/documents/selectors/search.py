"""What the search finds among documents."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit
from samhandling.core.search import SearchWish
from samhandling.documents.selectors.documents import documents_found

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def documents_in_search(viewer: "Viewer", wish: SearchWish, today: date) -> list[Hit]:
    """Documents that this person may read, by title, registration number and correspondent."""
    return [
        Hit(
            document.title,
            f"{document.owner}, {document.collaboration}",
            reverse("documents:detail", args=[document.collaboration.slug, document.pk]),
            _("Document"),
        )
        for document in documents_found(viewer, wish, today)
    ]
