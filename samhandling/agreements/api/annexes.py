"""Individual agreements with municipalities, and the special agreements in their annexes."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.agreements.api import router
from samhandling.agreements.api.found import ONE, agreement_in
from samhandling.agreements.enums import AnnexState
from samhandling.agreements.permissions import can_keep_annex
from samhandling.agreements.selectors.annexes import (
    annex_party_for,
    annex_row,
    annexes_of,
    individual_agreement_of,
    special_for,
)
from samhandling.agreements.selectors.areas import area_for
from samhandling.agreements.services.annexes import (
    add_special_agreement,
    change_special_agreement,
    confirm_annex,
    remove_special_agreement,
    save_individual_agreement,
)
from samhandling.core.access import require
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, Day, In, Line, MaybeLine, Out, Pk, RowId, Slug, Text
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named, chosen, left_out
from samhandling.core.api.shortlists import short_listing

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Party, SpecialAgreement
    from samhandling.agreements.selectors.annexes import AnnexRow
    from samhandling.core.http import Viewer

ANNEX = f"{ONE}/individual-agreements/{{int:party}}"
SPECIAL = f"{ANNEX}/special-agreements/{{int:special}}"


class SpecialAgreementOut(Out):
    """A line of the annex: a service or cooperation agreed on its own terms."""

    id: int
    agreement_id: int
    party_id: int
    area_id: int | None
    title: str
    registration_number: str
    starts_on: date | None
    ends_on: date | None
    notice_months: int | None

    @classmethod
    def of(cls, special: "SpecialAgreement", party: "Party") -> Self:
        return cls(
            id=special.pk,
            agreement_id=party.agreement_id,
            party_id=party.pk,
            area_id=special.area_id,
            title=special.title,
            registration_number=special.registration_number,
            starts_on=special.starts_on,
            ends_on=special.ends_on,
            notice_months=special.notice_months,
        )


class IndividualAgreementOut(Out):
    """How far the agreement with one municipality has come, and what lies in its annex."""

    party_id: int
    organisation: Named
    state: AnnexState
    signed_on: date | None
    registration_number: str
    annex_confirmed_on: date | None
    note: str
    special_agreements: list[SpecialAgreementOut]

    @classmethod
    def of(cls, row: "AnnexRow") -> Self:
        individual = row.individual
        return cls(
            party_id=row.party.pk,
            organisation=Named.of(row.party.organisation),
            state=row.state,
            signed_on=individual.signed_on if individual else None,
            registration_number=individual.registration_number if individual else "",
            annex_confirmed_on=individual.annex_confirmed_on if individual else None,
            note=individual.note if individual else "",
            special_agreements=[SpecialAgreementOut.of(one.special, row.party) for one in row.specials],
        )


class IndividualAgreementChange(In):
    """What is left out stays as it is."""

    signed_on: Day | None = left_out()
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = left_out()
    note: Text = left_out()


class SpecialAgreementChange(In):
    """What is left out stays as it is."""

    title: Annotated[Line, Field(max_length=200)] = left_out()
    area_id: RowId | None = left_out()
    registration_number: Annotated[MaybeLine, Field(max_length=60)] = left_out()
    starts_on: Day | None = left_out()
    ends_on: Day | None = left_out()
    notice_months: Annotated[int, Field(strict=True, ge=0, le=60), WHOLE] | None = left_out()


class SpecialAgreementCreate(SpecialAgreementChange):
    """A new line of the annex."""

    title: Annotated[Line, Field(max_length=200)]


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
    return _told(request.user, annex_party_for(agreement_in(request.user, slug, pk), party))


@router.write("PATCH", ANNEX, IndividualAgreementOut, current=individual_agreement_detail)
def individual_agreement_save(
    request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk, body: IndividualAgreementChange
) -> IndividualAgreementOut:
    """Register the agreement with a municipality, or change what is registered."""
    found = _kept_in(request.user, slug, pk, party)
    individual = individual_agreement_of(found)
    terms: dict[str, Any] = {"signed_on": individual.signed_on if individual else None}
    if individual:
        terms |= {"registration_number": individual.registration_number, "note": individual.note}
    save_individual_agreement(actor=request.user, party=found, **terms | body.given())
    return _told(request.user, annex_party_for(found.agreement, party))


@router.write("POST", f"{ANNEX}/confirm", IndividualAgreementOut)
def individual_agreement_confirm(request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk) -> IndividualAgreementOut:
    """Say that the list of special agreements is complete, even when it is empty."""
    found = _kept_in(request.user, slug, pk, party)
    confirm_annex(actor=request.user, party=found, confirmed_on=timezone.localdate())
    return _told(request.user, annex_party_for(found.agreement, party))


@router.read(SPECIAL, SpecialAgreementOut)
def special_agreement_detail(request: ApiRequest, slug: Slug, pk: Pk, party: Pk, special: Pk) -> SpecialAgreementOut:
    """One line of the annex."""
    found = annex_party_for(agreement_in(request.user, slug, pk), party)
    return SpecialAgreementOut.of(special_for(found, special), found)


@router.write(
    "POST",
    f"{ANNEX}/special-agreements",
    SpecialAgreementOut,
    status=201,
    location="agreements/{agreement_id}/individual-agreements/{party_id}/special-agreements/{id}",
)
def special_agreement_add(
    request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk, body: SpecialAgreementCreate
) -> SpecialAgreementOut:
    """Add a line to the annex. The annex is to be confirmed anew."""
    found = _kept_in(request.user, slug, pk, party)
    made = add_special_agreement(actor=request.user, party=found, **_terms(found, body))
    return SpecialAgreementOut.of(made, found)


@router.write("PATCH", SPECIAL, SpecialAgreementOut, current=special_agreement_detail)
def special_agreement_change(
    request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk, special: Pk, *, body: SpecialAgreementChange
) -> SpecialAgreementOut:
    """Change a line of the annex. The annex is to be confirmed anew."""
    found = _kept_in(request.user, slug, pk, party)
    changed = change_special_agreement(actor=request.user, special=special_for(found, special), **_terms(found, body))
    return SpecialAgreementOut.of(changed, found)


@router.write("DELETE", SPECIAL, None, status=204, current=special_agreement_detail)
def special_agreement_remove(request: ApiUserRequest, slug: Slug, pk: Pk, party: Pk, special: Pk) -> None:
    """Take a line out of the annex. The annex is to be confirmed anew."""
    found = _kept_in(request.user, slug, pk, party)
    remove_special_agreement(actor=request.user, special=special_for(found, special))


def _kept_in(user: "User", slug: str, pk: int, party: int) -> "Party":
    """The municipality, when this person may keep its annex. Asked before anything in the body is looked up."""
    found = annex_party_for(agreement_in(user, slug, pk), party)
    require(can_keep_annex(user, found))
    return found


def _told(viewer: "Viewer", party: "Party") -> IndividualAgreementOut:
    return IndividualAgreementOut.of(annex_row(viewer, party, timezone.localdate()))


def _terms(party: "Party", body: SpecialAgreementChange) -> dict[str, Any]:
    """What was sent, with the area where it names one."""
    terms = body.given()
    if "area_id" in terms:
        terms["area"] = chosen("area_id", terms.pop("area_id"), lambda pk: area_for(party.agreement, pk))
    return terms
