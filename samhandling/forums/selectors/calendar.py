"""The days of forums, for the slot `calendar.events`: when appointments end."""

from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.core.prepared import Prepared
from samhandling.forums.enums import Office
from samhandling.forums.models import Appointment, PresidiumTerm
from samhandling.forums.permissions import secretary_of
from samhandling.forums.selectors.in_words import number_first
from samhandling.organisations.permissions import access_of, is_coordinator, parties_of, shown

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """One's own appointments each by itself; those one cares for together, one line for each forum and day."""
    if wish.organisation_id is not None:
        return _by_forum(_of_parties(**_seen(viewer, wish), parties=[wish.organisation_id]), str(wish.organisation_id))
    return [*_own(viewer, wish), *_by_forum(_cared_for(viewer, wish), "")]


class _Forum(NamedTuple):
    pk: int
    name: str
    abbreviation: str
    slug: str


class _End(NamedTuple):
    """An appointment that ends."""

    pk: int
    ends_on: date
    forum: _Forum
    given_name: str
    family_name: str
    party: str | None


class _LastDay(NamedTuple):
    """An office that ends."""

    pk: int
    ends_on: date
    forum: _Forum
    office: str


def _with_forum(row: "type[_End | _LastDay]") -> Callable[..., Any]:
    """The columns of the forum stand third to sixth."""
    return lambda pk, ends_on, *columns: row(pk, ends_on, _Forum(*columns[:4]), *columns[4:])


def _forum_columns(way: str) -> list[str]:
    return [f"{way}{column}" for column in ("pk", "name", "abbreviation", "collaboration__slug")]


def _ends(care: Q, open_to: Collection[int], collaboration: int, since: date) -> QuerySet[Appointment, Any]:
    """Those in forums that one may see."""
    return (
        Appointment.objects.filter(
            care,
            shown(open_to, "seat__forum__collaboration__"),
            seat__forum__collaboration=collaboration,
            ends_on__gte=since,
            person__erased_at=None,
        )
        .order_by("ends_on", "seat__forum", "person__sort_key", "pk")
        .values_list(
            "pk",
            "ends_on",
            *_forum_columns("seat__forum__"),
            "person__given_name",
            "person__family_name",
            "seat__organisation__display_name",
        )
    )


_all: Prepared[_End] = Prepared(_with_forum(_End), lambda **seen: _ends(Q(), **seen))
_of_user: Prepared[_End] = Prepared(_with_forum(_End), lambda user, **seen: _ends(Q(person__user=user), **seen))
_of_parties: Prepared[_End] = Prepared(
    _with_forum(_End), lambda parties, **seen: _ends(Q(seat__organisation__in=parties), **seen)
)
_of_those: Prepared[_End] = Prepared(
    _with_forum(_End),
    lambda forums, parties, **seen: _ends(Q(seat__forum__in=forums) | Q(seat__organisation__in=parties), **seen),
)
_offices: Prepared[_LastDay] = Prepared(
    _with_forum(_LastDay),
    lambda user, open_to, collaboration, since: PresidiumTerm.objects.filter(
        shown(open_to, "forum__collaboration__"),
        forum__collaboration=collaboration,
        person__user=user,
        ends_on__gte=since,
    ).values_list("pk", "ends_on", *_forum_columns("forum__"), "office"),
)


def _seen(viewer: "Viewer", wish: CalendarWish) -> dict[str, Any]:
    """What every question is asked with."""
    return {"open_to": access_of(viewer).open_to, "collaboration": wish.collaboration_id, "since": wish.since}


def _cared_for(viewer: "Viewer", wish: CalendarWish) -> list[_End]:
    """All for a coordinator or where the whole is asked for, the forum's for its secretary, the party's for its own."""
    seen = _seen(viewer, wish)
    if wish.is_whole or is_coordinator(viewer, wish.collaboration_id):
        return _all(**seen)
    forums, parties = secretary_of(viewer), parties_of(viewer, wish.collaboration_id)
    return _of_those(forums=forums, parties=parties, **seen) if forums or parties else []


def _own(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    if not viewer.is_authenticated:
        return []
    seen = _seen(viewer, wish)
    return [
        *(
            CalendarEvent(
                f"appointment-{one.pk}",
                one.ends_on,
                _("Your appointment in %(forum)s ends") % {"forum": _short(one.forum)},
                "",
                _address(one.forum),
            )
            for one in _of_user(user=viewer.pk, **seen)
        ),
        *(
            CalendarEvent(
                f"presidium-{one.pk}",
                one.ends_on,
                _("Your time as %(office)s of %(forum)s ends")
                % {"office": Office(one.office).label, "forum": _short(one.forum)},
                "",
                _address(one.forum),
            )
            for one in _offices(user=viewer.pk, **seen)
        ),
    ]


def _by_forum(ends: list[_End], whose: str) -> list[CalendarEvent]:
    grouped: dict[tuple[int, date], list[_End]] = {}
    for one in ends:
        grouped.setdefault((one.forum.pk, one.ends_on), []).append(one)
    return [_ending(ending, whose) for ending in grouped.values()]


def _ending(ending: list[_End], whose: str) -> CalendarEvent:
    """The forum's appointments that end on one day, with who they are in the text."""
    forum, day = ending[0].forum, ending[0].ends_on
    title = ngettext("One appointment in %(forum)s ends", "%(number)s appointments in %(forum)s end", len(ending))
    return CalendarEvent(
        "-".join(filter(None, [f"forum-{forum.pk}-ends-{day:%Y%m%d}", whose])),
        day,
        title % {"number": number_first(len(ending)), "forum": _short(forum)},
        "\n".join(_holder(one) for one in ending),
        _address(forum),
    )


def _holder(one: _End) -> str:
    person = f"{one.given_name} {one.family_name}".strip()
    return f"{person}, {one.party}" if one.party else person


def _short(forum: _Forum) -> str:
    return forum.abbreviation or forum.name


def _address(forum: _Forum) -> str:
    return reverse("forums:detail", kwargs={"collaboration": forum.slug, "pk": forum.pk})
