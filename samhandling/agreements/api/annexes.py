"""Individual agreements with municipalities, and the special agreements in their annexes."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, agreement_in
from samhandling.agreements.enums import AnnexState
from samhandling.agreements.selectors.annexes import annex_party_for, annex_row, annexes_of, special_for
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing

ANNEX = f"{ONE}/individual-agreements/{{int:party}}"


class SpecialAgreementOut(Out):
    """A line of the annex: a service or cooperation agreed on its own terms."""

    id: int
    agreement_id: Annotated[int, From("individual_agreement.party.agreement_id")]
    party_id: Annotated[int, From("individual_agreement.party_id")]
    area_id: int | None
    title: str
    registration_number: str
    starts_on: date | None
    ends_on: date | None
    notice_months: int | None


class IndividualAgreementOut(Out):
    """How far the agreement with one municipality has come, and what lies in its annex."""

    party_id: Annotated[int, From("party.id")]
    organisation: Annotated[Named, From("party.organisation")]
    state: AnnexState
    signed_on: Annotated[date | None, From("individual.signed_on", or_else=None)]
    registration_number: Annotated[str, From("individual.registration_number", or_else="")]
    annex_confirmed_on: Annotated[date | None, From("individual.annex_confirmed_on", or_else=None)]
    note: Annotated[str, From("individual.note", or_else="")]
    special_agreements: Annotated[list[SpecialAgreementOut], From(lambda row: [line.special for line in row.specials])]


@router.read(f"{ONE}/individual-agreements", Listing[IndividualAgreementOut])
def individual_agreement_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]
) -> Listing[IndividualAgreementOut]:
    """Every municipality of the agreement, whether it has an individual agreement or not."""
    rows = annexes_of(request.user, agreement_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, rows, paging, IndividualAgreementOut.of)


@router.read(ANNEX, IndividualAgreementOut)
def individual_agreement_detail(request: ApiRequest, slug: Slug, pk: Pk, party: Pk) -> IndividualAgreementOut:
    """The individual agreement with one municipality, and its annex."""
    municipality = annex_party_for(agreement_in(request.user, slug, pk), party)
    return IndividualAgreementOut.of(annex_row(request.user, municipality, timezone.localdate()))


@router.read(f"{ANNEX}/special-agreements/{{int:special}}", SpecialAgreementOut)
def special_agreement_detail(request: ApiRequest, slug: Slug, pk: Pk, party: Pk, special: Pk) -> SpecialAgreementOut:
    """One line of the annex."""
    municipality = annex_party_for(agreement_in(request.user, slug, pk), party)
    return SpecialAgreementOut.of(special_for(municipality, special))
