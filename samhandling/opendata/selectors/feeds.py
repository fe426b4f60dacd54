"""Calendars: one's own list, and what lies behind a secret address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Case, QuerySet, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samhandling.core.calendar import CalendarEvent, CalendarWish, Stamp, calendar_file, events_for
from samhandling.core.navigation import Door
from samhandling.opendata.domain.feeds import hash_of
from samhandling.opendata.enums import Refusal
from samhandling.opendata.models import CalendarFeed
from samhandling.opendata.permissions import can_follow, feeds_visible_to
from samhandling.organisations.models import Organisation
from samhandling.organisations.permissions import (
    access_of,
    collaborations_visible_to,
    organisations_visible_to,
    parties_of,
)
from samhandling.organisations.selectors import participants

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

# What happened long ago fills a calendar without helping anybody.
LOOKS_BACK = timedelta(days=365)


def feeds_of(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[CalendarFeed]:
    """One's own calendars here that are open."""
    found = feeds_visible_to(viewer).filter(collaboration=collaboration, closed_at=None)
    return found.select_related("organisation", "collaboration")


def calendar_doors(user: "User") -> list[Door]:
    """Slot `account.doors`: one's calendars, in each collaboration that one may enter."""
    mine = collaborations_visible_to(user).filter(pk__in=access_of(user).open_to)
    return [
        Door(
            _("Calendars for %(collaboration)s") % {"collaboration": collaboration},
            reverse("opendata:feeds", args=[collaboration.slug]),
        )
        for collaboration in mine
    ]


def feed_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> CalendarFeed:
    """One's own calendar, or 404."""
    found = feeds_visible_to(viewer).filter(collaboration=collaboration)
    return get_object_or_404(found.select_related("organisation", "collaboration"), pk=pk)


def parties_to_follow(viewer: "Viewer", collaboration: "Collaboration", today: date) -> QuerySet[Organisation]:
    """Those who take part and that one has no calendar of; the ones that one answers for stand first."""
    followed = feeds_of(viewer, collaboration).exclude(organisation=None).values("organisation")
    taking_part = participants(collaboration, today).filter(pk__in=organisations_visible_to(viewer).values("pk"))
    mine = parties_of(viewer, collaboration.pk)
    first = Case(When(pk__in=mine, then=0), default=1)
    return taking_part.exclude(pk__in=followed).order_by(first, "sort_key")


def takes_part(collaboration: "Collaboration", organisation: Organisation, today: date) -> bool:
    return participants(collaboration, today).filter(pk=organisation.pk).exists()


@dataclass(frozen=True, slots=True)
class Behind:
    """What was found behind a secret address: the calendar, or why there is none."""

    feed: CalendarFeed | None
    refusal: Refusal | None


def behind(secret: str) -> Behind:
    """The open calendar whose user may still follow it. Nothing else is told apart than never and not any more."""
    found = CalendarFeed.objects.select_related("user", "collaboration", "organisation")
    feed = found.filter(secret_hash=hash_of(secret)).first()
    if feed is None:
        return Behind(None, Refusal.UNKNOWN)
    if feed.closed_at is not None or not can_follow(feed.user, feed.collaboration_id):
        return Behind(None, Refusal.CLOSED)
    return Behind(feed, None)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a calendar holds now, and what it held the last time: the stamp and the digest of each event by its key."""

    events: list[CalendarEvent]
    stamps: dict[str, tuple[Stamp, str]]

    @property
    def changed(self) -> list[CalendarEvent]:
        return [event for event in self.events if self.stamps.get(event.key, (None, ""))[1] != event.digest]

    @property
    def stamped(self) -> list[tuple[CalendarEvent, Stamp]]:
        return [(event, self.stamps[event.key][0]) for event in self.events]


def snapshot_of(feed: CalendarFeed, today: date) -> Snapshot:
    """As its user may see it now, in their language."""
    user: User = feed.user
    with override(user.language):
        events = events_for(user, CalendarWish(feed.collaboration_id, feed.organisation_id, today - LOOKS_BACK))
    rows = feed.stamps.values_list("key", "sequence", "changed_at", "digest")
    return Snapshot(events, {key: (Stamp(sequence, at), digest) for key, sequence, at, digest in rows})


def file_of(feed: CalendarFeed, events: Iterable[tuple[CalendarEvent, Stamp]]) -> bytes:
    language = feed.user.language
    with override(language):
        return calendar_file(name_of(feed), events, site=settings.SITE_URL, language=language)


def name_of(feed: CalendarFeed) -> str:
    if feed.organisation is None:
        return _("What concerns me in %(collaboration)s") % {"collaboration": feed.collaboration}
    facts = {"party": feed.organisation, "collaboration": feed.collaboration}
    return _("%(party)s in %(collaboration)s") % facts
