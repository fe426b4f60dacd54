"""What the search finds among matters and recommendations."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.matters.permissions import visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def matters_found(viewer: "Viewer", wish: SearchWish, today: date) -> list[Hit]:
    """Matters that this person may know of, by title and question."""
    found = visible_to(viewer, today).filter(all_words(wish.words), inside(wish.within))
    return [
        Hit(
            matter.title,
            f"{matter.question} {matter.collaboration}",
            reverse("matters:detail", args=[matter.collaboration.slug, matter.pk]),
            _("Matter"),
        )
        for matter in found.select_related("collaboration")[:MOST_HITS]
    ]
