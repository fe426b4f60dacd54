"""Who may see and do what with forums.

Who sits in a forum is always public; a forum's papers follow its openness. Being the coordinator means
managing the structure, and never by itself reading the papers of a closed forum.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Now, TruncDate

from samhandling.core.prepared import Prepared
from samhandling.documents.permissions import marked, own_organisations, received
from samhandling.forums.enums import AccessMode
from samhandling.forums.models import Appointment, Forum, ForumAccess, ForumType, Mandate, Paper, Seat
from samhandling.organisations.permissions import (
    access_of,
    answers_for,
    forget_access,
    is_coordinator,
    parties_of,
    shown,
)

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Person


def visible_to(viewer: "Viewer") -> QuerySet[Forum]:
    """Every forum of the collaborations one may see."""
    return Forum.objects.filter(shown(access_of(viewer).open_to, "collaboration__"))


def types_visible_to(viewer: "Viewer") -> QuerySet[ForumType]:
    """The shipped types, and those that collaborations one may see have added."""
    return ForumType.objects.filter(Q(collaboration=None) | shown(access_of(viewer).open_to, "collaboration__"))


def seats_visible_to(viewer: "Viewer") -> QuerySet[Seat]:
    return Seat.objects.filter(shown(access_of(viewer).open_to, "forum__collaboration__"))


def appointments_visible_to(viewer: "Viewer") -> QuerySet[Appointment]:
    return Appointment.objects.filter(shown(access_of(viewer).open_to, "seat__forum__collaboration__"))


def secretary_of(viewer: "Viewer") -> frozenset[int]:
    """The forums whose secretary this user is. Nothing is asked for it: it is told with the access."""
    if not viewer.is_authenticated or not viewer.is_active:
        return frozenset()
    kept: frozenset[int] | None = getattr(viewer, "_secretary_of", None)
    if kept is None:
        kept = _with_places(viewer)[0]
    return kept


def forget_secretaries(viewer: "Viewer") -> None:
    """After a secretary was added or removed: the next question reads again."""
    _remember(viewer, None)
    forget_access(viewer)


def _remember(viewer: "Viewer", forums: frozenset[int] | None) -> None:
    # Set through the lazy object that a request carries, so that the user itself remembers, for one request.
    viewer._secretary_of = forums  # type: ignore[union-attr]  # noqa: SLF001  # a request's own memory, not a field


def guests_of(user: "User") -> set[int]:
    """The slot `access.guests`: the collaborations where the user is a secretary or sits in a forum today.

    Asked without saying which day it is, so the day is the database's own. The forums that the user is secretary of
    come with the answer, and are remembered.
    """
    return _with_places(user)[1]


def _with_places(user: "User") -> tuple[frozenset[int], set[int]]:
    places = _places(user=user.pk)
    kept = frozenset(place.kept_forum for place in places if place.kept_forum)
    _remember(user, kept)
    return kept, {place.collaboration for place in places}


class _Place(NamedTuple):
    collaboration: int
    kept_forum: int  # none, where the user only sits


def _cared_or_seated(user: int) -> "QuerySet[ForumAccess, tuple[int, int]]":
    """Each forum that is cared for, and the collaborations of the seats, once each."""
    cared = ForumAccess.objects.filter(user=user).order_by().values_list("forum__collaboration", "forum_id")
    seated = _seated_on(TruncDate(Now())).filter(person__user=user).order_by()
    return cared.union(seated.values_list("seat__forum__collaboration", Value(0)))


_places = Prepared(_Place, _cared_or_seated)


@dataclass(frozen=True, slots=True)
class Held:
    """A seat that somebody holds: where, and the organisations they sit there for, the seat's and their own."""

    forum: int
    collaboration: int
    organisations: tuple[int, ...]


def _held_in(forum: int, collaboration: int, *organisations: int | None) -> Held:
    return Held(forum, collaboration, tuple(one for one in organisations if one is not None))


def seats_held_by(viewer: "Viewer", today: date) -> list[Held]:
    """The user's own appointments that run today. Access by appointment ends with the appointment.

    Asked first and by itself: nearly everybody holds a few seats or none, and a question about papers that carries
    the way to all their seats with it costs ten times as much.
    """
    if not viewer.is_authenticated or not viewer.is_active:
        return []
    return _held(user=viewer.pk, today=today)


_held = Prepared(
    _held_in,
    lambda user, today: (
        _seated_on(today)
        .filter(person__user=user)
        .order_by("pk")
        .values_list("seat__forum", "seat__forum__collaboration", "seat__organisation", "person__organisation")
    ),
)


def _seated_on(day: date | TruncDate) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        Q(seat__ends_on=None) | Q(seat__ends_on__gte=day),
        person__erased_at=None,
        starts_on__lte=day,
        ends_on__gte=day,
    )


def places_held() -> QuerySet[Appointment]:
    """The appointments that open something, or will: those that run today, and those to come."""
    return Appointment.objects.filter(ends_on__gte=TruncDate(Now()), person__erased_at=None)


def papers_visible_to(viewer: "Viewer", today: date, within: int | None = None) -> QuerySet[Paper]:
    """The papers this person may read, `within` one collaboration or in all of them.

    `today` is the real day: nobody gets in by asking about another one.

    What is marked as secret is for those among the readers whose organisation it is, or who sit there for an
    organisation that has got it, and for whoever drew it up.
    """
    held = seats_held_by(viewer, today)
    return Paper.objects.filter(
        _reads_in(viewer, held, "forum__"),
        ~Q(marked("document")) | _concerns(viewer, held),
        Q() if within is None else Q(forum__collaboration=within),
    )


