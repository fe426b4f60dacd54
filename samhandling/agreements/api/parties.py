"""Who enters into the agreement, and what each has decided."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in
from samhandling.agreements.enums import PartyRole, RatificationResult
from samhandling.agreements.permissions import can_ratify
from samhandling.agreements.selectors.parties import decision_of, party_for, party_list
from samhandling.agreements.services.parties import record_ratification
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, From, In, Line, MaybeLine, Out, Pk, Slug, Text
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing

PARTY = f"{ONE}/parties/{{int:party}}"


class RatificationOut(Out):
    """What a party's own decision body has decided."""

    result: RatificationResult
    body: str
    decided_on: date
    section: str
    registration_number: str
    note: str


class PartyOut(Out):
    """A party. `ratification` is null while it has not decided."""

    id: int
    agreement_id: int
    organisation: Named
    role: PartyRole
    ratification: Annotated[RatificationOut | None, From(decision_of)]


class RatificationRecord(In):
    """The decision as its minutes have it. What is already written is corrected, and then `reason` is needed."""

    result: RatificationResult
    body: Annotated[Line, Field(max_length=120)]
    decided_on: Day
    section: Annotated[Line, Field(max_length=40)]
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = ""
    note: Text = ""
    reason: Text = ""


@router.read(f"{ONE}/parties", Listing[PartyOut])
def agreement_party_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[PartyOut]:
    """Every party with what its council has decided: the region first, then in the order of their names."""
    rows = party_list(request.user, agreement_in(request.user, slug, pk), timezone.localdate()).rows
    return short_listing(request, rows, paging, lambda row: PartyOut.of(row.party))


@router.read(PARTY, PartyOut)
def agreement_party_detail(request: ApiRequest, slug: Slug, pk: Pk, party: Pk) -> PartyOut:
    """One party with what its council has decided."""
    return PartyOut.of(party_for(agreement_in(request.user, slug, pk), party))


@router.write("PUT", f"{PARTY}/ratification", PartyOut)
def agreement_party_ratify(
    request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk, body: RatificationRecord
) -> PartyOut:
    """Write down what the party's council decided, or correct what is written."""
    agreement = agreement_in(request.user, slug, pk)
    deciding = party_for(agreement, party)
    require(can_ratify(request.user, deciding))
    record_ratification(actor=request.user, party=deciding, today=timezone.localdate(), **body.all())
    return PartyOut.of(party_for(agreement, party))
