"""Who may be appointed and chosen, and each seat's own story."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from samhandling.agreements.models import Agreement, Area
from samhandling.agreements.permissions import visible_to as agreements_visible_to
from samhandling.forums.domain.appointments import default_end
from samhandling.forums.enums import RuleKind
from samhandling.forums.models import Appointment, Forum, Seat
from samhandling.forums.permissions import seats_visible_to
from samhandling.forums.selectors.composition import members_on
from samhandling.lib.periods import Period
from samhandling.organisations.models import Organisation, Person
from samhandling.organisations.selectors.formerly import as_they_were
from samhandling.organisations.selectors.organisations import organisations_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def seat_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Seat:
    """The seat, or 404 when it is not for this person to know of."""
    found = seats_visible_to(viewer).filter(forum__collaboration=collaboration)
    return get_object_or_404(found.select_related("forum__type", "forum__collaboration", "organisation", "rule"), pk=pk)


def appointments_of(seat: Seat) -> QuerySet[Appointment]:
    """Everybody who has sat, sits or will sit there, newest first."""
    return seat.appointments.select_related("person__organisation", "seat__forum", "seat__organisation")


def appointment_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Appointment:
    seats = seats_visible_to(viewer).filter(forum__collaboration=collaboration)
    found = Appointment.objects.filter(seat__in=seats.values("pk"))
    return get_object_or_404(
        found.select_related("person", "seat__forum__type", "seat__forum__collaboration", "seat__organisation"), pk=pk
    )


def people_for(seat: Seat, on: date) -> QuerySet[Person]:
    """Those who may be appointed to the seat: the party's own people first.

    Where the rule says that members are chosen among another forum's, only those who sit there on the day.
    """
    people = Person.objects.filter(collaboration=seat.forum.collaboration_id, erased_at=None, merged_into=None)
    rule = seat.rule
    if rule is not None and is_chosen_among_members(seat):
        chosen_among = members_on(Q(seat__forum=rule.source_forum_id), on)
        people = people.filter(pk__in=chosen_among.values("person"))
    own_first = Case(
        When(organisation=seat.organisation_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return people.select_related("organisation").order_by(own_first, "sort_key", "pk")


def is_chosen_among_members(seat: Seat) -> bool:
    """Whether only somebody who sits in another forum may have the seat."""
    return seat.rule is not None and seat.rule.kind == RuleKind.FROM_FORUM


def members_of_forum(forum: Forum, on: date) -> QuerySet[Person]:
    """Those who sit in the forum as ordinary members on the day: the presidium is chosen among them."""
    sitting = members_on(Q(seat__forum=forum), on)
    return Person.objects.filter(pk__in=sitting.values("person")).select_related("organisation")


def proposed_end(seat: Seat, first: date) -> date:
    """The end of the term of office, or sooner when the seat or the forum ends sooner."""
    forum = seat.forum
    return default_end(first, Period(seat.starts_on, seat.ends_on), Period(forum.starts_on, forum.ends_on))


def appointments_as_of(seat: Seat, on: date) -> list[Appointment]:
    """The same, with everybody as they were on the day."""
    found = list(appointments_of(seat))
    as_they_were((one.person for one in found), on)
    return found


def holder_on(seat: Seat, on: date) -> Appointment | None:
    """Who sits there on the day, as they were then."""
    found = appointments_of(seat).filter(starts_on__lte=on, ends_on__gte=on).first()
    if found is not None:
        as_they_were([found.person], on)
    return found


def organisations_in(collaboration: "Collaboration") -> QuerySet[Organisation]:
    """On whose behalf one may sit: those who take part, and the collaboration's own."""
    return organisations_of(collaboration)


def agreements_in(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Agreement]:
    return agreements_visible_to(viewer).filter(collaboration=collaboration)


def areas_in(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Area]:
    agreements = agreements_in(viewer, collaboration)
    return (
        Area.objects.filter(agreement__in=agreements.values("pk"))
        .select_related("agreement")
        .order_by("-agreement__starts_on", "position")
    )
