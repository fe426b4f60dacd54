"""What this room does when a room below merges. It runs in that room's transaction, after its check."""

from typing import TYPE_CHECKING

from samhandling.finance.enums import Refusal
from samhandling.finance.models import Funder, PartyDecision, Project
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation


def merge_organisation(duplicate: "Organisation", keeper: "Organisation") -> None:
    """The slot `organisation.merge`: projects follow. Refused where both fund, or both decided on, one project."""
    funds_both = Project.objects.filter(funders__organisation=duplicate).filter(funders__organisation=keeper)
    decided_both = Project.objects.filter(decisions__organisation=duplicate).filter(decisions__organisation=keeper)
    if funds_both.exists() or decided_both.exists():
        raise RuleBroken(Refusal.BOTH_IN_PROJECT)
    Funder.objects.filter(organisation=duplicate).update(organisation=keeper)
    PartyDecision.objects.filter(organisation=duplicate).update(organisation=keeper)
    Project.objects.filter(owner=duplicate).update(owner=keeper)
