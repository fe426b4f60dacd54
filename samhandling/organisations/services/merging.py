"""One of two becomes the keeper, everything moves to it, and the other leads there. All or nothing."""

from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import refuse
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.rules import why_not_merge_organisations, why_not_merge_people
from samhandling.organisations.enums import Refusal, WhoCan
from samhandling.organisations.models import (
    Collaboration,
    ContactPoint,
    Organisation,
    OrganisationAccess,
    Participation,
    Person,
)
from samhandling.organisations.permissions import can_administer
from samhandling.organisations.selectors.access import stakes_in, users_in, users_of_oneself
from samhandling.organisations.selectors.collaborations import days_of, times_of
from samhandling.organisations.selectors.merging import what_would_move
from samhandling.organisations.services.letting_in import notify_of_access, refuse_oneself, speakers
from samhandling.organisations.services.people import let_log_in

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def merge_organisations(
    *, actor: "User", collaboration: Collaboration, duplicate: Organisation, keeper: Organisation
) -> Organisation:
    """The duplicate is the collaboration's own; the keeper may also be a record of the national register."""
    require(can_administer(actor, collaboration.pk))
    require({duplicate.collaboration_id, keeper.collaboration_id} <= {None, collaboration.pk})
    refuse(
        why_not_merge_organisations(duplicate.pk, keeper.pk, duplicate_is_national=duplicate.collaboration_id is None)
    )
    _refuse_own_stakes(actor, collaboration, duplicate, keeper)
    brings_somebody = bool(stakes_in(users_in(collaboration), collaboration, duplicate))
    _move_contact_points(duplicate, keeper)
    _move_participations(duplicate, keeper)
    _move_access(duplicate, keeper)
    duplicate.people.update(organisation=keeper)
    duplicate.former_people.update(organisation=keeper)
    duplicate.children.exclude(pk=keeper.pk).update(parent=keeper)
    if keeper.parent_id == duplicate.pk:
        keeper.parent = duplicate.parent if duplicate.parent_id != keeper.pk else None
        keeper.save(update_fields=["parent"])
    for move in slots.functions("organisation.merge"):
        move(duplicate, keeper)
    _refuse_to_leave_behind(duplicate)
    duplicate.merged_into, duplicate.parent = keeper, None
    duplicate.save(update_fields=["merged_into", "parent"])
    after = {"merged": duplicate.display_name}
    event = record(actor, "organisation.merged", keeper, collaboration_id=collaboration.pk, after=after)
    if brings_somebody:
        notify_of_access(event, [], speakers(collaboration.pk, [keeper.pk]))
    return keeper


@transaction.atomic
def merge_people(*, actor: "User", duplicate: Person, keeper: Person) -> Person:
    """The duplicate's row keeps no name: whoever is erased later must not live on in it."""
    require(can_administer(actor, keeper.collaboration_id))
    require(duplicate.collaboration_id == keeper.collaboration_id)
    refuse(why_not_merge_people(duplicate.pk, keeper.pk, (duplicate.user_id, keeper.user_id)))
    user = keeper.user or duplicate.user
    refuse_oneself(actor, [None if user is None else user.pk], keeper.collaboration_id, WhoCan.MERGE)
    _move_former(duplicate, keeper)
    empty_person(duplicate)
    keeper.user = user
    keeper.save(update_fields=["user"])
    _move_contact_points(duplicate, keeper)
    duplicate.merged_from.update(merged_into=keeper)
    for move in slots.functions("person.merge"):
        move(duplicate, keeper)
    _refuse_to_leave_behind(duplicate)
    duplicate.merged_into = keeper
    duplicate.save(update_fields=["merged_into"])
    let_log_in(record(actor, "person.merged", keeper, person_id=keeper.pk), keeper)
    return keeper


def empty_person(person: Person) -> None:
    """Take away everything that says who somebody is or was. The row stays, because others point at it."""
    person.former.all().delete()
    person.given_name = person.family_name = person.title = ""
    person.organisation = person.user = person.keep_until = None
    person.save(update_fields=["given_name", "family_name", "title", "organisation", "user", "keep_until"])


def _refuse_own_stakes(
    actor: "User", collaboration: Collaboration, duplicate: Organisation, keeper: Organisation
) -> None:
    """Whoever has something by one of the two would have it by both. Who has the same by both gets nothing new."""
    own = users_of_oneself(actor, collaboration.pk)
    if stakes_in(own, collaboration, duplicate) != stakes_in(own, collaboration, keeper):
        refuse_oneself(actor, [actor.pk], collaboration.pk, WhoCan.MERGE)


def _move_former(duplicate: Person, keeper: Person) -> None:
    """What the duplicate says of days before the keeper's own story begins is kept. Then the keeper's holds."""
    first = keeper.former.order_by("until_on").first()
    earlier = duplicate.former.filter(until_on__lt=first.until_on) if first else duplicate.former.all()
    earlier.update(person=keeper)


def _move_contact_points(duplicate: Person | Organisation, keeper: Person | Organisation) -> None:
    """Those the keeper has already are dropped."""
    here = {(point.collaboration_id, point.kind, point.value) for point in keeper.contact_points.all()}
    points = list(duplicate.contact_points.all())
    twins = [point.pk for point in points if (point.collaboration_id, point.kind, point.value) in here]
    ContactPoint.objects.filter(pk__in=twins).delete()
    if isinstance(keeper, Person):
        duplicate.contact_points.update(person=keeper)
    else:
        duplicate.contact_points.update(organisation=keeper)


def _move_participations(duplicate: Organisation, keeper: Organisation) -> None:
    """Every day that either took part the keeper did. Times that meet become one, in the keeper's first of them."""
    for moving in duplicate.participations.select_related("collaboration"):
        met = [one for one in times_of(moving.collaboration, keeper) if days_of(one).overlaps(days_of(moving))]
        if not met:
            moving.organisation = keeper
            moving.save(update_fields=["organisation"])
            continue
        kept, together = met[0], [moving, *met]
        first, last = [one.joined_on for one in together], [one.left_on for one in together]
        Participation.objects.filter(pk__in=[one.pk for one in together if one.pk != kept.pk]).delete()
        kept.joined_on = None if None in first else min(filter(None, first))
        kept.left_on = None if None in last else max(filter(None, last))
        kept.save(update_fields=["joined_on", "left_on"])


def _move_access(duplicate: Organisation, keeper: Organisation) -> None:
    here = set(keeper.access.values_list("collaboration_id", "user_id"))
    twins = [access.pk for access in duplicate.access.all() if (access.collaboration_id, access.user_id) in here]
    OrganisationAccess.objects.filter(pk__in=twins).delete()
    duplicate.access.update(organisation=keeper)


def _refuse_to_leave_behind(duplicate: Person | Organisation) -> None:
    """A room that could not move its rows stops the merge, with all that was moved."""
    if left := what_would_move(duplicate):
        raise RuleBroken(Refusal.MERGE_LEAVES_BEHIND, ", ".join(f"{row.name} ({row.count})" for row in left))
