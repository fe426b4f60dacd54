"""What cannot be so in any address book, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from samhandling.core.checks.states import Life
from samhandling.core.findings import Finding
from samhandling.organisations.enums import ImportState
from samhandling.organisations.models import Collaboration, ImportRun, Participation, Person
from samhandling.organisations.selectors.borders import check_borders

_STUCK = (
    "A file of people was uploaded more than a month ago and its rows are still kept. See that `samhandling tick` runs."
)
_NO_TIME = "The import says that it was carried out or undone, and not when. Find out who wrote past the application."
_CHAIN = "It was merged into something that is itself merged. Let it lead to the one that is kept."
_NOT_ERASED = (
    "The person has been erased, and their name or ways to reach them are still kept. Remove these from the row."
)
_TIMES_MEET = "The organisation takes part by another row on the same days. Set its last day or remove one of the two."
PREVIEW_KEPT = timedelta(days=31)  # the tick removes them after a week
LIVES = (
    Life(
        Collaboration,
        "is_public",
        begins=[False],
        after={"collaboration.published": [True], "collaboration.unpublished": [False]},
    ),
    Life(
        ImportRun,
        "state",
        begins=[ImportState.PREVIEWED],
        after={"import.applied": [ImportState.APPLIED], "import.undone": [ImportState.UNDONE]},
    ),
)


def check_address_book(now: datetime) -> Iterator[Finding]:
    yield from _check_imports(now)
    yield from check_borders()
    yield from _check_merged()
    for life in LIVES:
        yield from life.contradictions()
    yield from _check_times()
    known = Q(contact_points__isnull=False) | Q(former__isnull=False) | ~Q(given_name="") | ~Q(family_name="")
    for number in _numbers(Person.objects.exclude(erased_at=None).filter(known)):
        yield Finding("organisations.not_erased", f"organisations.person {number}", _NOT_ERASED)


def _check_imports(now: datetime) -> Iterator[Finding]:
    long_ago = now - PREVIEW_KEPT
    waiting = ImportRun.objects.filter(state=ImportState.PREVIEWED, started_at__lt=long_ago).exclude(rows=[])
    for number in _numbers(waiting):
        yield Finding("organisations.import_stuck", f"organisations.importrun {number}", _STUCK)
    timeless = Q(state=ImportState.APPLIED, applied_at=None) | Q(state=ImportState.UNDONE, undone_at=None)
    for number in _numbers(ImportRun.objects.filter(timeless)):
        yield Finding("organisations.import_without_time", f"organisations.importrun {number}", _NO_TIME)


def _check_merged() -> Iterator[Finding]:
    """A person's row leads straight to the one that is kept; an organisation's may lead there by steps."""
    for number in _numbers(Person.objects.filter(merged_into__merged_into__isnull=False)):
        yield Finding("organisations.merged_chain", f"organisations.person {number}", _CHAIN)


def _check_times() -> Iterator[Finding]:
    """Nothing but the verb that writes them keeps the times of one organisation apart: no constraint can."""
    earlier = Participation.objects.filter(
        ~Q(pk=OuterRef("pk")),
        Q(left_on=None) | Q(left_on__gte=OuterRef("joined_on")),
        Q(joined_on=None) | Q(joined_on__lt=OuterRef("joined_on")),
        collaboration=OuterRef("collaboration"),
        organisation=OuterRef("organisation"),
    )
    for number in _numbers(Participation.objects.filter(Exists(earlier))):
        yield Finding("organisations.times_meet", f"organisations.participation {number}", _TIMES_MEET)


def _numbers(rows: QuerySet[Any]) -> Iterator[int]:
    yield from rows.order_by("pk").values_list("pk", flat=True).distinct()
