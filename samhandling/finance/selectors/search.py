"""What the search finds among projects and shared costs."""

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit
from samhandling.core.prepared import Prepared
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.finance.models import CostSplit, Project
from samhandling.finance.permissions import projects_seen, splits_seen
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Projects and shared costs by title."""
    access = access_of(viewer)
    projects = [
        Hit(found.title, found.collaboration, _address(found.slug, "project", pk=found.pk), _("Joint project"))
        for found in _projects(members_in=access.collaborations, open_to=access.open_to, **wish.values)
    ]
    splits = [
        Hit(
            f"{found.title} {found.year}",
            found.collaboration,
            _address(found.slug, "split", agreement=found.agreement, split=found.pk),
            _("Shared cost"),
        )
        for found in _splits(members_in=access.collaborations, guests_in=access.guests, **wish.values)
    ]
    return [*projects, *splits][:MOST_HITS]


class _FoundProject(NamedTuple):
    pk: int
    title: str
    slug: str
    collaboration: str


class _FoundSplit(NamedTuple):
    pk: int
    title: str
    year: int
    agreement: int
    slug: str
    collaboration: str


_projects = Prepared(
    _FoundProject,
    lambda members_in, open_to, words, within=None: Project.objects.filter(
        projects_seen(members_in, open_to), all_words(words), inside(within)
    ).values_list("pk", "title", "collaboration__slug", "collaboration__name")[:MOST_HITS],
)
_splits = Prepared(
    _FoundSplit,
    lambda members_in, guests_in, words, within=None: CostSplit.objects.filter(
        splits_seen(members_in, guests_in), all_words(words), inside(within, "agreement__collaboration")
    ).values_list(
        "pk", "title", "year", "agreement", "agreement__collaboration__slug", "agreement__collaboration__name"
    )[:MOST_HITS],
)


def _address(slug: str, page: str, **where: int) -> str:
    return reverse(f"finance:{page}", kwargs={"collaboration": slug, **where})
