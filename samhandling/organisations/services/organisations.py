"""Organisations of a collaboration's own, and how to reach any of them."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, set_values
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.numbers import organisation_number
from samhandling.organisations.enums import Refusal
from samhandling.organisations.models import Collaboration, Organisation
from samhandling.organisations.permissions import can_administer, can_edit_organisation
from samhandling.organisations.selectors.organisations import may_lie_below, organisation_with_number

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def create_organisation(*, actor: "User", collaboration: Collaboration, **facts: Any) -> Organisation:
    """A record of the collaboration's own. Municipalities and regions are there already, in the register."""
    require(can_administer(actor, collaboration.pk))
    organisation = Organisation(collaboration=collaboration)
    checked = _checked(collaboration, organisation, facts)
    set_values(organisation, checked)
    return add(actor, "organisation.created", organisation, after=_filled_in(checked))


@transaction.atomic
def change_organisation(
    *, actor: "User", collaboration: Collaboration, organisation: Organisation, **facts: Any
) -> Organisation:
    require(can_administer(actor, collaboration.pk))
    if organisation.collaboration_id is None:
        raise RuleBroken(Refusal.NATIONAL_RECORD)
    require(can_edit_organisation(actor, collaboration.pk, organisation))
    before, after = set_values(organisation, _checked(collaboration, organisation, facts))
    if after:
        organisation.save(update_fields=list(after))
        record(actor, "organisation.changed", organisation, before=_filled_in(before), after=_filled_in(after))
    return organisation


def _checked(collaboration: Collaboration, organisation: Organisation, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with the number as it is written, or the rule that one of them breaks."""
    if written := facts.get("organisation_number"):
        number = organisation_number(written)
        if number is None:
            raise RuleBroken(Refusal.NUMBER_WRONG)
        existing = organisation if organisation.pk else None
        if twin := organisation_with_number(collaboration, number, other_than=existing):
            raise RuleBroken(Refusal.NUMBER_TAKEN, f"{twin}.")
        facts = {**facts, "organisation_number": number}
    parent: Organisation | None = facts.get("parent")
    allowed = may_lie_below(organisation if organisation.pk else None, collaboration)
    if parent is not None and not allowed.filter(pk=parent.pk).exists():
        raise RuleBroken(Refusal.PARENT_LOOP)
    return facts


def _filled_in(facts: dict[str, Any]) -> dict[str, Any]:
    """What the history shows: an empty fact says nothing."""
    return {name: value for name, value in facts.items() if value not in {None, ""}}
