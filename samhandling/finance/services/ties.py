"""What this room does when a room below merges. It runs in that room's transaction, after its check."""

from typing import TYPE_CHECKING

from samhandling.finance.enums import Refusal
from samhandling.finance.models import Funder, PartyDecision, Project
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation


def merge_organisation(duplicate: "Organisation", keeper: "Organisation") -> None:
    """The slot `organisation.merge`: projects follow. Refused where both fund, or both decided on, one project."""
    for rows in (Funder.objects, PartyDecision.objects):
        shared = rows.filter(organisation=duplicate, project__in=rows.filter(organisation=keeper).values("project"))
        if shared.exists():
            raise RuleBroken(Refusal.BOTH_IN_PROJECT)
        rows.filter(organisation=duplicate).update(organisation=keeper)
    Project.objects.filter(owner=duplicate).update(owner=keeper)
