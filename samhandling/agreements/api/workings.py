"""What is for those who work with the agreement: what it leaves open, and what has happened to it."""

from typing import TYPE_CHECKING, Self

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, workings_in
from samhandling.agreements.enums import Severity
from samhandling.agreements.selectors import all_gaps_of
from samhandling.agreements.selectors.history import events_of_agreement
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Out, Pk, Slug
from samhandling.core.api.history import HistoryOut, history_listing
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.domain.gaps import Gap


class GapOut(Out):
    """One thing that the agreement leaves open or contradicts: what it is, and what to do about it."""

    code: str
    severity: Severity
    title: str
    explanation: str
    about: str
    clause_number: str

    @classmethod
    def of(cls, gap: "Gap") -> Self:
        return cls(
            code=gap.code,
            severity=gap.severity,
            title=str(gap.title),
            explanation=str(gap.explanation),
            about=gap.about,
            clause_number=gap.clause_number,
        )


@router.read(f"{ONE}/gaps", Listing[GapOut])
def gap_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[GapOut]:
    """What the agreement leaves open or contradicts, the serious first. For those who work with the agreement."""
    gaps = all_gaps_of(workings_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, gaps, paging, GapOut.of)


@router.read(f"{ONE}/history", Listing[HistoryOut])
def agreement_history(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[HistoryOut]:
    """What has happened to the agreement, the newest first. For those who work with the agreement."""
    events = events_of_agreement(workings_in(request.user, slug, pk))
    return history_listing(request, events, paging)
