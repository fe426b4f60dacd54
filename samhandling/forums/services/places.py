"""A place in a forum gives access to its papers: nobody takes one for themselves, and those concerned are notified."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, cast

from samhandling.accounts.models import User
from samhandling.forums.models import ForumAccess, Seat
from samhandling.forums.permissions import appoints_for_party, places_held
from samhandling.organisations.enums import WhoCan
from samhandling.organisations.services.letting_in import notify_of_access, refuse_oneself, speakers

if TYPE_CHECKING:
    from samhandling.core.models import Event
    from samhandling.organisations.models import Collaboration, Organisation, Person


def refuse_own_place(actor: User, seat: Seat, users: Iterable[int | None]) -> None:
    """Whoever answers for the party may sit for it: somebody else let them answer for it, and it is the party's act."""
    if not appoints_for_party(actor, seat):
        refuse_oneself(actor, users, seat.forum.collaboration_id, WhoCan.SEAT)


def notify_of_places(event: "Event", places: Iterable[tuple[int | None, Seat]]) -> None:
    """Notify the secretaries of the forums, and those who answer for the seats' parties, of these log-ins' places."""
    opened = [(user, seat) for user, seat in places if user is not None]
    if opened:
        seats = [seat for _user, seat in opened]
        concerned = secretaries_of({seat.forum_id for seat in seats})
        concerned += speakers(cast("int", event.collaboration_id), {seat.organisation_id for seat in seats})
        notify_of_access(event, {user for user, _seat in opened}, concerned)


def secretaries_of(forums: Collection[int]) -> list[tuple[User, str]]:
    """Each secretary with the forum that they keep."""
    kept = ForumAccess.objects.filter(forum__in=forums).select_related("user", "forum").order_by("pk")
    return [(access.user, access.forum.name) for access in kept]


def notify_of_person(event: "Event", person: "Person") -> None:
    """The slot `access.person`: a log-in has come to somebody, who may have seats."""
    held = places_held().filter(person=person).select_related("seat")
    notify_of_places(event, [(person.user_id, one.seat) for one in held])


def stakes_of(users: set[int], collaboration: "Collaboration", organisation: "Organisation") -> set[str]:
    """The slot `access.stakes`: whether one of these log-ins has a seat here that stands for the organisation."""
    seated = places_held().filter(
        person__user__in=users, seat__organisation=organisation, seat__forum__collaboration=collaboration
    )
    return {"sits"} if seated.exists() else set()
