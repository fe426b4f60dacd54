"""A party's own people: entered by those who answer for it, and given a log-in of their own in one act."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import Promise

from samhandling.accounts.selectors import open_invitations, user_by_email
from samhandling.accounts.services.invitations import invite_user
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import locked
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import ContactKind, Refusal, WhoCan
from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Person
from samhandling.organisations.permissions import can_enter_people, can_link
from samhandling.organisations.services.letting_in import refuse_oneself
from samhandling.organisations.services.people import hold_person, let_log_in

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def enter_person(
    *,
    actor: "User",
    collaboration: Collaboration,
    organisation: Organisation | None,
    given_name: str,
    family_name: str,
    title: str = "",
    email: str = "",
) -> Person:
    """Add somebody who works or sits for the organisation, by those who answer for it."""
    require(can_enter_people(actor, collaboration.pk, None if organisation is None else organisation.pk))
    require(organisation is None or organisation.collaboration_id in {None, collaboration.pk})
    person = Person.objects.create(
        collaboration=collaboration,
        organisation=organisation,
        given_name=given_name,
        family_name=family_name,
        title=title,
    )
    record(actor, "person.created", person, person_id=person.pk)
    if email:
        ContactPoint.objects.create(collaboration=collaboration, person=person, kind=ContactKind.EMAIL, value=email)
        record(actor, "contact.added", person, person_id=person.pk)
    return person


@transaction.atomic
def invite_person(
    *,
    actor: "User",
    person: Person,
    email: str,
    language: str,
    now: datetime,
    greeting_lines: Iterable[str | Promise] = (),
) -> bool:
    """Let the person log in with the address: what they hold, such as seats, opens to them then.

    Who has a log-in already keeps it. Who was invited and has not answered is not written to a second time. Tells
    whether anything was done.
    """
    require(can_link(actor, person))
    hold_person(person)
    person = locked(person, "collaboration", "organisation")
    if person.user_id is not None:
        return False
    user = user_by_email(email)
    if user is None or user.is_active or not open_invitations([user.pk], now=now):
        user = invite_user(
            actor=actor, email=email, name=str(person), language=language, now=now, greeting_lines=greeting_lines
        ).user
    refuse_oneself(actor, [user.pk], person.collaboration_id, WhoCan.LINK)
    if other := Person.objects.filter(collaboration=person.collaboration_id, user=user).first():
        raise RuleBroken(Refusal.USER_TAKEN, f"{other}.")
    person.user = user
    person.save(update_fields=["user"])
    let_log_in(record(actor, "person.linked", person, person_id=person.pk), person)
    return True
