"""People: entered, changed, linked to a log-in. The history says that, and never a name."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.formats import date_format

from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import changes, record
from samhandling.core.verbs import remove, set_values
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.rules import why_not_change_from
from samhandling.organisations.enums import Refusal, WhoCan
from samhandling.organisations.models import Collaboration, FormerFacts, Organisation, Person
from samhandling.organisations.permissions import answers_for, can_administer, can_link
from samhandling.organisations.selectors.access import user_with_access
from samhandling.organisations.services.letting_in import notify_of_access, refuse_oneself, speakers

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.models import Event


# What a person is from a day and until another, and is shown as of a day.
DATED = ("given_name", "family_name", "title", "organisation")
ONE_DAY = timedelta(days=1)


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
def change_person(*, actor: "User", person: Person, from_on: date, today: date, **facts: Any) -> Person:
    """From that day the person is called, titled or employed otherwise. How they were until then is kept."""
    _require_change(actor, person, facts)
    before, after = changes(person, facts)
    if after.keys() & set(DATED):
        _keep_former(person, before, from_on, today)
    if after:
        _set(actor, person, after, "person.changed")
    return person


@transaction.atomic
def correct_person(*, actor: "User", person: Person, **facts: Any) -> Person:
    """Put right what was never so: it is rewritten as far back as the same was said."""
    _require_change(actor, person, facts)
    before, after = changes(person, facts)
    if after:
        _correct_former(person, before, after)
        _set(actor, person, after, "person.corrected")
    return person


@transaction.atomic
def remove_former(*, actor: "User", former: FormerFacts) -> None:
    """It was never so: what came after held already then."""
    require(can_administer(actor, former.person.collaboration_id))
    hold_person(former.person)
    remove(actor, "person.former_removed", former, on=former.person, person_id=former.person_id)


def _require_change(actor: "User", person: Person, facts: dict[str, Any]) -> None:
    require(can_administer(actor, person.collaboration_id))
    organisation: Organisation | None = facts.get("organisation")
    require(organisation is None or organisation.collaboration_id in {None, person.collaboration_id})
    hold_person(person)
    person.refresh_from_db(fields=list(facts.keys() | set(DATED)))


def _set(actor: "User", person: Person, values: dict[str, Any], action: str) -> None:
    employer = values.get("organisation")
    if employer:
        refuse_own_employer(actor, person, employer.pk)
    set_values(person, values)
    person.save(update_fields=list(values))
    event = record(actor, action, person, person_id=person.pk)
    if employer:
        notify_of_employer(event, [person])


def _keep_former(person: Person, before: dict[str, Any], from_on: date, today: date) -> None:
    """What was so until the day before. Two changes from the same day are one: nothing was so in between."""
    last = person.former.first()
    changed_until = last.until_on if last else None
    if reason := why_not_change_from(from_on, changed_until=changed_until, today=today):
        named = changed_until if reason is Refusal.CHANGED_LATER else None
        raise RuleBroken(reason, f"{date_format(named + ONE_DAY, 'j F Y')}." if named else "")
    if changed_until != from_on - ONE_DAY:
        facts = {name: before.get(name, getattr(person, name)) for name in DATED}
        FormerFacts.objects.create(person=person, until_on=from_on - ONE_DAY, **facts)


def _correct_former(person: Person, before: dict[str, Any], after: dict[str, Any]) -> None:
    wrong = {name: before[name] for name in DATED if name in after}
    for former in person.former.all():
        wrong = {name: value for name, value in wrong.items() if getattr(former, name) == value}
        if not wrong:
            return
        for name in wrong:
            setattr(former, name, after[name])
        former.save(update_fields=list(wrong))


def refuse_own_employer(actor: "User", person: Person, organisation: int) -> None:
    """Whoever works for an organisation reads its documents. Those who answer for it read them already."""
    if not answers_for(actor, person.collaboration_id, organisation):
        refuse_oneself(actor, [person.user_id], person.collaboration_id, WhoCan.COORDINATOR)


def notify_of_employer(event: "Event", people: Iterable[Person]) -> None:
    """Those who answer for an organisation are notified when somebody with a log-in begins to work for it."""
    got_in = {person.user_id: person.organisation_id for person in people if person.user_id is not None}
    if got_in:
        notify_of_access(event, got_in, speakers(cast("int", event.collaboration_id), got_in.values()))


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
    """Notify those concerned that what the person has is open to a log-in from now on."""
    notify_of_employer(event, [person])
    for notify in slots.functions("access.person"):
        notify(event, person)


@transaction.atomic
def unlink_user(*, actor: "User", person: Person) -> Person:
    require(can_link(actor, person))
    if person.user_id is not None:
        person.user = None
        person.save(update_fields=["user"])
        record(actor, "person.unlinked", person, person_id=person.pk)
    return person
