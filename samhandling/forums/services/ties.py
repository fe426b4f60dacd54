"""What this room does when a room below erases or merges. Each runs in that room's transaction, after its check."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format

from samhandling.accounts.models import User
from samhandling.forums.domain.appointments import Taken, first_clash
from samhandling.forums.enums import Refusal
from samhandling.forums.models import Appointment, CompositionRule, Forum, ForumAccess, PartyShift, PresidiumTerm, Seat
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period
from samhandling.organisations.selectors.formerly import all_names_of
from samhandling.organisations.services.people import give_public_role

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation, Person


def forget_person(actor: User, person: "Person") -> None:  # noqa: ARG001 - the slot's signature
    """The slot `person.erase`. Who sat where stays, without a name; why somebody left is free text and goes."""
    Appointment.objects.filter(person=person).update(left_early_because="")
    for name in all_names_of(person):
        Forum.objects.filter(collaboration=person.collaboration_id, led_by__iexact=name).update(led_by="")
    if person.user_id is not None:
        ForumAccess.objects.filter(user=person.user_id, forum__collaboration=person.collaboration_id).delete()


def merge_person(duplicate: "Person", keeper: "Person") -> None:
    """The slot `person.merge`. Refused where the two sit in the same forum, or in the same office, at one time."""
    _refuse_overlaps(duplicate, keeper)
    if Appointment.objects.filter(person=duplicate).update(person=keeper):
        give_public_role([keeper.pk])
    PresidiumTerm.objects.filter(person=duplicate).update(person=keeper)


def _refuse_overlaps(duplicate: "Person", keeper: "Person") -> None:
    mine = list(Appointment.objects.filter(person=keeper).select_related("seat__forum"))
    for moving in Appointment.objects.filter(person=duplicate).select_related("seat__forum"):
        here = [
            Taken(str(one.seat.forum), Period(one.starts_on, one.ends_on))
            for one in mine
            if one.seat.forum_id == moving.seat.forum_id
        ]
        clash = first_clash(Period(moving.starts_on, moving.ends_on), here)
        if clash:
            raise RuleBroken(Refusal.BOTH_SIT_THERE, f"{clash.who}, {date_format(clash.term.first, 'j F Y')}.")


def merge_organisation(duplicate: "Organisation", keeper: "Organisation") -> None:
    """The slot `organisation.merge`: seats, forums and rules follow to the one that is kept."""
    Seat.objects.filter(organisation=duplicate).update(organisation=keeper)
    Forum.objects.filter(owner=duplicate).update(owner=keeper)
    CompositionRule.objects.filter(source_organisation=duplicate).update(source_organisation=keeper)
    _move_shifts(duplicate, keeper)


def _move_shifts(duplicate: "Organisation", keeper: "Organisation") -> None:
    """What the one that is kept was asked and answered itself stands; the rest follows."""
    known = PartyShift.objects.filter(organisation=keeper).values_list("collaboration", "starts_on")
    for shift in PartyShift.objects.filter(organisation=duplicate):
        if (shift.collaboration_id, shift.starts_on) in set(known):
            shift.delete()
        else:
            shift.organisation = keeper
            shift.save(update_fields=["organisation"])
