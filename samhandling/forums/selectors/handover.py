"""What hangs on a person: for the hand-over sheet, and for the rooms below that ask before they act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min, OuterRef, Q, Subquery
from django.urls import reverse

from samhandling.agreements.models import Duty
from samhandling.forums.domain.handover import Task, Thing, tasks_of
from samhandling.forums.enums import LeftBehind, Office
from samhandling.forums.models import Appointment, Forum, ForumAccess, PresidiumTerm
from samhandling.forums.selectors.seats import lives_on
from samhandling.lib.swedish import search_key
from samhandling.organisations.models import CollaborationAccess, ContactPoint, OrganisationAccess, Person

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class HandOver:
    """The sheet: who leaves, on which day, and what is done and undone."""

    person: Person
    last_day: date
    tasks: tuple[Task, ...]

    @property
    def undone(self) -> int:
        return sum(not task.is_done for task in self.tasks)


def handover_of(person: Person, collaboration: "Collaboration", last_day: date) -> HandOver:
    """Everything of this collaboration that still hangs on the person on the last day or after it."""
    things = [
        *_seats(person, collaboration, last_day),
        *_offices(person, collaboration, last_day),
        *_led(person, collaboration, last_day),
        *_access(person, collaboration),
        *_named(person, collaboration),
    ]
    return HandOver(person, last_day, tuple(tasks_of(things, last_day)))


def _seats(person: Person, collaboration: "Collaboration", last_day: date) -> Iterator[Thing]:
    next_start = (
        Appointment.objects.filter(seat=OuterRef("seat"), starts_on__gt=last_day)
        .exclude(person=person)
        .order_by()
        .values("seat")
        .annotate(first=Min("starts_on"))
        .values("first")
    )
    held = (
        Appointment.objects.filter(person=person, seat__forum__collaboration=collaboration, ends_on__gte=last_day)
        .annotate(successor_from=Subquery(next_start))
        .select_related("seat__forum", "seat__organisation")
        .order_by("seat__forum__sort_key", "-seat__kind", "seat__number")
    )
    for appointment in held:
        seat = appointment.seat
        yield Thing(
            LeftBehind.SEAT,
            where=f"{seat.forum}, {seat.get_kind_display()} {seat.number}",
            on_behalf_of=str(seat.organisation or ""),
            until=appointment.ends_on,
            successor_from=appointment.successor_from,
            url=_forum_address(seat.forum, collaboration),
        )


def _offices(person: Person, collaboration: "Collaboration", last_day: date) -> Iterator[Thing]:
    terms = PresidiumTerm.objects.filter(person=person, forum__collaboration=collaboration, ends_on__gte=last_day)
    for term in terms.select_related("forum").order_by("forum__sort_key", "office", "number"):
        kind = LeftBehind.CHAIR if term.office == Office.CHAIR else LeftBehind.VICE_CHAIR
        yield Thing(kind, str(term.forum), until=term.ends_on, url=_forum_address(term.forum, collaboration))


def _led(person: Person, collaboration: "Collaboration", last_day: date) -> Iterator[Thing]:
    """Who leads a forum is told in words: the person's name, or their title."""
    names = {search_key(word) for word in (str(person), person.title) if word}
    for forum in Forum.objects.filter(lives_on(last_day), collaboration=collaboration).exclude(led_by=""):
        if search_key(forum.led_by) in names:
            yield Thing(LeftBehind.LEADS, str(forum), url=_forum_address(forum, collaboration))


def _access(person: Person, collaboration: "Collaboration") -> Iterator[Thing]:
    if person.user_id is None:
        return
    user = person.user_id
    for secretary in ForumAccess.objects.filter(user=user, forum__collaboration=collaboration).select_related("forum"):
        yield Thing(LeftBehind.SECRETARY, str(secretary.forum), url=_forum_address(secretary.forum, collaboration))
    for party in OrganisationAccess.objects.filter(user=user, collaboration=collaboration).select_related(
        "organisation"
    ):
        yield Thing(LeftBehind.ANSWERS_FOR, str(party.organisation))
    for access in CollaborationAccess.objects.filter(user=user, collaboration=collaboration):
        yield Thing(LeftBehind.ROLE, str(access.get_role_display()))
    yield Thing(LeftBehind.ACCOUNT, str(collaboration))


def _named(person: Person, collaboration: "Collaboration") -> Iterator[Thing]:
    """Where the person is pointed out by name or address: as the contact, and as the owner of duties."""
    own = set(ContactPoint.objects.filter(person=person).values_list("value", flat=True))
    if search_key(collaboration.contact_name) == search_key(str(person)) or collaboration.contact_email in own - {""}:
        yield Thing(LeftBehind.CONTACT, str(collaboration))
    words = [word for word in (str(person), person.title) if word]
    named = Q(pk__in=[])
    for word in words:
        named |= Q(owner_in_words__iexact=word)
    for duty in Duty.objects.filter(named, agreement__collaboration=collaboration, fulfilled_on=None):
        yield Thing(LeftBehind.DUTY, duty.what)


def _forum_address(forum: Forum, collaboration: "Collaboration") -> str:
    return reverse("forums:detail", kwargs={"collaboration": collaboration.slug, "pk": forum.pk})
