"""Who has got what access, by whom and when: the rows that open something, and what the events say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.models import Event
from samhandling.lib.swedish import sort_key
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, Person
from samhandling.organisations.permissions import can_administer, parties_of, require_member

if TYPE_CHECKING:
    from datetime import datetime

    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class Granted:
    """One piece of somebody's access. `given_at` is None where no event says it."""

    user: "User"
    access: str
    given_at: "datetime | None"
    given_by: str

    @classmethod
    def of(cls, user: "User", access: str, event: Event | None) -> "Granted":
        if event is None:
            return cls(user, access, None, "")
        return cls(user, access, event.at, str(event.actor) if event.actor else _("The system"))


def granted_in(viewer: "Viewer", collaboration: Collaboration) -> list[Granted]:
    """For the coordinator all of it, for those who answer for an organisation what concerns that, by name.

    Upper rooms add theirs, and whom they let see it, by the slot `access.granted`.
    """
    sees_all, parties = can_administer(viewer, collaboration.pk), parties_of(viewer, collaboration.pk)
    found = [*_of_organisations(collaboration, None if sees_all else parties)]
    if sees_all:
        found += _of_roles(collaboration)
    for more in slots.functions("access.granted"):
        found += more(viewer, collaboration)
    if not (sees_all or parties or found):
        require_member(viewer, collaboration.pk)
        raise PermissionDenied
    return sorted(found, key=lambda one: (sort_key(str(one.user)), one.user.pk, sort_key(one.access)))


def sees_granted(viewer: "Viewer", collaboration: Collaboration) -> bool:
    """Whether the page is for this person by what this room knows."""
    return can_administer(viewer, collaboration.pk) or bool(parties_of(viewer, collaboration.pk))


def events_in(collaboration: Collaboration, verbs: Iterable[str]) -> QuerySet[Event]:
    """The events of such acts, the latest last, so that a dict of them keeps that."""
    events = Event.objects.filter(collaboration_id=collaboration.pk, verb__in=list(verbs))
    return events.select_related("actor").order_by("at", "pk")


def _of_roles(collaboration: Collaboration) -> list[Granted]:
    verbs = {f"access.{role}_given" for role in Role.values}
    given = {(event.verb, event.object_id): event for event in events_in(collaboration, verbs)}
    # The first coordinator got the role with the collaboration itself.
    founded = events_in(collaboration, ["collaboration.founded"]).first()
    return [
        Granted.of(
            access.user,
            capfirst(str(access.get_role_display())),
            given.get(
                (f"access.{access.role}_given", access.user_id), founded if access.role == Role.COORDINATOR else None
            ),
        )
        for access in collaboration.access.select_related("user")
    ]


def _of_organisations(collaboration: Collaboration, among: frozenset[int] | None) -> list[Granted]:
    """Who answers for an organisation, and whose log-in belongs to somebody in the register of people."""
    parties = collaboration.organisation_access.select_related("user", "organisation")
    people = collaboration.people.exclude(user=None).select_related("user", "organisation")
    if among is not None:
        parties, people = parties.filter(organisation__in=among), people.filter(organisation__in=among)
    given = _given_parties(collaboration)
    linked = {event.person_id: event for event in events_in(collaboration, ["person.linked"])}
    answering = [
        Granted.of(
            access.user,
            _("Represents %(organisation)s") % {"organisation": access.organisation},
            given.get((access.user_id, access.organisation_id)),
        )
        for access in parties
    ]
    known = [
        Granted.of(person.user, _person_in_words(person), linked.get(person.pk))
        for person in people
        if person.user is not None
    ]
    return [*answering, *known]


def _person_in_words(person: Person) -> str:
    words = {"person": person, "organisation": person.organisation}
    if person.organisation is None:
        return _("Is %(person)s") % words
    return _("Is %(person)s, who works for %(organisation)s") % words


def _given_parties(collaboration: Collaboration) -> dict[tuple[int, int], Event]:
    """By user and organisation. Events hold the organisation's name as it was, so former names are asked too."""
    events = events_in(collaboration, ["access.party_given"])
    by_name = {(event.object_id, event.after.get("answers_for")): event for event in events}
    rows = list(collaboration.organisation_access.values_list("user", "organisation", "organisation__display_name"))
    names: dict[int, set[str]] = {}
    for _user, organisation, name in rows:
        names.setdefault(organisation, set()).add(name)
    renamed = Event.objects.filter(
        verb__in=["organisation.changed", "organisation.merged"],
        object_type="organisations.organisation",
        object_id__in=names,
    )
    for change in renamed:
        former = {change.before.get("display_name"), change.after.get("merged")}
        names[change.object_id] |= {name for name in former if name}
    return {
        (user, organisation): event
        for user, organisation, _name in rows
        for name in names[organisation]
        if (event := by_name.get((user, name))) is not None
    }
