"""Duties: who shall do what by when, by the law or by promise, and whether it is done."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.agreements import Reason
from samhandling.agreements.api.found import ONE, agreement_in, edited_in
from samhandling.agreements.enums import DutyState
from samhandling.agreements.permissions import can_fulfil
from samhandling.agreements.selectors.areas import area_for
from samhandling.agreements.selectors.duties import duties_of, duty_for, duty_row, legal_duties
from samhandling.agreements.selectors.parties import organisations_of_parties
from samhandling.agreements.selectors.renewal import clause_of
from samhandling.agreements.services.duties import (
    add_duty,
    add_legal_duties,
    change_duty,
    fulfil_duty,
    remove_duty,
    reopen_duty,
)
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, MaybeLine, Out, Pk, Prose, RowId, Slug, Text
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.problems import invalid_field, unknown_choice
from samhandling.core.api.rows import LookUp, Named, chosen, left_out
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.domain.legal import LegalDuty
    from samhandling.agreements.models import Agreement, Duty
    from samhandling.agreements.selectors.duties import DutyRow

DUTY = f"{ONE}/duties/{{int:duty}}"
Wanted = Literal["", "mine", "overdue", "legal", "unowned"]


class DutyOut(Out):
    """A duty. Its owner is a party, or told in the agreement's words."""

    id: int
    agreement_id: int
    what: str
    state: DutyState
    owner: Named | None
    owner_in_words: str
    due_on: date | None
    due_in_words: str
    evidence: str
    clause_id: int | None
    area_id: int | None
    law: str
    law_section: str
    fulfilled_on: date | None

    @classmethod
    def of(cls, row: "DutyRow") -> Self:
        duty = row.duty
        return cls(
            id=duty.pk,
            agreement_id=duty.agreement_id,
            what=duty.what,
            state=row.state,
            owner=Named.of(duty.owner) if duty.owner else None,
            owner_in_words=duty.owner_in_words,
            due_on=duty.due_on,
            due_in_words=duty.due_in_words,
            evidence=duty.evidence,
            clause_id=duty.clause_id,
            area_id=duty.area_id,
            law=duty.law,
            law_section=duty.law_section,
            fulfilled_on=duty.fulfilled_on,
        )


class LegalDutyOut(Out):
    """A duty in the register of what the law demands of those who collaborate."""

    key: str
    law: str
    section: str
    who: str
    duty: str
    when: str
    falls_on_region: bool

    @classmethod
    def of(cls, legal: "LegalDuty") -> Self:
        language = get_language() or "sv"
        return cls(
            key=legal.key,
            law=legal.law[language],
            section=legal.section,
            who=legal.who[language],
            duty=legal.duty[language],
            when=legal.when[language],
            falls_on_region=legal.falls_on_region,
        )


class DutyChange(In):
    """What is left out stays as it is. A legal duty names both the law and its section."""

    what: Prose = left_out()
    owner_id: RowId | None = left_out()
    owner_in_words: Annotated[MaybeLine, Field(max_length=150)] = left_out()
    due_on: Day | None = left_out()
    due_in_words: Annotated[MaybeLine, Field(max_length=150)] = left_out()
    evidence: Text = left_out()
    clause_id: RowId | None = left_out()
    area_id: RowId | None = left_out()
    law: Annotated[MaybeLine, Field(max_length=150)] = left_out()
    law_section: Annotated[MaybeLine, Field(max_length=30)] = left_out()


class DutyCreate(DutyChange):
    """A new duty."""

    what: Prose


class Fulfilment(In):
    """On which day it was done, and what shows it."""

    fulfilled_on: Day
    evidence: Prose


class LegalChoice(In):
    """The keys of duties in the register. Those that the agreement already carries are passed over."""

    chosen: Annotated[
        list[Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,100}$")]], Field(min_length=1, max_length=100)
    ]


class DutiesAdded(Out):
    """The duties that were laid down."""

    items: list[DutyOut]


@router.read(f"{ONE}/duties", Listing[DutyOut])
def duty_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], show: Wanted = "") -> Listing[DutyOut]:
    """The agreement's duties, what is late or due first. `show` narrows to one kind."""
    rows = duties_of(request.user, agreement_in(request.user, slug, pk), timezone.localdate(), show)
    return short_listing(request, rows, paging, DutyOut.of)


