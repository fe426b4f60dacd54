"""The agreement itself: listed, read, begun, changed, and taken through its life."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, agreement_in, edited_in
from samhandling.agreements.enums import EntryRule, Status
from samhandling.agreements.selectors import standing_of, standings_of
from samhandling.agreements.selectors.agreements import predecessor_of, successor_of
from samhandling.agreements.services.agreement import (
    change_agreement,
    create_agreement,
    end_agreement,
    enter_into_force,
    propose_agreement,
    reopen_agreement,
    withdraw_agreement,
)
from samhandling.agreements.services.renewal import draft_successor
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, Day, Flag, In, Line, MaybeLine, Out, Pk, Prose, Slug, Text
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import left_out
from samhandling.core.api.shortlists import short_listing
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.agreements.selectors.agreements import Standing
    from samhandling.core.http import Viewer


class AgreementLine(Out):
    """An agreement in a list. `sentence` tells how it stands."""

    id: int
    title: str
    status: Status
    starts_on: date
    ends_on: date
    parties: int
    ratified: int
    sentence: str

    @classmethod
    def of(cls, standing: "Standing") -> Self:
        agreement = standing.agreement
        return cls(
            id=agreement.pk,
            title=agreement.title,
            status=Status(agreement.status),
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            parties=standing.parties,
            ratified=standing.ratified,
            sentence=standing.sentence,
        )


class AgreementOut(Out):
    """An agreement with all its terms. The ones before and after it are told when the reader may see them."""

    id: int
    title: str
    status: Status
    starts_on: date
    ends_on: date
    parties: int
    ratified: int
    sentence: str
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

    @classmethod
    def of(cls, viewer: "Viewer", agreement: "Agreement") -> Self:
        standing = standing_of(viewer, agreement, timezone.localdate())
        former, successor = predecessor_of(viewer, agreement), successor_of(viewer, agreement)
        return cls(
            id=agreement.pk,
            title=agreement.title,
            status=Status(agreement.status),
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            parties=standing.parties,
            ratified=standing.ratified,
            sentence=standing.sentence,
            language=agreement.language,
            entry_rule=EntryRule(agreement.entry_rule),
            entry_number=agreement.entry_number,
            legal_basis=agreement.legal_basis,
            does_not_cover=agreement.does_not_cover,
            has_individual_agreements=agreement.has_individual_agreements,
            comments_due_on=agreement.comments_due_on,
            proposed_on=agreement.proposed_on,
            entered_on=agreement.entered_on,
            predecessor_id=former.pk if former else None,
            successor_id=successor.pk if successor else None,
        )


class AgreementChange(In):
    """The terms of a draft. What is left out stays as it is."""

    title: Annotated[Line, Field(max_length=200)] = left_out()
    starts_on: Day = left_out()
    ends_on: Day = left_out()
    entry_rule: EntryRule = left_out()
    entry_number: Annotated[int, Field(strict=True, ge=1, le=500), WHOLE] | None = left_out()
    legal_basis: Annotated[MaybeLine, Field(max_length=200)] = left_out()
    does_not_cover: Text = left_out()
    has_individual_agreements: Flag = left_out()


class AgreementCreate(AgreementChange):
    """The terms of a new draft."""

    title: Annotated[Line, Field(max_length=200)]
    starts_on: Day
    ends_on: Day


class NextTerm(In):
    """When next term's agreement holds, and what it is called."""

    title: Annotated[Line, Field(max_length=200)]
    starts_on: Day
    ends_on: Day


class Entry(In):
    """At the earliest the agreement's first day, and not a day to come."""

    entered_on: Day


class Reason(In):
    """Kept in the history. Write no personal data."""

    reason: Prose


@router.read("/collaborations/{slug}/agreements", Listing[AgreementLine])
def agreement_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[AgreementLine]:
    """Agreements of a collaboration: those in force first, then those on their way, then those that were."""
    standings = standings_of(request.user, collaboration_for(request.user, slug), timezone.localdate())
    return short_listing(request, standings, paging, AgreementLine.of)


