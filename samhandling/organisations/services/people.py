"""People: entered, changed, linked to a log-in. The history tells that, and never a name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import changes, record
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal, WhoCan
from samhandling.organisations.models import Collaboration, Organisation, Person
from samhandling.organisations.permissions import answers_for, can_administer, can_link
from samhandling.organisations.selectors.access import user_with_access
from samhandling.organisations.services.letting_in import refuse_oneself, speakers, tell_of_access

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.models import Event


def hold_person(person: Person) -> None:
    """Until the transaction ends nobody else changes or erases the person. Refused when they have just been erased."""
    if Person.objects.select_for_update().filter(pk=person.pk, erased_at=None).first() is None:
        raise RuleBroken(Refusal.ALREADY_ERASED)


def give_public_role(people: Iterable[int]) -> None:
    """For upper rooms, in their transaction: everybody may know these people by a place they hold."""
    Person.objects.filter(pk__in=people, has_public_role=False).update(has_public_role=True)


@transaction.atomic
def create_person(
    *, actor: "User", collaboration: Collaboration, organisation: Organisation | None = None, **facts: Any
) -> Person:
    require(can_administer(actor, collaboration.pk))
    require(organisation is None or organisation.collaboration_id in {None, collaboration.pk})
    person = Person.objects.create(collaboration=collaboration, organisation=organisation, **facts)
    record(actor, "person.created", person, person_id=person.pk)
    return person


@transaction.atomic
def change_person(*, actor: "User", person: Person, **facts: Any) -> Person:
    require(can_administer(actor, person.collaboration_id))
    organisation: Organisation | None = facts.get("organisation")
    require(organisation is None or organisation.collaboration_id in {None, person.collaboration_id})
    hold_person(person)
    _before, after = changes(person, facts)
    if after.get("organisation"):
        refuse_own_employer(actor, person, after["organisation"].pk)
    if after:
        for name, value in after.items():
            setattr(person, name, value)
        person.save(update_fields=list(after))
        event = record(actor, "person.changed", person, person_id=person.pk)
        if after.get("organisation"):
            tell_of_employer(event, [person])
    return person


def refuse_own_employer(actor: "User", person: Person, organisation: int) -> None:
    """Whoever works for an organisation reads its documents. Those who answer for it read them already."""
    if not answers_for(actor, person.collaboration_id, organisation):
        refuse_oneself(actor, [person.user_id], person.collaboration_id, WhoCan.COORDINATOR)


def tell_of_employer(event: "Event", people: Iterable[Person]) -> None:
    """Those who answer for an organisation are told when somebody with a log-in begins to work for it."""
    got_in = {person.user_id: person.organisation_id for person in people if person.user_id is not None}
    if got_in:
        assert event.collaboration_id is not None
        tell_of_access(event, got_in, speakers(event.collaboration_id, got_in.values()))


@transaction.atomic
def link_user(*, actor: "User", person: Person, email: str) -> Person:
    """Say that this is the person who logs in with the address. Seats they hold then give access.

    It takes somebody else than the one whose log-in it is: a coordinator, or who answers for the person's organisation.
    """
    require(can_link(actor, person))
    user = user_with_access(person.collaboration, email)
    if user is None:
        raise RuleBroken(Refusal.USER_UNKNOWN)
    refuse_oneself(actor, [user.pk], person.collaboration_id, WhoCan.LINK)
    others = Person.objects.filter(collaboration=person.collaboration_id, user=user).exclude(pk=person.pk)
    if other := others.first():
        raise RuleBroken(Refusal.USER_TAKEN, f"{other}.")
    person.user = user
    person.save(update_fields=["user"])
    let_log_in(record(actor, "person.linked", person, person_id=person.pk), person)
    return person


def let_log_in(event: "Event", person: Person) -> None:
    """Tell those whom it concerns that what the person has is open to a log-in from now on."""
    tell_of_employer(event, [person])
    for tell in slots.functions("access.person"):
        tell(event, person)


@transaction.atomic
def unlink_user(*, actor: "User", person: Person) -> Person:
    require(can_link(actor, person))
    if person.user_id is not None:
        person.user = None
        person.save(update_fields=["user"])
        record(actor, "person.unlinked", person, person_id=person.pk)
    return person
