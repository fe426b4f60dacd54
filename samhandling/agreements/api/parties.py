"""Who enters into the agreement, and what each has decided."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, agreement_in, edited_in
from samhandling.agreements.enums import PartyRole, RatificationResult
from samhandling.agreements.permissions import can_ratify
from samhandling.agreements.selectors.parties import decision_of, party_for, party_list, possible_parties
from samhandling.agreements.services.parties import add_party, record_ratification, remove_party
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import Day, In, Line, MaybeLine, Out, Pk, RowId, Slug, Text
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named, chosen
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.agreements.models import Party, Ratification

PARTY = f"{ONE}/parties/{{int:party}}"


class RatificationOut(Out):
    """What a party's own decision body has decided."""

    result: RatificationResult
    body: str
    decided_on: date
    section: str
    registration_number: str
    note: str

    @classmethod
    def of(cls, ratification: "Ratification") -> Self:
        return cls(
            result=RatificationResult(ratification.result),
            body=ratification.body,
            decided_on=ratification.decided_on,
            section=ratification.section,
            registration_number=ratification.registration_number,
            note=ratification.note,
        )


class PartyOut(Out):
    """A party. `ratification` is null while it has not decided."""

    id: int
    agreement_id: int
    organisation: Named
    role: PartyRole
    ratification: RatificationOut | None

    @classmethod
    def of(cls, party: "Party") -> Self:
        decision = decision_of(party)
        return cls(
            id=party.pk,
            agreement_id=party.agreement_id,
            organisation=Named.of(party.organisation),
            role=PartyRole(party.role),
            ratification=RatificationOut.of(decision) if decision else None,
        )


class PartyCreate(In):
    """An organisation that takes part in the collaboration. Its role follows from its kind unless told."""

    organisation_id: RowId
    role: PartyRole | None = None


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
    rows = party_list(request.user, agreement_in(request.user, slug, pk)).rows
    return short_listing(request, rows, paging, lambda row: PartyOut.of(row.party))


@router.read(PARTY, PartyOut)
def agreement_party_detail(request: ApiRequest, slug: Slug, pk: Pk, party: Pk) -> PartyOut:
    """One party with what its council has decided."""
    return PartyOut.of(party_for(agreement_in(request.user, slug, pk), party))


@router.write("POST", f"{ONE}/parties", PartyOut, status=201, location="agreements/{agreement_id}/parties/{id}")
def agreement_party_add(request: ApiUserRequest, slug: Slug, pk: Pk, body: PartyCreate) -> PartyOut:
    """Let an organisation of the collaboration be a party of a draft."""
    agreement = edited_in(request.user, slug, pk)
    organisation = chosen("organisation_id", body.organisation_id, possible_parties(agreement))
    made = add_party(actor=request.user, agreement=agreement, organisation=organisation, role=body.role or "")
    return PartyOut.of(made)


@router.write("DELETE", PARTY, None, status=204, current=agreement_party_detail)
def agreement_party_remove(request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk) -> None:
    """Take a party out of a draft, once nothing depends on it."""
    remove_party(actor=request.user, party=party_for(agreement_in(request.user, slug, pk), party))


@router.write("PUT", f"{PARTY}/ratification", PartyOut)
def agreement_party_ratify(
    request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk, body: RatificationRecord
) -> PartyOut:
    """Write down what the party's council decided, or correct what is written."""
    found = party_for(agreement_in(request.user, slug, pk), party)
    require(can_ratify(request.user, found))
    record_ratification(actor=request.user, party=found, today=timezone.localdate(), **body.all())
    return PartyOut.of(party_for(found.agreement, found.pk))
