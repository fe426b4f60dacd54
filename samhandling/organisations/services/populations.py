"""Population figures, kept by table and reference date. What is stored is changed only by its own source."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal
from samhandling.organisations.models import Population
from samhandling.organisations.permissions import can_add_populations
from samhandling.organisations.selectors.populations import Figures, municipalities_by_code

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration

MOST_INHABITANTS = 10_000_000


@transaction.atomic
def store_fetched(*, figures: Figures, fetched_on: date) -> int:
    """Store what the statistics service answered, for all municipalities it has. Returns how many figures changed.

    The system itself does this, not a collaboration: the figures are national and belong to nobody.
    """
    known = municipalities_by_code(figures.inhabitants)
    rows = [
        Population(
            organisation=known[code],
            reference_on=figures.reference_on,
            inhabitants=count,
            table=figures.table,
            source=figures.source,
            fetched_on=fetched_on,
        )
        for code, count in figures.inhabitants.items()
        if code in known
    ]
    changed = _count_changes(figures)
    Population.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation", "reference_on", "table"],
        update_fields=["inhabitants", "source", "fetched_on"],
    )
    return changed


@transaction.atomic
def add_from_file(*, actor: "User", collaboration: "Collaboration", figures: Figures, fetched_on: date) -> int:
    """Add figures from a file, for municipalities that take part. A stored figure with another value stops it."""
    require(can_add_populations(actor, collaboration.pk))
    known = municipalities_by_code(figures.inhabitants)
    taking_part = set(
        collaboration.participations.filter(organisation__in=known.values()).values_list("organisation", flat=True)
    )
    strangers = [code for code in figures.inhabitants if code not in known or known[code].pk not in taking_part]
    if strangers:
        raise RuleBroken(Refusal.CODES_NOT_HERE, ", ".join(strangers[:10]))
    if any(not 0 <= count <= MOST_INHABITANTS for count in figures.inhabitants.values()):
        raise RuleBroken(Refusal.POPULATION_UNREASONABLE)
    differing = _differing(figures)
    if differing:
        raise RuleBroken(Refusal.POPULATION_DIFFERS, ", ".join(sorted(differing)))
    made = Population.objects.bulk_create(
        [
            Population(
                organisation=known[code],
                reference_on=figures.reference_on,
                inhabitants=count,
                table=figures.table,
                source=figures.source,
                fetched_on=fetched_on,
            )
            for code, count in figures.inhabitants.items()
        ],
        ignore_conflicts=True,
    )
    after = {"reference_on": figures.reference_on, "table": figures.table, "count": len(made)}
    record(actor, "population.added", collaboration, after=after)
    return len(made)


def _stored(figures: Figures) -> Mapping[str | None, int]:
    rows = Population.objects.filter(
        organisation__scb_code__in=figures.inhabitants, reference_on=figures.reference_on, table=figures.table
    )
    return dict(rows.values_list("organisation__scb_code", "inhabitants"))


def _differing(figures: Figures) -> list[str]:
    stored = _stored(figures)
    return [code for code, count in figures.inhabitants.items() if stored.get(code, count) != count]


def _count_changes(figures: Figures) -> int:
    stored = _stored(figures)
    return sum(stored.get(code) != count for code, count in figures.inhabitants.items())
