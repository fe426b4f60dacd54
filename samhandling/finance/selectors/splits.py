"""Shared costs: as they are stored, and as a key would divide them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from samhandling.agreements import permissions as agreements
from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Agreement, Party, SpecialAgreement
from samhandling.finance.domain.sharing import CostKey, Sharer, Sharing, share_costs
from samhandling.finance.enums import Basis
from samhandling.finance.models import CostSplit, SplitShare
from samhandling.finance.permissions import splits_visible_to
from samhandling.organisations.selectors.populations import inhabitants_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

SET_BY_HAND = (Basis.MANUAL, Basis.FIXED)


def splits_of(viewer: "Viewer", agreement: Agreement) -> QuerySet[CostSplit]:
    """The agreement's shared costs with their shares, the newest year first."""
    shares = SplitShare.objects.select_related("party__organisation", "special")
    splits = splits_visible_to(viewer).filter(agreement=agreement).select_related("area")
    return splits.prefetch_related(Prefetch("shares", shares))


def split_for(viewer: "Viewer", agreement: Agreement, pk: int) -> CostSplit:
    return get_object_or_404(splits_of(viewer, agreement).select_related("agreement__collaboration"), pk=pk)


def payers_of(agreement: Agreement) -> list[Party]:
    """The parties that a cost may be shared among: all but the region, whose share comes first by the key."""
    parties = agreement.parties.exclude(role=PartyRole.REGION).select_related("organisation")
    return list(parties.order_by("organisation__sort_key"))


def key_of(split: CostSplit) -> CostKey:
    """The key as it was stored, with the parties' own floors and caps."""
    shares = list(split.shares.all())
    return CostKey(
        basis=Basis(split.basis),
        region_ore=split.region_ore,
        region_per_mille=split.region_per_mille,
        fixed_part=split.fixed_part_ore,
        cap=split.cap_ore,
        floor=split.floor_ore,
        caps={code_of(share.party): share.cap_ore for share in shares if share.cap_ore is not None},
        floors={code_of(share.party): share.floor_ore for share in shares if share.floor_ore is not None},
        unit=split.unit_ore,
        reason=split.reason,
    )


def code_of(party: Party) -> str:
    """What settles equal remainders: the SCB code, or the organisation's number among those without one."""
    return party.organisation.scb_code or f"x{party.organisation_id:012d}"


def inhabitants_of_parties(parties: Iterable[Party], on: date | None, table: str) -> dict[int, int]:
    """By party, on the day of the figures; nothing where none has been chosen."""
    found = inhabitants_of([party.organisation_id for party in parties], on, table) if on else {}
    return {party.pk: found[party.organisation_id] for party in parties if party.organisation_id in found}


def sharers_of(
    parties: list[Party], basis: Basis, *, inhabitants: Mapping[int, int], weights: Mapping[int, int]
) -> list[Sharer]:
    """The parties with what the key weighs them by: inhabitants, or `weights`, parts set by hand or fixed öre."""
    known = weights
    if basis == Basis.POPULATION:
        known = inhabitants
    elif basis == Basis.EQUAL:
        known = {party.pk: 1 for party in parties}
    return [Sharer(code_of(party), str(party), known.get(party.pk)) for party in parties]


@dataclass(frozen=True, slots=True)
class RecalculatedSplit:
    """A stored split calculated again, from what was stored with it and from nothing else."""

    split: CostSplit
    sharing: Sharing

    @property
    def agrees(self) -> bool:
        return all(self.sharing.of(code_of(share.party)) == share.amount_ore for share in self.split.shares.all())


def recalculated(split: CostSplit) -> RecalculatedSplit:
    """Calculate a stored split again: the shares must come out as they stand."""
    sharers = [Sharer(code_of(share.party), str(share.party), share.weight) for share in split.shares.all()]
    return RecalculatedSplit(split, share_costs(split.total_ore, key_of(split), sharers))


def terms_of(split: CostSplit) -> dict[str, object]:
    """What is written about a shared cost, as its form asks for it."""
    shares = list(split.shares.all())
    edition = f"{split.population_on.isoformat()}/{split.population_table}" if split.population_on else ""
    return {
        "title": split.title,
        "year": split.year,
        "area": split.area_id,
        "total": split.total_ore,
        "basis": split.basis,
        "population": edition,
        "region_percent": split.region_per_mille * 100 or None,
        "region_kronor": split.region_ore or None,
        "fixed_part": split.fixed_part_ore or None,
        "floor": split.floor_ore or None,
        "cap": split.cap_ore,
        "unit": split.unit_ore,
        "reason": split.reason,
        "invoicing": split.invoicing,
        "invoice_reference": split.invoice_reference,
        "parties": [str(share.party_id) for share in shares],
        **{f"weight_{share.party_id}": share.weight for share in shares if split.basis in SET_BY_HAND},
        **{f"floor_{share.party_id}": share.floor_ore for share in shares},
        **{f"cap_{share.party_id}": share.cap_ore for share in shares},
        **{f"special_{share.party_id}": share.special_id for share in shares},
    }


def annex_lines_of(agreement: Agreement) -> dict[int, list[SpecialAgreement]]:
    """The lines of each party's annex, by party: what a share may be the price of."""
    lines: dict[int, list[SpecialAgreement]] = defaultdict(list)
    for line in SpecialAgreement.objects.filter(individual_agreement__party__agreement=agreement).select_related(
        "individual_agreement"
    ):
        lines[line.individual_agreement.party_id].append(line)
    return dict(lines)


def prices_of_annex(viewer: "Viewer", collaboration: "Collaboration", party_pk: int) -> tuple[Party, list[SplitShare]]:
    """What the lines of a municipality's annex cost, the newest year first; 404 where the annex may not be seen."""
    parties = Party.objects.filter(
        agreement__collaboration=collaboration, agreement__in=agreements.visible_to(viewer).values("pk")
    )
    party = get_object_or_404(parties.select_related("organisation", "agreement"), pk=party_pk)
    priced = SplitShare.objects.filter(party=party, special__isnull=False, split__in=splits_visible_to(viewer))
    return party, list(priced.select_related("split", "special").order_by("-split__year", "special__pk", "pk"))
