"""What this room does when two organisations become one. It runs in that act's transaction, after its check."""

from typing import TYPE_CHECKING

from samhandling.agreements.enums import Refusal
from samhandling.agreements.models import Agreement, Duty, Party
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation


def merge_organisation(duplicate: "Organisation", keeper: "Organisation") -> None:
    """The slot `organisation.merge`: what it is party to, and its duties, follow to the one that is kept.

    Refused where both are parties to one agreement: two councils' decisions cannot become one.
    """
    both = Agreement.objects.filter(parties__organisation=duplicate).filter(parties__organisation=keeper)
    if titles := list(both.values_list("title", flat=True)):
        raise RuleBroken(Refusal.BOTH_ARE_PARTIES, ", ".join(titles))
    Party.objects.filter(organisation=duplicate).update(organisation=keeper)
    Duty.objects.filter(owner=duplicate).update(owner=keeper)
