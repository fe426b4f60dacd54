"""The term shift: after an election every seat of a party is filled anew, all from one day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samhandling.forums.domain.appointments import ELECTION_CYCLE, day_after, default_end, end_of_term
from samhandling.forums.enums import NextHolder, ShiftRefusal, ShiftState
from samhandling.lib.periods import Period
from samhandling.lib.swedish import search_key

LATE_DAYS = 180
# From here on it is worth a place in the menu.
NEAR_DAYS = 366


def shift_day(today: date) -> date:
    """The first day of the term that is being filled: the next one; in the first half-year of a term still that one."""
    last = end_of_term(today)
    began = date(last.year - ELECTION_CYCLE + 1, 1, 1)
    return began if (today - began).days < LATE_DAYS else day_after(last)


def is_shift_near(today: date) -> bool:
    """Whether the term being filled begins within a year or began lately."""
    return (shift_day(today) - today).days <= NEAR_DAYS


def state_of(held_until: date | None, shift_on: date, *, is_left_vacant: bool) -> ShiftState:
    """A seat is filled when somebody sits there on the first day of the term, or is appointed from a later one."""
    if held_until is not None and held_until >= shift_on:
        return ShiftState.FILLED
    return ShiftState.LEFT_VACANT if is_left_vacant else ShiftState.LEFT


def proposed_term(held_until: date | None, shift_on: date, today: date, *lives: Period) -> Period:
    """From the day after the one who sits there leaves, to the last day of the new term.

    A seat that is vacant already is filled from the first day of the term.
    """
    sits_still = held_until is not None and held_until >= today
    begins = day_after(held_until) if held_until is not None and sits_still else shift_on
    first = max(begins, *(life.first for life in lives))
    return Period(first, default_end(max(first, shift_on), *lives))


def mark_of_seat(appointments: Iterable[tuple[int, date, date]], reason: str | None) -> str:
    """The same text for the same state of the seat: tells whether somebody was there since the page was opened."""
    sits = ",".join(f"{pk}:{first}:{last}" for pk, first, last in appointments)
    return f"{sits}|{reason or ''}"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is not in the register, as the row tells of them."""

    given_name: str
    family_name: str
    title: str = ""
    email: str = ""

    @property
    def key(self) -> str:
        return search_key(f"{self.given_name} {self.family_name}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What one row of the grid says of its seat. `seen` is the mark that the seat had when the page was opened."""

    seat: int
    seen: str
    choice: NextHolder
    term: Period
    person: int | None = None
    newcomer: Newcomer | None = None
    is_another: bool = False
    invites: bool = False
    email: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A newcomer, with the seats of all rows that name them: in one grid a name is one person."""

    facts: Newcomer
    seats: tuple[int, ...]
    is_another: bool


def newcomers_of(wishes: Sequence[Wish]) -> tuple[list[NewPerson], dict[int, ShiftRefusal]]:
    """Who is to be added to the register, and the seats whose rows contradict an earlier one about the same name."""
    people: dict[str, NewPerson] = {}
    refused: dict[int, ShiftRefusal] = {}
    for wish in wishes:
        if wish.choice is not NextHolder.NEW or wish.newcomer is None:
            continue
        told, before = wish.newcomer, people.get(wish.newcomer.key)
        if before is None:
            people[told.key] = NewPerson(told, (wish.seat,), wish.is_another)
        elif told.email and before.facts.email and told.email != before.facts.email:
            refused[wish.seat] = ShiftRefusal.TWO_EMAILS
        else:
            facts = Newcomer(
                before.facts.given_name,
                before.facts.family_name,
                before.facts.title or told.title,
                before.facts.email or told.email,
            )
            people[told.key] = NewPerson(facts, (*before.seats, wish.seat), before.is_another or wish.is_another)
    return list(people.values()), refused


def why_not_done(left: int, *, is_done: bool) -> ShiftRefusal | None:
    """A party is done when every seat is filled, or deliberately left vacant with a reason."""
    if is_done:
        return ShiftRefusal.ALREADY_DONE
    return ShiftRefusal.SEATS_LEFT if left else None


def is_to_be_reminded(seats: int, *, is_done: bool, reminded_on: date | None, today: date) -> bool:
    """Whoever is done, or has no seats, is left in peace; nobody is reminded twice in a day."""
    return seats > 0 and not is_done and reminded_on != today
