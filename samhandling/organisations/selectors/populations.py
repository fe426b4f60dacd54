"""Stored population figures: which tables and dates there are, and what each party counts on one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.utils.formats import date_format

from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Organisation, Population
from samhandling.organisations.selectors.collaborations import participants

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class PopulationEdition:
    """One table on one reference date. 1 November and 31 December are different figures and kept apart."""

    reference_on: date
    table: str
    source: str
    fetched_on: date
    municipalities: int

    @property
    def label(self) -> str:
        return date_format(self.reference_on, "j F Y")

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
    found = Population.objects.filter(organisation__in=list(organisations), reference_on=on, table=table).order_by()
    return dict(found.values_list("organisation_id", "inhabitants"))


def municipality_codes() -> list[str]:
    """The SCB codes of all municipalities of the register, in order."""
    codes = Organisation.objects.filter(kind=Kind.MUNICIPALITY, collaboration=None).exclude(scb_code=None)
    return sorted(code for code in codes.values_list("scb_code", flat=True) if code)


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class PopulationRow:
    organisation: Organisation
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """Those who take part, with a column for each edition that has any of them."""

    columns: list[PopulationEdition]
    rows: list[PopulationRow]
    sums: list[Cell]


MOST_COLUMNS = 4


def populations_in(collaboration: "Collaboration") -> PopulationTable:
    """The newest editions of the municipalities that take part, and their sum: the county as we count it."""
    municipalities = list(participants(collaboration).filter(kind=Kind.MUNICIPALITY).order_by("sort_key"))
    figures = Population.objects.filter(organisation__in=municipalities)
    known = {(one.organisation_id, one.reference_on, one.table): one.inhabitants for one in figures}
    sources = {(reference_on, table) for _organisation, reference_on, table in known}
    columns = [one for one in editions() if (one.reference_on, one.table) in sources][:MOST_COLUMNS]
    rows = [
        PopulationRow(
            one,
            [Cell(edition.label, known.get((one.pk, edition.reference_on, edition.table))) for edition in columns],
        )
        for one in municipalities
    ]
    sums = [
        Cell(edition.label, sum(row.cells[position].inhabitants or 0 for row in rows))
        for position, edition in enumerate(columns)
    ]
    return PopulationTable(columns, rows, sums)
