"""What cannot be so in any forum, whoever wrote it: for `samhandling check`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Q

from samhandling.core.findings import Finding
from samhandling.core.models import Event
from samhandling.forums.enums import MandateStatus
from samhandling.forums.models import Appointment, Mandate, PresidiumTerm, Seat

_OVERLAP = (
    "Two people sit in seat {seat} at once: this appointment begins before appointment {before} ends. End one of them."
)
_TWO_IN_OFFICE = "Two people hold one office at once: this term begins before term {before} ends. End one of them."
_OUTSIDE_SEAT = "The appointment reaches outside the time of its seat. Correct the appointment, or the seat."
_OUTSIDE_FORUM = "It reaches outside the time of its forum. Correct it, or the forum."
_UNFINDABLE = "Somebody has held a seat, and no search finds them by it. Set has_public_role in organisations.person."
_UNADOPTED = "Other mandates are adopted than the forum has adopted. Compare them with a backup, and with the history."
_TWO_MANDATES = "Two mandates hold at once. Compare them with a backup: the newest holds, and the others are replaced."
_MANDATE_GONE = "Versions of the forum's mandate are missing. Restore them from a backup."
Spell = tuple[Any, int, date, date]  # what only one may have, whose number, from, to


def check_forums(_now: datetime) -> Iterator[Finding]:
    yield from _check_appointments()
    yield from _check_presidium()
    yield from _check_lives()
    yield from _check_mandates()
    yield from _check_names()


def _check_appointments() -> Iterator[Finding]:
    spells = Appointment.objects.order_by("seat_id", "starts_on", "pk").values_list(
        "seat_id", "pk", "starts_on", "ends_on"
    )
    for seat, number, before in _clashes(spells.iterator(chunk_size=2000)):
        words = _OVERLAP.format(seat=seat, before=before)
        yield Finding("forums.overlap", f"forums.appointment {number}", words)


def _check_presidium() -> Iterator[Finding]:
    terms = PresidiumTerm.objects.order_by("forum_id", "office", "number", "starts_on", "pk")
    rows = terms.values_list("forum_id", "office", "number", "pk", "starts_on", "ends_on").iterator(chunk_size=2000)
    offices = (((forum, office, order), pk, first, last) for forum, office, order, pk, first, last in rows)
    for _office, number, before in _clashes(offices):
        words = _TWO_IN_OFFICE.format(before=before)
        yield Finding("forums.two_in_office", f"forums.presidiumterm {number}", words)


def _clashes(spells: Iterable[Spell]) -> Iterator[tuple[Any, int, int]]:
    """Of spells in order of place and first day: those that begin while an earlier one in the place still lasts."""
    place, lasts, whose = None, date.min, 0
    for here, number, first, last in spells:
        if here == place and first <= lasts:
            yield here, number, whose
        if here != place or last > lasts:
            place, lasts, whose = here, last, number


def _check_lives() -> Iterator[Finding]:
    """A term lies within its seat, and all lie within their forum. An open end holds everything."""
    for rows, life, code, words in (
        (Appointment.objects.all(), "seat", "forums.outside_seat", _OUTSIDE_SEAT),
        (Appointment.objects.all(), "seat__forum", "forums.outside_forum", _OUTSIDE_FORUM),
        (PresidiumTerm.objects.all(), "forum", "forums.outside_forum", _OUTSIDE_FORUM),
    ):
        outside = Q(starts_on__lt=F(f"{life}__starts_on")) | Q(ends_on__gt=F(f"{life}__ends_on"))
        for number in rows.filter(outside).order_by("pk").values_list("pk", flat=True):
            yield Finding(code, f"{rows.model._meta.label_lower} {number}", words)
    too_long = Q(starts_on__lt=F("forum__starts_on")) | Q(ends_on__gt=F("forum__ends_on"))
    endless = Q(ends_on=None, forum__ends_on__isnull=False)
    for number in Seat.objects.filter(too_long | endless).order_by("pk").values_list("pk", flat=True):
        yield Finding("forums.outside_forum", f"forums.seat {number}", _OUTSIDE_FORUM)


def _check_mandates() -> Iterator[Finding]:
    """What is adopted is kept for good, and each adoption is remembered on the forum; the newest one holds."""
    adopted = Event.objects.filter(object_type="forums.forum", verb="mandate.adopted").order_by()
    remembered = Counter(dict(adopted.values_list("object_id").annotate(Count("pk"))))
    forums = Mandate.objects.order_by("forum").values_list("forum").annotate(
        Count("pk"),
        Max("version"),
        holding=Count("pk", filter=Q(status=MandateStatus.ADOPTED)),
        replaced=Count("pk", filter=Q(status=MandateStatus.REPLACED)),
    )  # fmt: skip
    for forum, there, last, holding, replaced in forums:
        where = f"forums.forum {forum}"
        if there != last:
            yield Finding("forums.mandate_gone", where, _MANDATE_GONE)
        elif holding + replaced != remembered[forum] or holding < min(replaced, 1):
            yield Finding("forums.unadopted", where, _UNADOPTED)
        if holding > 1:
            yield Finding("forums.two_mandates", where, _TWO_MANDATES)


def _check_names() -> Iterator[Finding]:
    unfindable = Appointment.objects.filter(person__has_public_role=False).order_by("person").values_list("person")
    for (number,) in unfindable.distinct():
        yield Finding("forums.unfindable", f"organisations.person {number}", _UNFINDABLE)
