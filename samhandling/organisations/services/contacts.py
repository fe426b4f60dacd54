"""Ways to reach people and organisations. What they are is never remembered in the history, only that they were."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import set_values
from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Person
from samhandling.organisations.permissions import can_administer
from samhandling.organisations.services.people import hold_person

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def add_contact_point(
    *, actor: "User", collaboration: Collaboration, owner: Person | Organisation, **facts: Any
) -> ContactPoint:
    """One more way to reach the person, or the organisation in this collaboration."""
    require(can_administer(actor, collaboration.pk))
    require(owner.collaboration_id in {collaboration.pk, None})
    if isinstance(owner, Person):
        hold_person(owner)
    owned = {"person": owner} if isinstance(owner, Person) else {"organisation": owner}
    point = ContactPoint.objects.create(collaboration=collaboration, **owned, **facts)
    _remember(actor, "contact.added", point)
    return point


@transaction.atomic
def change_contact_point(*, actor: "User", point: ContactPoint, **facts: Any) -> ContactPoint:
    require(can_administer(actor, point.collaboration_id))
    _before, after = set_values(point, facts)
    if after:
        point.save(update_fields=list(after))
        _remember(actor, "contact.changed", point)
    return point


@transaction.atomic
def remove_contact_point(*, actor: "User", point: ContactPoint) -> None:
    require(can_administer(actor, point.collaboration_id))
    _remember(actor, "contact.removed", point)
    point.delete()


@transaction.atomic
def remove_overdue_contact_points(now: datetime) -> int:
    """What should not be kept any longer is removed. Lies in the slot `tick`."""
    today: date = timezone.localdate(now)
    overdue = ContactPoint.objects.filter(keep_until__lt=today).select_related("person", "organisation")
    for point in overdue:
        _remember(None, "contact.expired", point)
    return overdue.delete()[0]


def _remember(actor: "User | None", verb: str, point: ContactPoint) -> None:
    """On the owner's history, with what may be told: that it was an e-mail address, not which."""
    owner = point.person or point.organisation
    if owner is not None:
        record(actor, verb, owner, collaboration_id=point.collaboration_id, person_id=point.person_id)