def _concerns(viewer: "Viewer", held: list[Held]) -> Q:
    """Of the papers, those of this person's own organisations, and those they have got by sitting there."""
    if not viewer.is_authenticated:
        return Q(pk__in=[])
    concerned = Q(document__created_by=viewer.pk)
    for collaboration_id, organisations in own_organisations(viewer).items():
        concerned |= Q(forum__collaboration=collaboration_id, document__owner__in=organisations)
    for seat in held:
        if seat.organisations:
            concerned |= Q(forum=seat.forum) & Q(received("document", seat.organisations))
    return concerned


def documents_read_before_forums(viewer: "Viewer", today: date, within: int | None) -> Q:
    """The slot `documents.readable`: what one reads among a forum's papers."""
    return Q(pk__in=papers_visible_to(viewer, today, within).values("document"))


def readable_forums(viewer: "Viewer", today: date) -> QuerySet[Forum]:
    """The forums whose papers this person may read."""
    return Forum.objects.filter(_reads_in(viewer, seats_held_by(viewer, today)))


def _reads_in(viewer: "Viewer", held: list[Held], way: str = "") -> Q:
    """`readable_forums` as a condition; `way` leads to the forum, such as "forum__"."""
    access, kept = access_of(viewer), secretary_of(viewer)
    belongs_there = Q(**{f"{way}collaboration__in": {*access.collaborations, *(seat.collaboration for seat in held)}})
    if kept:
        belongs_there |= Q(**{f"{way}collaboration__in": Forum.objects.filter(pk__in=kept).values("collaboration")})
    is_read = (
        Q(**{f"{way}access": AccessMode.OPEN})
        | Q(**{f"{way}access": AccessMode.TRANSPARENT}) & belongs_there
        | Q(**{f"{way}pk__in": {*kept, *(seat.forum for seat in held)}})
    )
    return shown(access.open_to, f"{way}collaboration__") & is_read


def mandates_visible_to(viewer: "Viewer", forum: Forum) -> QuerySet[Mandate]:
    """What is adopted, and was, is public; a draft is for those who write it."""
    versions = Mandate.objects.filter(forum=forum)
    return versions if can_run(viewer, forum) else versions.exclude(adopted_on=None)


def is_secretary(viewer: "Viewer", forum: Forum) -> bool:
    return forum.pk in secretary_of(viewer)


def can_set_up(viewer: "Viewer", collaboration_id: int) -> bool:
    """Set up forums in the collaboration: the coordinator."""
    return is_coordinator(viewer, collaboration_id)


def can_manage(viewer: "Viewer", forum: Forum) -> bool:
    """Change the forum itself, its composition, its seats and who its secretaries are: the coordinator."""
    return is_coordinator(viewer, forum.collaboration_id)


def can_run(viewer: "Viewer", forum: Forum) -> bool:
    """Presidium and mandate: the coordinator and the forum's secretary."""
    return can_manage(viewer, forum) or is_secretary(viewer, forum)


def can_appoint(viewer: "Viewer", seat: Seat) -> bool:
    return can_appoint_in(viewer, seat.forum, seat.organisation_id)


def can_appoint_in(viewer: "Viewer", forum: Forum, party: int | None) -> bool:
    """Those who run the forum, and those who answer for the party that the seat stands for."""
    return can_run(viewer, forum) or _answers_for_seat(viewer, forum, party)


def may_appoint(viewer: "Viewer", collaboration_id: int, forum: int, party: int | None) -> bool:
    """`can_appoint_in` for a row of a list, which knows its forum by number alone."""
    runs = is_coordinator(viewer, collaboration_id) or forum in secretary_of(viewer)
    return runs or (party is not None and answers_for(viewer, collaboration_id, party))


def appoints_somewhere(viewer: "Viewer", collaboration_id: int) -> bool:
    """Whether there may be seats here that the viewer fills: asked before a list offers it for the chosen."""
    return (
        is_coordinator(viewer, collaboration_id)
        or bool(parties_of(viewer, collaboration_id))
        or bool(secretary_of(viewer))
    )


def appoints_for_party(viewer: "Viewer", seat: Seat) -> bool:
    return _answers_for_seat(viewer, seat.forum, seat.organisation_id)


def _answers_for_seat(viewer: "Viewer", forum: Forum, party: int | None) -> bool:
    return party is not None and answers_for(viewer, forum.collaboration_id, party)


def can_shift(viewer: "Viewer", collaboration_id: int, organisation_id: int) -> bool:
    """Fill a party's seats for a new term: those who answer for the party, and the coordinator."""
    return answers_for(viewer, collaboration_id, organisation_id) or is_coordinator(viewer, collaboration_id)


def can_follow_shift(viewer: "Viewer", collaboration_id: int) -> bool:
    """See how far every party has come, set the day and remind: the coordinator."""
    return is_coordinator(viewer, collaboration_id)


def can_hand_over(viewer: "Viewer", person: "Person") -> bool:
    """See what somebody leaves behind: the coordinator, whoever answers for their organisation, and they themselves."""
    if not viewer.is_authenticated:
        return False
    is_own = person.user_id is not None and person.user_id == viewer.pk
    speaks = person.organisation_id is not None and answers_for(viewer, person.collaboration_id, person.organisation_id)
    return is_own or speaks or is_coordinator(viewer, person.collaboration_id)


def can_read_papers(viewer: "Viewer", forum: Forum, today: date) -> bool:
    return readable_forums(viewer, today).filter(pk=forum.pk).exists()


def can_add_papers(viewer: "Viewer", forum: Forum, today: date) -> bool:
    """The secretary; the coordinator too, where the coordinator may read."""
    return is_secretary(viewer, forum) or (can_manage(viewer, forum) and can_read_papers(viewer, forum, today))
