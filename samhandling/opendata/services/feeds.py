"""Calendars are made, get a new address and are closed. The secret is shown once, to whoever made it."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.calendar import CalendarEvent, Stamp
from samhandling.core.verbs import add, refuse
from samhandling.core.when_free import unless_busy
from samhandling.opendata.domain.feeds import hash_of, is_to_be_noted, why_not_close, why_not_make
from samhandling.opendata.models import CalendarFeed, EventStamp
from samhandling.opendata.permissions import can_follow
from samhandling.opendata.selectors.feeds import snapshot_of, takes_part
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, Organisation, Person


@transaction.atomic
def make_feed(
    *, actor: User, collaboration: "Collaboration", organisation: "Organisation | None", now: datetime
) -> tuple[CalendarFeed, str]:
    """A new calendar, and its secret, which nobody can read again after this."""
    require(can_follow(actor, collaboration.pk))
    _wait_for(actor)
    is_open = CalendarFeed.objects.filter(
        user=actor, collaboration=collaboration, organisation=organisation, closed_at=None
    ).exists()
    today = timezone.localdate(now)
    is_party = organisation is None or takes_part(collaboration, organisation, today)
    refuse(why_not_make(is_open=is_open, takes_part=is_party))
    return _made(actor, collaboration, organisation, now)


@transaction.atomic
def renew_feed(*, actor: User, feed: CalendarFeed, now: datetime) -> tuple[CalendarFeed, str]:
    """The same calendar at a new address. The old address stops working at once."""
    _close(actor, feed, now)
    renewed, secret = _made(actor, feed.collaboration, feed.organisation, now)
    feed.stamps.update(feed=renewed)
    return renewed, secret


@transaction.atomic
def close_feed(*, actor: User, feed: CalendarFeed, now: datetime) -> None:
    """The address stops working, for good."""
    _close(actor, feed, now)
    feed.stamps.all().delete()


def _close(actor: User, feed: CalendarFeed, now: datetime) -> None:
    require(feed.user_id == actor.pk)
    _wait_for(actor)
    feed.refresh_from_db(fields=["closed_at"])
    refuse(why_not_close(feed.closed_at))
    feed.closed_at = now
    feed.save(update_fields=["closed_at"])
    record(actor, "calendar.closed", feed, after={"organisation": feed.organisation})


def note_fetch(*, feed: CalendarFeed, now: datetime) -> None:
    """Remember that a program still asks for it. A calendar is asked for often, so this is written seldom, and no
    calendar waits for it.
    """
    if is_to_be_noted(feed.fetched_at, now):
        unless_busy(lambda: CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=now))


def stamp_events(*, feed: CalendarFeed, now: datetime) -> list[tuple[CalendarEvent, Stamp]]:
    """What the calendar holds, each event with the stamp that says whether a program's copy of it is old.

    Nothing is written while nothing has changed. What has, is drawn again once the calendar is held, so that two
    fetches at once give the same stamps, and no older text gets a newer one.
    """
    found = snapshot_of(feed, timezone.localdate(now))
    return _stamped_anew(feed, now) if found.changed else found.stamped


@transaction.atomic
def _stamped_anew(feed: CalendarFeed, now: datetime) -> list[tuple[CalendarEvent, Stamp]]:
    CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    found = snapshot_of(feed, timezone.localdate(now))
    at = now.replace(microsecond=0)  # as finely as a calendar counts
    for event in found.changed:
        known = found.stamps.get(event.key)
        found.stamps[event.key] = Stamp(known[0].sequence + 1 if known else feed.counts_from, at), event.digest
    EventStamp.objects.bulk_create(
        (
            EventStamp(feed=feed, key=key, digest=digest, sequence=stamp.sequence, changed_at=stamp.at)
            for key, (stamp, digest) in found.stamps.items()
            if stamp.at == at
        ),
        update_conflicts=True,
        unique_fields=["feed", "key"],
        update_fields=["digest", "sequence", "changed_at"],
    )
    return found.stamped


@transaction.atomic
def merge_organisation(old: "Organisation", new: "Organisation") -> None:
    """The slot `organisation.merge`. Whoever followed both keeps the calendar of the one that is kept."""
    kept = CalendarFeed.objects.filter(organisation=new, closed_at=None).values_list("user", "collaboration")
    both = set(kept)
    for feed in CalendarFeed.objects.filter(organisation=old):
        if feed.closed_at is None and (feed.user_id, feed.collaboration_id) in both:
            feed.delete()
        else:
            feed.organisation = new
            feed.save(update_fields=["organisation"])


def forget_person(_actor: User, person: "Person") -> None:
    """The slot `person.erase`. Only calendars of other collaborations that they may still follow are left."""
    if person.user is not None:
        elsewhere = access_of(person.user).open_to - {person.collaboration_id}
        CalendarFeed.objects.filter(user=person.user).exclude(collaboration__in=elsewhere).delete()


def _made(
    actor: User, collaboration: "Collaboration", organisation: "Organisation | None", now: datetime
) -> tuple[CalendarFeed, str]:
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        user=actor, collaboration=collaboration, organisation=organisation, secret_hash=hash_of(secret), made_at=now
    )
    return add(actor, "calendar.made", feed, "organisation"), secret


def _wait_for(user: User) -> None:
    """Two acts of the same user wait for each other, so that neither is done on what the other has changed."""
    User.objects.select_for_update().get(pk=user.pk)
