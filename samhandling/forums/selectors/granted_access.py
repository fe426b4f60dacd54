"""Who has got into the forums, by whom and when: secretaries, and those who sit there and can log in."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samhandling.core.models import Event
from samhandling.forums.models import Appointment, ForumAccess
from samhandling.forums.permissions import places_held, secretary_of
from samhandling.forums.selectors.in_words import period_in_words
from samhandling.lib.periods import Period
from samhandling.organisations.permissions import can_administer, parties_of
from samhandling.organisations.selectors.granted_access import Granted, events_in

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def granted_in_forums(viewer: "Viewer", collaboration: "Collaboration") -> list[Granted]:
    """The slot `access.granted`: all for the coordinator, a party's seats for it, a forum's own for its secretary."""
    sees_all, kept = can_administer(viewer, collaboration.pk), secretary_of(viewer)
    parties = parties_of(viewer, collaboration.pk)
    if not (sees_all or kept or parties):
        return []
    secretaries = ForumAccess.objects.filter(forum__collaboration=collaboration).select_related("user", "forum")
    places = places_held().filter(seat__forum__collaboration=collaboration).exclude(person__user=None)
    if not sees_all:
        secretaries = secretaries.filter(forum__in=kept)
        places = places.filter(Q(seat__forum__in=kept) | Q(seat__organisation__in=parties))
    return [*_secretaries(collaboration, list(secretaries)), *_seated(collaboration, places)]


def _secretaries(collaboration: "Collaboration", rows: list[ForumAccess]) -> list[Granted]:
    people = dict(collaboration.people.exclude(user=None).values_list("user", "pk"))
    events: dict[tuple[int, int | None], list[Event]] = defaultdict(list)
    for event in events_in(collaboration, ["secretary.added", "secretary.user_added"]):
        events[event.object_id, event.person_id].append(event)

    def named(row: ForumAccess) -> list[Event]:
        return events[row.forum_id, people[row.user_id]] if row.user_id in people else []

    nameless = Counter(row.forum_id for row in rows if not named(row))

    def event_of(row: ForumAccess) -> Event | None:
        if by_name := named(row):
            return by_name[-1]
        # Events name nobody who was not in the register: of two such users neither can be told from the other.
        candidates = events[row.forum_id, None]
        return candidates[0] if len(candidates) == nameless[row.forum_id] == 1 else None

    return [Granted.of(row.user, _("Secretary of %(forum)s") % {"forum": row.forum}, event_of(row)) for row in rows]


def _seated(collaboration: "Collaboration", places: QuerySet[Appointment]) -> list[Granted]:
    rows = list(places.select_related("person__user", "seat__forum", "seat__organisation"))
    made = {
        (event.object_id, event.person_id, event.after.get("starts_on")): event
        for event in events_in(collaboration, ["appointment.made", "appointment.corrected"])
    }
    return [
        Granted.of(
            row.person.user,
            _place_in_words(row),
            made.get((row.seat.forum_id, row.person_id, row.starts_on.isoformat())),
        )
        for row in rows
        if row.person.user is not None
    ]


def _place_in_words(row: Appointment) -> str:
    words = {
        "forum": row.seat.forum,
        "party": row.seat.organisation,
        "term": period_in_words(Period(row.starts_on, row.ends_on)),
    }
    if row.seat.organisation is None:
        return _("Member of %(forum)s, %(term)s") % words
    return _("Member of %(forum)s for %(party)s, %(term)s") % words
