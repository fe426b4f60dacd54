"""Who is the forum's secretary."""

from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.forums.enums import AccessMode, Refusal
from samhandling.forums.models import Forum, ForumAccess
from samhandling.forums.permissions import can_manage, forget_secretaries
from samhandling.forums.services.places import secretaries_of
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import WhoCan
from samhandling.organisations.selectors.access import members_of
from samhandling.organisations.services.letting_in import notify_of_access, refuse_oneself

if TYPE_CHECKING:
    from samhandling.core.models import Event


@transaction.atomic
def add_secretary(*, actor: User, forum: Forum, user: User) -> ForumAccess:
    """Let the user run the forum and read its papers. A coordinator cannot let themselves into a closed one."""
    require(can_manage(actor, forum))
    # Also somebody who is invited and has not answered yet: they keep the forum from the day they do.
    if not members_of(forum.collaboration).filter(pk=user.pk).exists():
        raise RuleBroken(Refusal.NOT_A_MEMBER)
    if forum.access == AccessMode.CLOSED:
        refuse_oneself(actor, [user.pk], forum.collaboration_id, WhoCan.COORDINATOR)
    access, is_new = ForumAccess.objects.get_or_create(forum=forum, user=user)
    if is_new:
        event = _remember(actor, "added", forum, user)
        notify_of_access(event, [user.pk], secretaries_of([forum.pk]))
        forget_secretaries(user)
    return access


@transaction.atomic
def remove_secretary(*, actor: User, access: ForumAccess) -> None:
    """From now on the user is not the forum's secretary. What they did remains theirs in the history."""
    forum, user = access.forum, access.user
    require(can_manage(actor, forum))
    _remember(actor, "removed", forum, user)
    access.delete()
    forget_secretaries(user)


def _remember(actor: User, what: str, forum: Forum, user: User) -> "Event":
    """Names the person. A user who is not in the register is not named: events hold no names."""
    person = user.people.filter(collaboration=forum.collaboration_id).first()
    if person:
        return record(actor, f"secretary.{what}", forum, person_id=person.pk)
    return record(actor, f"secretary.user_{what}", forum)
