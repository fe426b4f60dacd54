"""Stored population figures: which tables and dates there are, and what each party counts on one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from samhandling.organisations.models import Population


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
