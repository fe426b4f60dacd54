"""What this room does when a room below erases or merges. Each runs in that room's transaction, after its check."""

from typing import TYPE_CHECKING

from samhandling.lib.errors import RuleBroken
from samhandling.matters.enums import Refusal
from samhandling.matters.models import Answer, Matter, OwnNumber, Treatment

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Organisation, Person


def forget_person(actor: "User", person: "Person") -> None:  # noqa: ARG001 - the slot's signature
    """The slot `person.erase`. Who raised or owned a matter is no longer told; the matter stands."""
    Matter.objects.filter(raised_by_person=person).update(raised_by_person=None)
    Matter.objects.filter(owner_person=person).update(owner_person=None)


def merge_person(duplicate: "Person", keeper: "Person") -> None:
    """The slot `person.merge`."""
    Matter.objects.filter(raised_by_person=duplicate).update(raised_by_person=keeper)
    Matter.objects.filter(owner_person=duplicate).update(owner_person=keeper)


def merge_organisation(duplicate: "Organisation", keeper: "Organisation") -> None:
    """The slot `organisation.merge`. Refused where both have a row in the same recommendation."""
    mine = Answer.objects.filter(organisation=keeper).values("recommendation")
    both = Answer.objects.filter(organisation=duplicate, recommendation__in=mine).select_related("recommendation")
    if clash := both.first():
        raise RuleBroken(Refusal.BOTH_ANSWERED, clash.recommendation.title)
    Answer.objects.filter(organisation=duplicate).update(organisation=keeper)
    numbered = OwnNumber.objects.filter(organisation=keeper).values("matter")
    OwnNumber.objects.filter(organisation=duplicate, matter__in=list(numbered)).delete()
    OwnNumber.objects.filter(organisation=duplicate).update(organisation=keeper)
    Treatment.objects.filter(organisation=duplicate).update(organisation=keeper)
    Matter.objects.filter(raised_by=duplicate).update(raised_by=keeper)
    Matter.objects.filter(owner_organisation=duplicate).update(owner_organisation=keeper)
