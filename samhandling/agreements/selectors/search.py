"""What the search finds among agreements and their clauses."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.models import Agreement, Clause
from samhandling.agreements.permissions import seen
from samhandling.core.navigation import Hit
from samhandling.core.prepared import Prepared
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Agreements by title, then clauses by heading and text."""
    access = access_of(viewer)
    asked: dict[str, Any] = {"members_in": access.collaborations, "guests_in": access.guests, **wish.values}
    agreements = [
        Hit(found.title, found.collaboration, _page(found.slug, found.pk, "detail"), _("Agreement"))
        for found in _agreements(**asked)
    ]
    clauses = [
        Hit(
            f"{found.number} {found.heading}",
            found.title,
            _page(found.slug, found.agreement, "clause", clause=found.pk),
            _("Clause"),
        )
        for found in _clauses(**asked)
    ]
    return [*agreements, *clauses][:MOST_HITS]


class _FoundAgreement(NamedTuple):
    pk: int
    title: str
    slug: str
    collaboration: str


class _FoundClause(NamedTuple):
    pk: int
    number: str
    heading: str
    agreement: int
    title: str
    slug: str


_agreements = Prepared(
    _FoundAgreement,
    lambda members_in, guests_in, words, within=None: Agreement.objects.filter(
        seen(members_in, guests_in), all_words(words), inside(within)
    ).values_list("pk", "title", "collaboration__slug", "collaboration__name")[:MOST_HITS],
)
_clauses = Prepared(
    _FoundClause,
    lambda members_in, guests_in, words, within=None: Clause.objects.filter(
        seen(members_in, guests_in, "agreement__"),
        all_words(words),
        inside(within, "agreement__collaboration"),
        is_removed=False,
    ).values_list(
        "pk", "number", "heading", "agreement", "agreement__title", "agreement__collaboration__slug"
    )[:MOST_HITS],
)


def _page(slug: str, agreement: int, page: str, **where: int) -> str:
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement, **where})
