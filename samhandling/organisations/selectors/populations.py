"""Stored population figures: which tables and dates there are, and what each party counts on one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Organisation, Population


@dataclass(frozen=True, slots=True)
class PopulationEdition:
    """One table on one reference date. 1 November and 31 December are different figures and kept apart."""

    reference_on: date
    table: str
    source: str
    fetched_on: date
    municipalities: int

    @property
    def key(self) -> str:
        return f"{self.reference_on.isoformat()}/{self.table}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Inhabitants by SCB code, as one source said them for one reference date."""

    reference_on: date
    table: str
    source: str
    inhabitants: Mapping[str, int]


def municipalities_by_code(codes: Iterable[str]) -> dict[str, Organisation]:
    """The national records of these municipalities. A code that is none's is not in it."""
    found = Organisation.objects.filter(kind=Kind.MUNICIPALITY, scb_code__in=list(codes))
    return {one.scb_code: one for one in found if one.scb_code}


def editions() -> list[PopulationEdition]:
    """Every stored edition, the newest date first."""
    rows = (
        Population.objects.values("reference_on", "table", "source")
        .annotate(fetched=Max("fetched_on"), count=Count("pk"))
        .order_by("-reference_on", "table")
    )
    return [
        PopulationEdition(row["reference_on"], row["table"], row["source"], row["fetched"], row["count"])
        for row in rows
    ]


def inhabitants_of(organisations: Iterable[int], on: date, table: str) -> dict[int, int]:
    """Inhabitants by organisation. Who lacks a figure on that date is not in it."""
    figures = Population.objects.filter(organisation__in=list(organisations), reference_on=on, table=table)
    return dict(figures.values_list("organisation_id", "inhabitants"))
