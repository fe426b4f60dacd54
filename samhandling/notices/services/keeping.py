"""How long notices are kept, and what becomes of them when rooms below merge or erase."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from samhandling.core.heartbeats import beat, last_beat
from samhandling.notices.models import Notice, NoticeWish
from samhandling.notices.services.mailing import mail_due
from samhandling.notices.services.telling import tell_due
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Organisation, Person

# What was read is soon only clutter; what was not is kept over a summer and an election. The history keeps the acts.
READ_KEPT, UNREAD_KEPT = timedelta(days=90), timedelta(days=365)
DEADLINES = "deadlines"


def tick(now: datetime) -> None:
    """The slot `tick`. Due days are looked through once a day, mail is written when it is due."""
    last = last_beat(DEADLINES)
    if last is None or timezone.localdate(last) != timezone.localdate(now):
        tell_due(day=timezone.localdate(now), now=now)
        forget_old(now=now)
        beat(DEADLINES, now=now)
    mail_due(now=now)


def forget_old(*, now: datetime) -> int:
    is_old = Q(read_at__lt=now - READ_KEPT) | Q(created_at__lt=now - UNREAD_KEPT)
    return Notice.objects.filter(is_old).delete()[0]


def merge_organisation(old: "Organisation", new: "Organisation") -> None:
    """The slot `organisation.merge`."""
    Notice.objects.filter(organisation=old).update(organisation=new)


def forget_person(_actor: "User", person: "Person") -> None:
    """The slot `person.erase`: their notices here, and their wish when they have access nowhere else."""
    if person.user is not None:
        Notice.objects.filter(user=person.user, collaboration=person.collaboration_id).delete()
        if not access_of(person.user).open_to - {person.collaboration_id}:
            NoticeWish.objects.filter(user=person.user).delete()
