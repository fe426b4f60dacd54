"""Notices leave as mail: one letter for all that waits for somebody, in their language, when they wish it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from samhandling.accounts.models import User
from samhandling.core.outbox import queue_mail
from samhandling.notices.domain.hours import Wish, is_quiet, reaches_to
from samhandling.notices.enums import Frequency, Mail, NoticeKind
from samhandling.notices.models import Notice
from samhandling.notices.selectors.unsubscribing import token_of
from samhandling.notices.selectors.wishes import wishes_of
from samhandling.organisations.permissions import access_of

# A letter longer than this is read by nobody: the rest is a number and a link.
MOST_LINES = 30


def mail_due(*, now: datetime) -> int:
    """Write one letter to each for whom something is due. Safe to run twice, and in two places at once.

    Two queries tell who: nothing is held, and nobody else is looked at.
    """
    waiting = Notice.objects.filter(mail=Mail.WAITING).order_by()
    oldest = list(waiting.values_list("user", "kind").annotate(oldest=Min("created_at")))
    wishes = wishes_of({user for user, _kind, _at in oldest})
    local = timezone.localtime(now)
    due: dict[int, set[str]] = {}
    for user, kind, at in oldest:
        wish = wishes.get(user, Wish())
        reach = reaches_to(wish, kind, local)
        if reach is None or (at <= reach and not is_quiet(wish, local)):
            due.setdefault(user, set()).add(kind)
    return sum(_write(user, kinds, wishes.get(user, Wish()), now) for user, kinds in due.items())


@transaction.atomic
def _write(user_id: int, kinds: set[str], wish: Wish, now: datetime) -> bool:
    """The letter and the note that it was written stand or fall together, so that none is lost and none comes twice."""
    held = Notice.objects.select_for_update().filter(user=user_id, mail=Mail.WAITING, kind__in=kinds)
    notices = list(held.select_related("collaboration").order_by("created_at", "pk"))
    user = User.objects.get(pk=user_id)
    to_tell = [notice for notice in notices if _is_to_be_mailed(notice, user, wish)]
    told = {notice.pk for notice in to_tell}
    Notice.objects.filter(pk__in=[one.pk for one in notices if one.pk not in told]).update(mail=Mail.NONE)
    if not to_tell:
        return False
    _queue(user, to_tell, now)
    Notice.objects.filter(pk__in=told).update(mail=Mail.SENT, mailed_at=now)
    return True


def _is_to_be_mailed(notice: Notice, user: User, wish: Wish) -> bool:
    """Not what has been read, what is not wished for, nor what was told for a party they no longer answer for."""
    parties = access_of(user).parties.get(notice.collaboration_id, frozenset())
    speaks = notice.organisation_id is None or notice.organisation_id in parties
    return speaks and user.is_active and notice.read_at is None and wish.frequency(notice.kind) != Frequency.NEVER


@dataclass(slots=True)
class Line:
    """A sentence of the letter, where it leads, and how many notices say the same: ten papers are one line."""

    text: str
    url: str
    count: int = 1


def _queue(user: User, notices: list[Notice], now: datetime) -> None:
    requests = _lines(notice for notice in notices if notice.kind == NoticeKind.REQUEST)
    news = _lines(notice for notice in notices if notice.kind == NoticeKind.NEWS)
    out = f"{settings.SITE_URL}{reverse('notices:unsubscribe', args=[token_of(user.pk)])}"
    with translation.override(user.language):
        text = render_to_string(
            "notices/mail/notices.txt",
            {
                "user": user,
                "requests": requests[:MOST_LINES],
                "news": news[: max(0, MOST_LINES - len(requests))],
                "more": max(0, len(requests) + len(news) - MOST_LINES),
                "count": len(notices),
                "asked": sum(line.count for line in requests),
                "only": notices[0] if len(notices) == 1 else None,
                "list_url": f"{settings.SITE_URL}{reverse('notices:list')}",
                "wishes_url": f"{settings.SITE_URL}{reverse('notices:wishes')}",
                "out_url": out,
            },
        )
    subject, _line_end, body = text.strip().partition("\n")
    # RFC 8058: a mail program may show a button of its own, which posts to the address without opening it.
    headers = {"List-Unsubscribe": f"<{out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    queue_mail(to=user.email, subject=subject, body=f"{body.strip()}\n", now=now, headers=headers)


def _lines(notices: Iterable[Notice]) -> list[Line]:
    lines: dict[tuple[str, str], Line] = {}
    for notice in notices:
        address = f"{settings.SITE_URL}{reverse('notices:open', args=[notice.pk])}"
        # The last one's address: whoever opens it sees the newest.
        if same := lines.get((notice.text, notice.url)):
            same.count, same.url = same.count + 1, address
        else:
            lines[notice.text, notice.url] = Line(notice.text, address)
    return list(lines.values())
