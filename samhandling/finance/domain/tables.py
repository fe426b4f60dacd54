"""The population tables of Statistics Sweden that are read, and what must be chosen in each.

Two figures live side by side: 1 November (tax equalisation) and 31 December. They are never mixed. From 2025
the December table carries cell-key noise, so a county is the sum of its stored municipalities.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """`fixed` holds the variables that must be chosen; the others may be left out and are then totals."""

    code: str
    month: int
    day: int
    first_year: int
    last_year: int | None
    fixed: Mapping[str, str]

    def reference_on(self, year: int) -> date:
        return date(year, self.month, self.day)

    def has(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


TABLES = {
    table.code: table
    for table in (
        PopulationTable(
            "TAB5557",
            12,
            31,
            2025,
            None,
            {"Civilstand": "SC", "Alder": "TotSA", "Kon": "TotSa", "ContentsCode": "000007ME"},
        ),
        PopulationTable("TAB638", 12, 31, 1968, 2024, {"ContentsCode": "BE0101N1"}),
        PopulationTable("TAB1267", 11, 1, 2002, None, {}),
    )
}


def table_for(on: date) -> PopulationTable | None:
    """The table that holds the figures of a reference date, or None when no table has that date."""
    return next(
        (table for table in TABLES.values() if (table.month, table.day) == (on.month, on.day) and table.has(on.year)),
        None,
    )
