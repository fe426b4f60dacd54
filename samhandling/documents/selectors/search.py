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
            title,
            f"{owner}, {collaboration}",
            reverse("documents:detail", args=[slug, document]),
            _("Document"),
        )
        for document, title, owner, slug, collaboration in documents_found(viewer, wish, today)
    ]
