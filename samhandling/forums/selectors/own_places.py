"""Where somebody who logs in sits themself, who follows, and whom they ask. By prepared questions: home asks them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.prepared import Prepared
from samhandling.forums.enums import Office, SeatKind
from samhandling.forums.models import Appointment, ForumAccess, PresidiumTerm
from samhandling.forums.selectors.in_words import number_first
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.models import ContactPoint

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration

REACH = (ContactKind.EMAIL, ContactKind.PHONE)


class _Held(NamedTuple):
    forum: int
    forum_name: str
    forum_abbreviation: str
    seat: int
    kind: str
    party: str | None
    person: int
    starts_on: date
    ends_on: date


_held = Prepared(
    _Held,
    lambda user, collaboration, today: (
        Appointment.objects.filter(
            person__user=user,
            person__erased_at=None,
            seat__forum__collaboration=collaboration,
            ends_on__gte=today,
        )
        .order_by("seat__forum__type__position", "seat__forum__sort_key", "starts_on", "pk")
        .values_list(
            "seat__forum",
            "seat__forum__name",
            "seat__forum__abbreviation",
            "seat",
            "seat__kind",
            "seat__organisation__display_name",
            "person",
            "starts_on",
            "ends_on",
        )
    ),
)


class _After(NamedTuple):
    seat: int
    starts_on: date
    person: int
    given_name: str
    family_name: str


_following = Prepared(
    _After,
    lambda seats, today: (
        Appointment.objects.filter(seat__in=seats, starts_on__gt=today, person__erased_at=None)
        .order_by("seat", "starts_on")
        .values_list("seat", "starts_on", "person", "person__given_name", "person__family_name")
    ),
)


class _Office(NamedTuple):
    forum: int
    person: int
    office: str
    given_name: str
    family_name: str


_presiding = Prepared(
    _Office,
    lambda forums, today: (
        PresidiumTerm.objects.filter(forum__in=forums, starts_on__lte=today, ends_on__gte=today, person__erased_at=None)
        .order_by("forum", "office", "number")
        .values_list("forum", "person", "office", "person__given_name", "person__family_name")
    ),
)


class _Secretary(NamedTuple):
    forum: int
    user: int
    name: str


_secretaries = Prepared(
    _Secretary,
    lambda forums: (
        ForumAccess.objects.filter(forum__in=forums, user__is_active=True)
        .order_by("forum", "user__name")
        .values_list("forum", "user", "user__name")
    ),
)


class _Reach(NamedTuple):
    user: int
    kind: str
    value: str


_reach = Prepared(
    _Reach,
    lambda users, collaboration: (
        ContactPoint.objects.filter(
            collaboration=collaboration, person__user__in=users, person__erased_at=None, kind__in=REACH
        )
        .order_by("kind", "pk")
        .values_list("person__user", "kind", "value")
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to ask, and how to reach them when the register says how."""

    name: str
    role: str
    email: str = ""
    phone: str = ""

    @property
    def line(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """One's own seat in a forum: from when, until when, for whom, as what, who follows and whom one asks there."""

    forum: int
    forum_name: str
    abbreviation: str
    role: str
    party: str
    starts_on: date
    ends_on: date
    is_coming: bool
    follower: str
    follows_on: date | None
    ask: tuple[Asked, ...]

    @property
    def short_name(self) -> str:
        return self.abbreviation or self.forum_name

    @property
    def role_in_words(self) -> str:
        """ "member for Norsjö", "chair, member"."""
        if not self.party:
            return self.role
        return _("%(role)s on behalf of %(party)s") % {"role": self.role, "party": self.party}


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """All of one's own seats here that run or are to come."""

    seats: tuple[OwnSeat, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.seats)

    @property
    def forums(self) -> list[int]:
        return list(dict.fromkeys(seat.forum for seat in self.seats if not seat.is_coming))

    @property
    def sentence(self) -> str:
        """ "You sit in two forums until 31 December 2026."."""
        running = [seat for seat in self.seats if not seat.is_coming]
        if not running:
            first = min(seat.starts_on for seat in self.seats)
            return _("Your first appointment starts on %(day)s.") % {"day": _day(first)}
        forums, ends = len(self.forums), sorted({seat.ends_on for seat in running})
        words = {"count": number_first(forums).lower(), "day": _day(ends[0])}
        if len(ends) == 1:
            return (
                ngettext("You sit in one forum until %(day)s.", "You sit in %(count)s forums until %(day)s.", forums)
                % words
            )
        sentence = ngettext("You sit in one forum.", "You sit in %(count)s forums.", forums) % words
        return " ".join((sentence, _("The first appointment ends on %(day)s.") % words))


def own_places(user: "User", collaboration: "Collaboration", today: date) -> OwnPlaces:
    """At most five questions, and one for whoever sits nowhere."""
    held = _held(user=user.pk, collaboration=collaboration.pk, today=today)
    if not held:
        return OwnPlaces()
    forums = sorted({one.forum for one in held})
    after = _following(seats=sorted({one.seat for one in held}), today=today)
    presiding = _presiding(forums=forums, today=today)
    ask = _asked(forums, presiding, collaboration.pk, user.pk)
    return OwnPlaces(tuple(_own_seat(one, after, presiding, ask, today) for one in held))


def _own_seat(
    held: _Held, after: Iterable[_After], presiding: Iterable[_Office], ask: dict[int, list[Asked]], today: date
) -> OwnSeat:
    """Who follows is the next in the seat, when that is somebody else."""
    follower = next((one for one in after if one.seat == held.seat and one.starts_on > held.ends_on), None)
    offices = [
        str(Office(one.office).label) for one in presiding if (one.forum, one.person) == (held.forum, held.person)
    ]
    is_coming = held.starts_on > today
    return OwnSeat(
        forum=held.forum,
        forum_name=held.forum_name,
        abbreviation=held.forum_abbreviation,
        role=", ".join([*([] if is_coming else offices), str(SeatKind(held.kind).label)]),
        party=held.party or "",
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        is_coming=is_coming,
        follower=_followed_by(follower, held.person),
        follows_on=follower.starts_on if follower else None,
        ask=tuple(ask.get(held.forum, ())),
    )


def _followed_by(follower: _After | None, oneself: int) -> str:
    if follower is None:
        return ""
    return _("you yourself") if follower.person == oneself else f"{follower.given_name} {follower.family_name}"


def _asked(forums: list[int], presiding: Iterable[_Office], collaboration: int, oneself: int) -> dict[int, list[Asked]]:
    """The forum's secretaries; where it has none, who chairs it."""
    secretaries = [one for one in _secretaries(forums=forums) if one.user != oneself]
    reach = _reach(users=sorted({one.user for one in secretaries}), collaboration=collaboration) if secretaries else []
    ways: dict[tuple[int, str], str] = {}
    for way in reach:
        ways.setdefault((way.user, way.kind), way.value)
    found: dict[int, list[Asked]] = {}
    for one in secretaries:
        email, phone = ways.get((one.user, ContactKind.EMAIL), ""), ways.get((one.user, ContactKind.PHONE), "")
        found.setdefault(one.forum, []).append(Asked(one.name, _("secretary"), email, phone))
    for chair in presiding:
        if chair.office == Office.CHAIR and chair.forum not in found:
            found[chair.forum] = [Asked(f"{chair.given_name} {chair.family_name}", str(Office.CHAIR.label))]
    return found


def _day(day: date) -> str:
    return date_format(day, "j F Y")
