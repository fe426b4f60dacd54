"""The agreement itself: listed, read, and what has happened to it."""

from datetime import date

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in, workings_in
from samhandling.agreements.enums import EntryRule, Status
from samhandling.agreements.selectors import standing_of, standings_of
from samhandling.agreements.selectors.agreements import predecessor_of, successor_of
from samhandling.agreements.selectors.history import events_of_agreement
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Out, Pk, Slug
from samhandling.core.api.history import HistoryOut, history_listing
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing
from samhandling.organisations.selectors import collaboration_for


class AgreementLine(Out, within="agreement"):
    """An agreement in a list. `sentence` tells how it stands."""

    id: int
    title: str
    status: Status
    starts_on: date
    ends_on: date
    parties: int
    ratified: int
    sentence: str


class AgreementOut(AgreementLine):
    """An agreement with all its terms. The ones before and after it are told when the reader may see them."""

    language: str
    entry_rule: EntryRule
    entry_number: int | None
    legal_basis: str
    does_not_cover: str
    has_individual_agreements: bool
    comments_due_on: date | None
    proposed_on: date | None
    entered_on: date | None
    predecessor_id: int | None
    successor_id: int | None


@router.read("/collaborations/{slug}/agreements", Listing[AgreementLine])
def agreement_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[AgreementLine]:
    """Agreements of a collaboration: those in force first, then those on their way, then those that were."""
    standings = standings_of(request.user, collaboration_for(request.user, slug), timezone.localdate())
    return short_listing(request, standings, paging, AgreementLine.of)


@router.read(ONE, AgreementOut)
def agreement_detail(request: ApiRequest, slug: Slug, pk: Pk) -> AgreementOut:
    """An agreement with its terms and how it stands."""
    agreement = agreement_in(request.user, slug, pk)
    former, successor = predecessor_of(request.user, agreement), successor_of(request.user, agreement)
    return AgreementOut.of(
        standing_of(request.user, agreement, timezone.localdate()),
        predecessor_id=former.pk if former else None,
        successor_id=successor.pk if successor else None,
    )


@router.read(f"{ONE}/history", Listing[HistoryOut])
def agreement_history(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[HistoryOut]:
    """What has happened to the agreement, the newest first. For those who work with the agreement."""
    events = events_of_agreement(workings_in(request.user, slug, pk))
    return history_listing(request, events, paging)
