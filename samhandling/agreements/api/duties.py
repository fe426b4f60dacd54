"""Duties: who shall do what by when, by the law or by promise, and whether it is done."""

from datetime import date
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in
from samhandling.agreements.enums import DutyState
from samhandling.agreements.permissions import can_fulfil
from samhandling.agreements.selectors.duties import duties_of, duty_for, duty_row, legal_duties
from samhandling.agreements.services.duties import fulfil_duty
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, From, In, Out, Pk, Prose, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing

DUTY = f"{ONE}/duties/{{int:duty}}"
Wanted = Literal["", "mine", "overdue", "legal", "unowned"]


class DutyOut(Out, within="duty"):
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


def _translated(name: str) -> From:
    """One of the register's texts, which it has in every language."""
    return From(lambda legal: getattr(legal, name)[get_language() or "sv"])


class LegalDutyOut(Out):
    """A duty in the register of what the law demands of those who collaborate."""

    key: str
    law: Annotated[str, _translated("law")]
    section: str
    who: Annotated[str, _translated("who")]
    duty: Annotated[str, _translated("duty")]
    when: Annotated[str, _translated("when")]
    falls_on_region: bool


class Fulfilment(In):
    """On which day it was done, and what shows it."""

    fulfilled_on: Day
    evidence: Prose


@router.read(f"{ONE}/duties", Listing[DutyOut])
def duty_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], show: Wanted = "") -> Listing[DutyOut]:
    """The agreement's duties, what is late or due first. `show` narrows to one kind."""
    rows = duties_of(request.user, agreement_in(request.user, slug, pk), timezone.localdate(), show)
    return short_listing(request, rows, paging, DutyOut.of)


@router.read(DUTY, DutyOut)
def duty_detail(request: ApiRequest, slug: Slug, pk: Pk, duty: Pk) -> DutyOut:
    """One duty and how it stands today."""
    row = duty_row(request.user, duty_for(agreement_in(request.user, slug, pk), duty), timezone.localdate())
    return DutyOut.of(row)


@router.write("POST", f"{DUTY}/fulfil", DutyOut)
def duty_fulfil(request: ApiUserRequest, slug: Slug, pk: Pk, duty: Pk, body: Fulfilment) -> DutyOut:
    """Say that the duty is done, and what shows it."""
    today = timezone.localdate()
    owed = duty_for(agreement_in(request.user, slug, pk), duty)
    require(can_fulfil(request.user, owed))
    fulfilled = fulfil_duty(actor=request.user, duty=owed, today=today, **body.all())
    return DutyOut.of(duty_row(request.user, fulfilled, today))


@router.read("/legal-duties", Listing[LegalDutyOut])
def legal_duty_list(request: ApiRequest, paging: Query[Paging]) -> Listing[LegalDutyOut]:
    """The register of what the law demands of those who collaborate."""
    return short_listing(request, legal_duties(), paging, LegalDutyOut.of)
