"""Who may do what: roles in the collaboration, and who answers for a party."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.services.invitations import invite_user, resend_invitation, revoke_invitation
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import refuse, remove
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.rules import why_not_take_role
from samhandling.organisations.enums import Refusal, Role, WhoCan
from samhandling.organisations.models import (
    Collaboration,
    CollaborationAccess,
    Organisation,
    OrganisationAccess,
    Participation,
)
from samhandling.organisations.permissions import can_administer, forget_access
from samhandling.organisations.services.letting_in import notify_of_access, refuse_oneself, speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samhandling.accounts.models import Invitation, User
    from samhandling.core.models import Event
    from samhandling.organisations.selectors.access import AccessLine


@transaction.atomic
def give_role(*, actor: "User", collaboration: Collaboration, user: "User", role: Role) -> CollaborationAccess:
    """The user has the role from now on. Giving it twice changes nothing."""
    require(can_administer(actor, collaboration.pk))
    refuse_oneself(actor, [user.pk], collaboration.pk, WhoCan.COORDINATOR)
    access, is_new = CollaborationAccess.objects.get_or_create(collaboration=collaboration, user=user, role=role)
    if is_new:
        record(actor, f"access.{Role(role).value}_given", user, collaboration_id=collaboration.pk)
    forget_access(user)
    return access


@transaction.atomic
def take_role(*, actor: "User", access: CollaborationAccess) -> None:
    """The user loses the role. The last coordinator who can log in keeps it."""
    require(can_administer(actor, access.collaboration_id))
    # Two coordinators who remove each other at once must wait for each other.
    Collaboration.objects.select_for_update().get(pk=access.collaboration_id)
    coordinators = CollaborationAccess.objects.filter(
        collaboration=access.collaboration_id, role=Role.COORDINATOR, user__is_active=True
    ).values_list("user_id", flat=True)
    refuse(why_not_take_role(Role(access.role), access.user_id, list(coordinators)))
    remove(actor, f"access.{access.role}_taken", access, on=access.user, collaboration_id=access.collaboration_id)
    forget_access(access.user)


@transaction.atomic
def give_party(
    *, actor: "User", collaboration: Collaboration, user: "User", organisation: Organisation
) -> OrganisationAccess:
    """The user answers for the organisation in this collaboration from now on."""
    require(can_administer(actor, collaboration.pk))
    if not Participation.objects.filter(collaboration=collaboration, organisation=organisation).exists():
        raise RuleBroken(Refusal.NOT_TAKING_PART)
    refuse_oneself(actor, [user.pk], collaboration.pk, WhoCan.COORDINATOR)
    access, is_new = OrganisationAccess.objects.get_or_create(
        collaboration=collaboration, user=user, organisation=organisation
    )
    if is_new:
        event = _remember_party(actor, "access.party_given", access)
        notify_of_access(event, [user.pk], speakers(collaboration.pk, [organisation.pk]))
    forget_access(user)
    return access


@transaction.atomic
def take_party(*, actor: "User", access: OrganisationAccess) -> None:
    require(can_administer(actor, access.collaboration_id))
    _remember_party(actor, "access.party_taken", access)
    forget_access(access.user)
    access.delete()


@transaction.atomic
def take_all_access(*, actor: "User", rows: "Sequence[AccessLine]") -> int:
    """These users lose every role here, and answer for no party any more: all of them, or none."""
    for line in sorted(rows, key=lambda one: one.pk):
        for role in line.roles:
            take_role(actor=actor, access=role)
        for party in line.parties:
            take_party(actor=actor, access=party)
    return len(rows)


@transaction.atomic
def invite(
    *,
    actor: "User",
    collaboration: Collaboration,
    email: str,
    name: str,
    language: str,
    now: datetime,
    role: Role | None = None,
    organisation: Organisation | None = None,
) -> "User":
    """Invite somebody by mail, with the role, the party or both that they get."""
    require(can_administer(actor, collaboration.pk))
    invitation = invite_user(
        actor=actor,
        email=email,
        name=name,
        language=language,
        now=now,
        greeting_lines=_greeting(collaboration, role, organisation),
    )
    if role is not None:
        give_role(actor=actor, collaboration=collaboration, user=invitation.user, role=role)
    if organisation is not None:
        give_party(actor=actor, collaboration=collaboration, user=invitation.user, organisation=organisation)
    return invitation.user


@transaction.atomic
def send_again(*, actor: "User", collaboration: Collaboration, invitation: "Invitation", now: datetime) -> None:
    """A new letter with a new link, that says again what the access is for. The old link stops working."""
    require(can_administer(actor, collaboration.pk))
    user = invitation.user
    roles = [Role(access.role) for access in collaboration.access.filter(user=user)]
    parties = [access.organisation for access in collaboration.organisation_access.filter(user=user)]
    lines = [line for role in roles for line in _greeting(collaboration, role, None)]
    lines += [line for party in parties for line in _greeting(collaboration, None, party)]
    resend_invitation(actor=actor, invitation=invitation, now=now, greeting_lines=lines)


@transaction.atomic
def take_back(*, actor: "User", collaboration: Collaboration, invitation: "Invitation", now: datetime) -> None:
    """The link stops working. The access that was given stays, and opens nothing until somebody is invited again."""
    require(can_administer(actor, collaboration.pk))
    revoke_invitation(actor=actor, invitation=invitation, now=now)


def _greeting(
    collaboration: Collaboration, role: Role | None, organisation: Organisation | None
) -> list[str | Promise]:
    """What the access is for, said in the language of the person who reads the letter."""
    lines: list[str | Promise] = []
    if role is not None:
        sentence = _("You are {role} in {collaboration}.")
        lines.append(format_lazy(sentence, role=Role(role).label, collaboration=collaboration.name))
    if organisation is not None:
        sentence = _("You represent {organisation} in {collaboration}.")
        lines.append(format_lazy(sentence, organisation=organisation.formal_name, collaboration=collaboration.name))
    return lines


def _remember_party(actor: "User", verb: str, access: OrganisationAccess) -> "Event":
    return record(
        actor,
        verb,
        access.user,
        collaboration_id=access.collaboration_id,
        after={"answers_for": access.organisation.display_name},
    )
