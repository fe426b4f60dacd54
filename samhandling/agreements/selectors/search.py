"""What the search finds among agreements: the agreement itself, its areas and topics, its annexes, its clauses."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.models import Agreement, Area, Clause, SpecialAgreement
from samhandling.agreements.permissions import seen
from samhandling.core.navigation import Hit
from samhandling.core.prepared import Prepared
from samhandling.core.search import MOST_HITS, SearchWish, all_words, inside
from samhandling.lib.swedish import search_key
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Agreements by title, areas by name and topic, annexes by what is agreed in them, clauses by heading and text."""
    access = access_of(viewer)
    asked: dict[str, Any] = {"members_in": access.collaborations, "guests_in": access.guests, **wish.values}
    agreements = [
        Hit(found.title, found.collaboration, _page(found.slug, found.pk, "detail"), _("Agreement"))
        for found in _agreements(**asked)
    ]
    areas = [
        Hit(
            found.name,
            " · ".join([*_topics_with(found.topics, wish.words), found.title]),
            f"{_page(found.slug, found.agreement, 'areas')}#{found.key}",
            _("Area"),
        )
        for found in _areas(**asked)
    ]
    annexes = [
        Hit(
            found.party,
            f"{found.text} · {found.title}",
            _page(found.slug, found.agreement, "annex", party=found.party_id),
            _("Annex"),
        )
        for found in _annexes(**asked)
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
    return [*agreements, *areas, *annexes, *clauses][:MOST_HITS]


class _FoundAgreement(NamedTuple):
    pk: int
    title: str
    slug: str
    collaboration: str


class _FoundArea(NamedTuple):
    name: str
    key: str
    topics: list[str]
    agreement: int
    title: str
    slug: str


class _FoundAnnexLine(NamedTuple):
    text: str
    party_id: int
    party: str
    agreement: int
    title: str
    slug: str


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
_areas = Prepared(
    _FoundArea,
    lambda members_in, guests_in, words, within=None: (
        Area.objects.filter(
            seen(members_in, guests_in, "agreement__"), all_words(words), inside(within, "agreement__collaboration")
        )
        .order_by("-agreement__starts_on", "position")
        .values_list("name", "key", "topics", "agreement", "agreement__title", "agreement__collaboration__slug")[
            :MOST_HITS
        ]
    ),
)
_annexes = Prepared(
    _FoundAnnexLine,
    lambda members_in, guests_in, words, within=None: (
        SpecialAgreement.objects.filter(
            seen(members_in, guests_in, "individual_agreement__party__agreement__"),
            all_words(words),
            inside(within, "individual_agreement__party__agreement__collaboration"),
        )
        .order_by("-individual_agreement__party__agreement__starts_on", "title", "pk")
        .values_list(
            "title",
            "individual_agreement__party",
            "individual_agreement__party__organisation__display_name",
            "individual_agreement__party__agreement",
            "individual_agreement__party__agreement__title",
            "individual_agreement__party__agreement__collaboration__slug",
        )[:MOST_HITS]
    ),
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


def _topics_with(topics: list[str], words: tuple[str, ...]) -> list[str]:
    """The topics by which an area was found, in few words."""
    return [topic for topic in topics if any(word in search_key(topic) for word in words)][:2]


def _page(slug: str, agreement: int, page: str, **where: int) -> str:
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement, **where})
