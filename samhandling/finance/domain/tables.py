"""The population tables of Statistics Sweden that are read, and what must be chosen in each.

Two figures live side by side: 1 November (tax equalisation) and 31 December. They are never mixed. From 2025
the December table carries cell-key noise, so a county is the sum of its stored municipalities.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samhandling.finance.domain.jsonstat import NotTheTableError, codes_of


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """`fixed` holds the variables that must be chosen; the others may be left out and are then totals.

    None where the table itself must be asked which they are.
    """

    code: str
    month: int
    day: int
    first_year: int
    last_year: int | None
    fixed: Mapping[str, str] | None

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
        PopulationTable("TAB1267", 11, 1, 2002, None, None),
    )
}


def table_for(on: date) -> PopulationTable | None:
    """The table that holds the figures of a reference date, or None when no table has that date."""
    return next(
        (table for table in TABLES.values() if (table.month, table.day) == (on.month, on.day) and table.has(on.year)),
        None,
    )


def totals_in(metadata: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What to choose in the variables that cannot be left out, and those of them in which nothing stands for all.

    A variable that may be left out (PxWeb calls that elimination) is then a total. In the others the table may name
    a code for the total, or there is but one code to choose. Raises NotTheTableError when it is no metadata.
    """
    names = metadata.get("id")
    if not isinstance(names, list) or not {"Region", "Tid"} <= set(map(str, names)):
        raise NotTheTableError("Region, Tid")
    totals, without = {}, []
    for name in (str(name) for name in names if str(name) not in {"Region", "Tid"}):
        codes, extension = codes_of(metadata, name), metadata["dimension"][name].get("extension") or {}
        total = extension.get("eliminationValueCode") if isinstance(extension, dict) else None
        if isinstance(extension, dict) and extension.get("elimination") is True:
            continue
        if total in codes or len(codes) == 1:
            totals[name] = total if total in codes else codes[0]
        else:
            without.append(name)
    return totals, without
