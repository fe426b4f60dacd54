"""People: entered, changed, linked to a log-in. The history tells that, and never a name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import changes, record
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal
from samhandling.organisations.models import Collaboration, Organisation, Person
from samhandling.organisations.permissions import can_administer
from samhandling.organisations.selectors.access import user_with_access

if TYPE_CHECKING:
    from samhandling.accounts.models import User


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
    if after:
        for name, value in after.items():
            setattr(person, name, value)
        person.save(update_fields=list(after))
        record(actor, "person.changed", person, person_id=person.pk)
    return person


@transaction.atomic
def link_user(*, actor: "User", person: Person, email: str) -> Person:
    """Say that this is the person who logs in with the address. Seats they hold then give access."""
    require(can_administer(actor, person.collaboration_id))
    user = user_with_access(person.collaboration, email)
    if user is None:
        raise RuleBroken(Refusal.USER_UNKNOWN)
    others = Person.objects.filter(collaboration=person.collaboration_id, user=user).exclude(pk=person.pk)
    if other := others.first():
        raise RuleBroken(Refusal.USER_TAKEN, f"{other}.")
    person.user = user
    person.save(update_fields=["user"])
    record(actor, "person.linked", person, person_id=person.pk)
    return person


@transaction.atomic
def unlink_user(*, actor: "User", person: Person) -> Person:
    require(can_administer(actor, person.collaboration_id))
    if person.user_id is not None:
        person.user = None
        person.save(update_fields=["user"])
        record(actor, "person.unlinked", person, person_id=person.pk)
    return person
