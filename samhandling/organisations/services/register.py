"""The national register: all municipalities and regions, with their population."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.db import transaction

from samhandling.core.verbs import add, alter
from samhandling.organisations.domain.names import municipality_name
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Organisation, Population

REFERENCE_ON = date(2025, 12, 31)
TABLE = "TAB5557"
SOURCE = "SCB"
FETCHED_ON = date(2026, 9, 13)


@dataclass(frozen=True, slots=True)
class RegisterLoaded:
    """How many records were written. Both are 0 the second time."""

    created: int
    changed: int


def load_register() -> RegisterLoaded:
    """All municipalities and regions as the files of the package say. May be run again without harm."""
    with transaction.atomic():
        known = {row.scb_code: row for row in Organisation.objects.exclude(scb_code=None)}
        created = changed = 0
        for code, facts in _facts():
            is_new = code not in known
            if is_new:
                known[code] = add(None, "organisation.registered", Organisation(scb_code=code, **facts))
            elif not alter(None, "organisation.register_corrected", known[code], facts):
                continue
            created, changed = created + is_new, changed + (not is_new)
        _load_populations(known)
    return RegisterLoaded(created, changed)


def _facts() -> Iterator[tuple[str, dict[str, str]]]:
    for row in _read("municipalities.csv"):
        yield (
            row["code"],
            {
                "display_name": row["name"],
                "formal_name": municipality_name(row["name"]),
                "kind": Kind.MUNICIPALITY,
            },
        )
    for row in _read("regions.csv"):
        name = row["region_name"]
        yield row["county_code"], {"display_name": name, "formal_name": name, "kind": Kind.REGION}


def _load_populations(known: dict[str | None, Organisation]) -> None:
    """The figures of the package, but for those that have been fetched anew since."""
    fetched = Population.objects.filter(reference_on=REFERENCE_ON, table=TABLE, fetched_on__gt=FETCHED_ON)
    newer = set(fetched.values_list("organisation__scb_code", flat=True))
    Population.objects.bulk_create(
        [
            Population(
                organisation=known[row["code"]],
                reference_on=REFERENCE_ON,
                inhabitants=int(row["population"]),
                table=TABLE,
                source=SOURCE,
                fetched_on=FETCHED_ON,
            )
            for row in _read("municipalities.csv")
            if row["code"] not in newer
        ],
        update_conflicts=True,
        unique_fields=["organisation", "reference_on", "table"],
        update_fields=["inhabitants", "source", "fetched_on"],
    )


def _read(name: str) -> list[dict[str, str]]:
    text = files("samhandling.organisations").joinpath("facts", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