@router.read(DUTY, DutyOut)
def duty_detail(request: ApiRequest, slug: Slug, pk: Pk, duty: Pk) -> DutyOut:
    """One duty and how it stands today."""
    return _told(request, duty_for(agreement_in(request.user, slug, pk), duty))


@router.write("POST", f"{ONE}/duties", DutyOut, status=201, location="agreements/{agreement_id}/duties/{id}")
def duty_create(request: ApiUserRequest, slug: Slug, pk: Pk, body: DutyCreate) -> DutyOut:
    """Lay down a duty."""
    agreement = edited_in(request.user, slug, pk)
    return _told(request, add_duty(actor=request.user, agreement=agreement, **_terms(agreement, body)))


@router.write("PATCH", DUTY, DutyOut, current=duty_detail)
def duty_change(request: ApiUserRequest, slug: Slug, pk: Pk, duty: Pk, body: DutyChange) -> DutyOut:
    """Change a duty."""
    agreement = edited_in(request.user, slug, pk)
    found = duty_for(agreement, duty)
    return _told(request, change_duty(actor=request.user, duty=found, **_terms(agreement, body)))


@router.write("DELETE", DUTY, None, status=204, current=duty_detail)
def duty_remove(request: ApiUserRequest, slug: Slug, pk: Pk, duty: Pk) -> None:
    """Take a duty away."""
    remove_duty(actor=request.user, duty=duty_for(agreement_in(request.user, slug, pk), duty))


@router.write("POST", f"{DUTY}/fulfil", DutyOut)
def duty_fulfil(request: ApiUserRequest, slug: Slug, pk: Pk, duty: Pk, body: Fulfilment) -> DutyOut:
    """Say that the duty is done, and what shows it."""
    found = duty_for(agreement_in(request.user, slug, pk), duty)
    require(can_fulfil(request.user, found))
    return _told(request, fulfil_duty(actor=request.user, duty=found, today=timezone.localdate(), **body.all()))


@router.write("POST", f"{DUTY}/reopen", DutyOut)
def duty_reopen(request: ApiUserRequest, slug: Slug, pk: Pk, duty: Pk, body: Reason) -> DutyOut:
    """Say that the duty turned out not to be done after all."""
    found = duty_for(agreement_in(request.user, slug, pk), duty)
    return _told(request, reopen_duty(actor=request.user, duty=found, reason=body.reason))


@router.read("/legal-duties", Listing[LegalDutyOut])
def legal_duty_list(request: ApiRequest, paging: Query[Paging]) -> Listing[LegalDutyOut]:
    """The register of what the law demands of those who collaborate."""
    return short_listing(request, legal_duties(), paging, LegalDutyOut.of)


@router.write("POST", f"{ONE}/legal-duties", DutiesAdded)
def duty_add_legal(request: ApiUserRequest, slug: Slug, pk: Pk, body: LegalChoice) -> DutiesAdded:
    """Lay down duties from the register of legal duties."""
    agreement = edited_in(request.user, slug, pk)
    register = {legal.key: legal for legal in legal_duties()}
    if not register.keys() >= set(body.chosen):
        raise invalid_field("chosen", unknown_choice())
    picked = [register[key] for key in dict.fromkeys(body.chosen)]
    made = add_legal_duties(actor=request.user, agreement=agreement, chosen=picked)
    return DutiesAdded(items=[_told(request, duty) for duty in made])


def _told(request: ApiRequest | ApiUserRequest, duty: "Duty") -> DutyOut:
    return DutyOut.of(duty_row(request.user, duty, timezone.localdate()))


def _terms(agreement: "Agreement", body: DutyChange) -> dict[str, Any]:
    """What was sent, with rows where it names them."""
    terms = body.given()
    rows: dict[str, LookUp[Any]] = {
        "owner": organisations_of_parties(agreement),
        "clause": lambda pk: clause_of(agreement, pk),
        "area": lambda pk: area_for(agreement, pk),
    }
    for name, among in rows.items():
        if (field := f"{name}_id") in terms:
            terms[name] = chosen(field, terms.pop(field), among)
    return terms