@router.read(ONE, AgreementOut)
def agreement_detail(request: ApiRequest, slug: Slug, pk: Pk) -> AgreementOut:
    """An agreement with its terms and how it stands."""
    return AgreementOut.of(request.user, agreement_in(request.user, slug, pk))


@router.write("POST", "/collaborations/{slug}/agreements", AgreementOut, status=201, location="agreements/{id}")
def agreement_create(request: ApiUserRequest, slug: Slug, body: AgreementCreate) -> AgreementOut:
    """Begin a draft."""
    collaboration = collaboration_for(request.user, slug)
    made = create_agreement(actor=request.user, collaboration=collaboration, **body.given())
    return AgreementOut.of(request.user, made)


@router.write("PATCH", ONE, AgreementOut, current=agreement_detail)
def agreement_change(request: ApiUserRequest, slug: Slug, pk: Pk, body: AgreementChange) -> AgreementOut:
    """Change the terms of a draft."""
    agreement = agreement_in(request.user, slug, pk)
    return AgreementOut.of(request.user, change_agreement(actor=request.user, agreement=agreement, **body.given()))


@router.write("POST", f"{ONE}/propose", AgreementOut)
def agreement_propose(request: ApiUserRequest, slug: Slug, pk: Pk) -> AgreementOut:
    """Fix the text and send it to the parties for ratification."""
    agreement = agreement_in(request.user, slug, pk)
    proposed = propose_agreement(actor=request.user, agreement=agreement, today=timezone.localdate())
    return AgreementOut.of(request.user, proposed)


@router.write("POST", f"{ONE}/reopen", AgreementOut)
def agreement_reopen(request: ApiUserRequest, slug: Slug, pk: Pk, body: Reason) -> AgreementOut:
    """Take the text back to draft, as long as nobody has decided on it."""
    agreement = agreement_in(request.user, slug, pk)
    return AgreementOut.of(request.user, reopen_agreement(actor=request.user, agreement=agreement, reason=body.reason))


@router.write("POST", f"{ONE}/enter", AgreementOut)
def agreement_enter(request: ApiUserRequest, slug: Slug, pk: Pk, body: Entry) -> AgreementOut:
    """Let the agreement enter into force. The one it follows ends."""
    agreement = agreement_in(request.user, slug, pk)
    entered = enter_into_force(
        actor=request.user, agreement=agreement, entered_on=body.entered_on, today=timezone.localdate()
    )
    return AgreementOut.of(request.user, entered)


@router.write("POST", f"{ONE}/end", AgreementOut)
def agreement_end(request: ApiUserRequest, slug: Slug, pk: Pk) -> AgreementOut:
    """Close an agreement whose last day has passed."""
    agreement = agreement_in(request.user, slug, pk)
    ended = end_agreement(actor=request.user, agreement=agreement, today=timezone.localdate())
    return AgreementOut.of(request.user, ended)


@router.write("POST", f"{ONE}/withdraw", AgreementOut)
def agreement_withdraw(request: ApiUserRequest, slug: Slug, pk: Pk, body: Reason) -> AgreementOut:
    """Stop work on an agreement that has not taken effect. Members can still read it."""
    agreement = agreement_in(request.user, slug, pk)
    withdrawn = withdraw_agreement(actor=request.user, agreement=agreement, reason=body.reason)
    return AgreementOut.of(request.user, withdrawn)


@router.write("POST", f"{ONE}/successor", AgreementOut, status=201, location="agreements/{id}")
def agreement_renew(request: ApiUserRequest, slug: Slug, pk: Pk, body: NextTerm) -> AgreementOut:
    """Draft next term's agreement from this one, which stays as it is."""
    agreement = edited_in(request.user, slug, pk)
    made = draft_successor(actor=request.user, agreement=agreement, **body.given())
    return AgreementOut.of(request.user, made)
