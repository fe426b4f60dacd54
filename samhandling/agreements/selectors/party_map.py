"""The parties on a map: what each council has decided, and which have answered when the draft was sent round."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Party
from samhandling.agreements.selectors.comment_round import CommentRound
from samhandling.agreements.selectors.parties import PartyList
from samhandling.organisations.selectors.boundaries import boundary_of, county_outlines
from samhandling.ui.maps import Place, PlaceMap

if TYPE_CHECKING:
    from samhandling.agreements.selectors.parties import PartyRow


def ratification_map(agreement: Agreement, parties: PartyList) -> PlaceMap | None:
    """None where no party lies on a map: a list says as much."""
    return _map_of(
        agreement,
        _("What the parties have decided"),
        _("%(decided)s of %(parties)s parties have decided.")
        % {"decided": len(parties.rows) - len(parties.undecided), "parties": len(parties.rows)},
        [(row.party, *_decided(agreement, row)) for row in parties.rows],
    )


def _decided(agreement: Agreement, row: "PartyRow") -> tuple[str, str]:
    if row.decision:
        return capfirst(row.in_words), row.tone
    if agreement.status in {Status.PROPOSED, Status.IN_FORCE}:
        return _("Waits for its decision"), "warning"
    return _("No decision"), "neutral"


def answer_map(agreement: Agreement, comments: CommentRound) -> PlaceMap | None:
    """How each party has answered; None before they have been asked."""
    if agreement.comments_due_on is None:
        return None
    rows = [(row.party, capfirst(str(row.state.label)), row.tone) for row in comments.rows]
    return _map_of(agreement, _("How the parties have answered"), comments.in_words, rows)


def _map_of(
    agreement: Agreement, title: str, description: str, told: Sequence[tuple[Party, str, str]]
) -> PlaceMap | None:
    slug = agreement.collaboration.slug
    places = [
        Place(
            name=str(party.organisation),
            boundary=boundary_of(party.organisation),
            state=state,
            tone=tone,
            url=reverse("organisations:detail", kwargs={"collaboration": slug, "pk": party.organisation_id}),
        )
        for party, state, tone in told
    ]
    if not any(place.boundary for place in places):
        return None
    outlines = county_outlines(party.organisation for party, _state, _tone in told)
    return PlaceMap(title, description, places, outlines)
