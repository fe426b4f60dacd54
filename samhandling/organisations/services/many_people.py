"""Verbs on many people at once: all of it is done, or nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import Promise

from samhandling.organisations.models import Person
from samhandling.organisations.selectors.inviting import Invitable
from samhandling.organisations.services.inviting import invite_person
from samhandling.organisations.services.people import change_person

if TYPE_CHECKING:
    from samhandling.accounts.models import User

KEPT = "people.kept_until"
# For each person: until when they were kept, and until when they are now.
Kept = list[tuple[int, str | None, str | None]]


@transaction.atomic
def invite_people(
    *,
    actor: "User",
    rows: Sequence[Invitable],
    language: str,
    now: datetime,
    greeting_lines: Sequence[str | Promise] = (),
) -> int:
    """Invite all of them to log in. When one cannot be, nobody is; tells how many were."""
    return sum(
        invite_person(
            actor=actor, person=one.person, email=one.email, language=language, now=now, greeting_lines=greeting_lines
        )
        for one in sorted(rows, key=lambda row: row.pk)
    )


@transaction.atomic
def keep_people_until(*, actor: "User", rows: Sequence[Person], keep_until: date | None, today: date) -> Kept:
    """Until when these people are kept. Tells for each how it was, so that it can be taken back."""
    kept = []
    for person in sorted(rows, key=lambda row: row.pk):
        before = Person.objects.values_list("keep_until", flat=True).get(pk=person.pk)
        if before == keep_until:
            continue
        change_person(actor=actor, person=person, from_on=today, today=today, keep_until=keep_until)
        kept.append((person.pk, _written(before), _written(keep_until)))
    return kept


@transaction.atomic
def keep_people_as_before(*, actor: "User", people: Iterable[Person], kept: Kept, today: date) -> int:
    """Take it back for those where nobody has said otherwise since."""
    by_number = {person.pk: person for person in people}
    undone = 0
    for pk, before, after in kept:
        person = by_number.get(pk)
        if person is not None and _written(person.keep_until) == after:
            until = date.fromisoformat(before) if before else None
            change_person(actor=actor, person=person, from_on=today, today=today, keep_until=until)
            undone += 1
    return undone


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
