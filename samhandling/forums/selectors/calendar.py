"""The days of forums, for the slot `calendar.events`: when appointments end."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.forums.models import Appointment, Forum, PresidiumTerm
from samhandling.forums.permissions import appointments_visible_to, secretary_of, visible_to
from samhandling.forums.selectors.in_words import number_first
from samhandling.organisations.permissions import is_coordinator, parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """One's own appointments each by itself; those one cares for together, one line for each forum and day."""
    if wish.organisation_id is not None:
        return _cared_for(viewer, wish, Q(seat__organisation=wish.organisation_id), str(wish.organisation_id))
    return [*_own(viewer, wish), *_cared_for(viewer, wish, _care(viewer, wish), "")]


def _care(viewer: "Viewer", wish: CalendarWish) -> Q | None:
    """All for a coordinator or where the whole is asked for, the forum's for its secretary, the party's for its own."""
    if wish.is_whole or is_coordinator(viewer, wish.collaboration_id):
        return Q()
    secretary, parties = secretary_of(viewer), parties_of(viewer, wish.collaboration_id)
    if not secretary and not parties:
        return None
    return Q(seat__forum__in=secretary) | Q(seat__organisation__in=parties)


def _appointments(viewer: "Viewer", wish: CalendarWish) -> QuerySet[Appointment]:
    """Those that end in a forum that is still there then."""
    return (
        appointments_visible_to(viewer)
        .filter(seat__forum__collaboration=wish.collaboration_id, ends_on__gte=wish.since, person__erased_at=None)
        .select_related("seat__forum__collaboration", "seat__organisation", "person")
        .order_by("ends_on", "seat__forum", "person__sort_key", "pk")
    )


def _own(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    if not viewer.is_authenticated:
        return []
    appointments = _appointments(viewer, wish).filter(person__user=viewer.pk)
    terms = PresidiumTerm.objects.filter(
        forum__in=visible_to(viewer).filter(collaboration=wish.collaboration_id).values("pk"),
        person__user=viewer.pk,
        ends_on__gte=wish.since,
    )
    return [
        *(
            CalendarEvent(
                f"appointment-{one.pk}",
                one.ends_on,
                _("Your appointment in %(forum)s ends") % {"forum": _short(one.seat.forum)},
                "",
                _address(one.seat.forum),
            )
            for one in appointments
        ),
        *(
            CalendarEvent(
                f"presidium-{one.pk}",
                one.ends_on,
                _("Your time as %(office)s of %(forum)s ends")
                % {"office": one.get_office_display(), "forum": _short(one.forum)},
                "",
                _address(one.forum),
            )
            for one in terms.select_related("forum__collaboration")
        ),
    ]


def _cared_for(viewer: "Viewer", wish: CalendarWish, care: Q | None, whose: str) -> list[CalendarEvent]:
    if care is None:
        return []
    grouped: dict[tuple[int, date], list[Appointment]] = {}
    for one in _appointments(viewer, wish).filter(care):
        grouped.setdefault((one.seat.forum_id, one.ends_on), []).append(one)
    return [_ending(ending, whose) for ending in grouped.values()]


def _ending(ending: list[Appointment], whose: str) -> CalendarEvent:
    """The forum's appointments that end on one day, with who they are in the text."""
    forum, day = ending[0].seat.forum, ending[0].ends_on
    title = ngettext("One appointment in %(forum)s ends", "%(number)s appointments in %(forum)s end", len(ending))
    return CalendarEvent(
        "-".join(filter(None, [f"forum-{forum.pk}-ends-{day:%Y%m%d}", whose])),
        day,
        title % {"number": number_first(len(ending)), "forum": _short(forum)},
        "\n".join(_holder(one) for one in ending),
        _address(forum),
    )


def _holder(one: Appointment) -> str:
    return f"{one.person}, {one.seat.organisation}" if one.seat.organisation else str(one.person)


def _short(forum: Forum) -> str:
    return forum.abbreviation or forum.name


def _address(forum: Forum) -> str:
    return reverse("forums:detail", kwargs={"collaboration": forum.collaboration.slug, "pk": forum.pk})
