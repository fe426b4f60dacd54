"""One county in the making, and how its rows are written."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import models

from samhandling.accounts.models import User
from samhandling.core.models import Event
from samhandling.organisations.models import Collaboration, Organisation, Person

Row = TypeVar("Row", bound=models.Model)
YEARS_IN_A_TERM = 4


@dataclass(frozen=True, slots=True)
class Term:
    """Four years that an agreement and its seats last."""

    first: date
    last: date


@dataclass(slots=True)
class County:
    collaboration: Collaboration
    region: Organisation
    municipalities: list[Organisation]
    chance: random.Random
    today: date
    coordinator: User
    people: list[Person] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def terms(self) -> tuple[Term, Term, Term]:
        """The one that ended, the one that runs with this year as its last, and the one to come."""
        year = self.today.year
        starts = (year - 2 * YEARS_IN_A_TERM + 1, year - YEARS_IN_A_TERM + 1, year + 1)
        former, running, coming = (
            Term(date(start, 1, 1), date(start + YEARS_IN_A_TERM - 1, 12, 31)) for start in starts
        )
        return former, running, coming

    @property
    def parties(self) -> list[Organisation]:
        return [self.region, *self.municipalities]

    def day_in(self, term: Term) -> date:
        """Some day of the term, and never one that lies ahead."""
        last = min(term.last, self.today)
        return date.fromordinal(self.chance.randint(term.first.toordinal(), max(last, term.first).toordinal()))


def write(rows: Iterable[Row]) -> list[Row]:
    """Write the rows of one table with few statements; they come back with their numbers."""
    made = list(rows)
    for row in made:
        fold = getattr(row, "fold_names", None) or getattr(row, "fold_text", None)
        if fold is not None:
            fold()  # bulk_create does not pass through save()
    return type(made[0]).objects.bulk_create(made, batch_size=2000) if made else []  # type: ignore[attr-defined]  # has it
