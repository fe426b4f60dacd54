"""What if: a cost by another key beside what there is. It is read and never kept, so that it can be asked freely."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import GREATEST_ID, Day, From, Out, Pk, Slug
from samhandling.core.api.problems import invalid_parameter, unknown_choice
from samhandling.core.api.rows import Named
from samhandling.finance.api import router
from samhandling.finance.api.lookups import ONE, OreThere, agreement_in
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.selectors.whatif import before_of, comparisons, what_if
from samhandling.organisations.permissions import require_member
from samhandling.organisations.selectors.populations import editions

if TYPE_CHECKING:
    from samhandling.agreements.models import Party

MOST_PARTIES = 500
MOST_UNIT = 1_000_000  # ten thousand kronor


class Trial(BaseModel):
    """A key, who shares, and what to compare with. Amounts are öre."""

    model_config = ConfigDict(extra="forbid")

    total_ore: Annotated[OreThere, Field(description="A million kronor when left out.")] = 100_000_000
    basis: Basis = Basis.POPULATION
    population_on: Annotated[Day | None, Field(description="Needed when the cost is shared by population.")] = None
    population_table: Annotated[str, Field(max_length=40)] = ""
    region_ore: OreThere = 0
    region_per_mille: Annotated[int, Field(ge=0, le=1000)] = 0
    fixed_part_ore: OreThere = 0
    floor_ore: OreThere = 0
    cap_ore: OreThere | None = None
    unit_ore: Annotated[int, Field(ge=1, le=MOST_UNIT)] = 100
    party: Annotated[
        list[Annotated[int, Field(ge=1, le=GREATEST_ID)]],
        Field(max_length=MOST_PARTIES, description="Who shares, by party_id. Every payer when left out."),
    ] = []
    weight: Annotated[
        list[OreThere],
        Field(max_length=MOST_PARTIES, description="Each party's part or fixed öre, in the order of `party`."),
    ] = []
    against: Annotated[
        str, Field(max_length=30, description="What to compare with: cost-<id> or fees-<year>. Else the plain key.")
    ] = ""

    def key(self) -> CostKey:
        return CostKey(
            basis=self.basis,
            region_ore=self.region_ore,
            region_per_mille=self.region_per_mille,
            fixed_part=self.fixed_part_ore,
            cap=self.cap_ore,
            floor=self.floor_ore,
            unit=self.unit_ore,
            reason="–",  # a trial needs no reason; keeping it does
        )


class TriedOut(Out):
    """One party before and after."""

    party_id: Annotated[int, From("party.id")]
    organisation: Annotated[Named, From("party.organisation")]
    before_ore: Annotated[int, From("before")]
    after_ore: Annotated[int, From("after")]
    inhabitants: int | None
    is_held: bool


class WhatIfOut(Out):
    """The shares and the region's part add up to the total. `compared_with` says what stands before."""

    total_ore: Annotated[int, From("sharing.total")]
    region_ore: Annotated[int, From("sharing.region")]
    population_on: date | None
    compared_with: Annotated[str, From("before.title")]
    parties: Annotated[list[TriedOut], From("rows")]


@router.read(f"{ONE}/what-if", WhatIfOut)
def what_if_read(request: ApiRequest, slug: Slug, pk: Pk, trial: Query[Trial]) -> WhatIfOut:
    """Try a key out. Nothing is stored."""
    agreement = agreement_in(request.user, slug, pk)
    require_member(request.user, agreement.collaboration_id)
    known = {(one.reference_on, one.table) for one in editions()}
    asked = (trial.population_on, trial.population_table)
    if (trial.population_on or trial.basis == Basis.POPULATION) and asked not in known:
        raise invalid_parameter("population_on", unknown_choice(), "choice")
    if trial.against and trial.against not in dict(comparisons(request.user, agreement)):
        raise invalid_parameter("against", unknown_choice(), "choice")
    parties = payers_of(agreement)
    chosen = _chosen(trial, parties)
    if trial.weight and len(trial.weight) != len(chosen):
        raise invalid_parameter("weight", _("Enter one for each party that shares, in the same order."), "choice")
    weights = dict(zip((party.pk for party in chosen), trial.weight, strict=False))
    return WhatIfOut.of(
        what_if(
            parties=parties,
            chosen=chosen,
            total=trial.total_ore,
            key=trial.key(),
            on=trial.population_on,
            table=trial.population_table,
            weights=weights,
            before=before_of(request.user, agreement, trial.against),
        )
    )


def _chosen(trial: Trial, parties: "list[Party]") -> "list[Party]":
    by_number = {party.pk: party for party in parties}
    if not set(trial.party) <= set(by_number) or len(set(trial.party)) < len(trial.party):
        raise invalid_parameter("party", unknown_choice(), "choice")
    return [by_number[number] for number in trial.party] if trial.party else parties
