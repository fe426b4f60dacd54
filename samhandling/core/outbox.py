"""Mail leaves by an outbox: written in the act's own transaction, sent afterwards, tried again when it fails.

Delivery is at least once. A process that dies between the mail server's yes and our note of it leaves a
mail that is sent again; both letters bear the same Message-ID, so a mailbox may show one.
"""

import logging
import smtplib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from samhandling.core.models import OutgoingMail
from samhandling.lib.text import clean_line, plain, shortened

log = logging.getLogger("samhandling.outbox")

MAX_ATTEMPTS = 8
# As long as one attempt may take before another process may think that the first has died.
ATTEMPT_LASTS = timedelta(minutes=10)
KEPT = timedelta(days=90)


def queue_mail(
    *, to: str, subject: str, body: str, now: datetime, headers: Mapping[str, str] | None = None
) -> OutgoingMail:
    """Write the mail down. It leaves only if the surrounding transaction is committed."""
    one_line = shortened(clean_line(subject), 200)
    told = {name: clean_line(value) for name, value in (headers or {}).items()}
    return OutgoingMail.objects.create(to=to, subject=one_line, body=plain(body), headers=told, next_attempt_at=now)


def unreached(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses whose latest mail never left: the server refused it until we gave up."""
    ended = OutgoingMail.objects.filter(to__in=set(addresses)).exclude(sent_at=None, gave_up_at=None).order_by("pk")
    latest = dict(ended.values_list("to", "gave_up_at"))
    return {address for address, gave_up_at in latest.items() if gave_up_at is not None}


def send_due(*, now: datetime) -> int:
    """Send what is due and tell how many left. Safe to run in many processes at once.

    Call it outside a transaction: the mail server is slow, and a lock held meanwhile stops everybody.
    """
    waiting = OutgoingMail.objects.filter(sent_at=None, gave_up_at=None, next_attempt_at__lte=now)
    waiting.filter(attempts__gte=MAX_ATTEMPTS).update(gave_up_at=now)
    connection = get_connection()
    return sum(_claim(mail, now) and _send(mail, connection, now) for mail in list(waiting))


def forget_old_mail(*, now: datetime) -> int:
    """Remove mails that left, or never will, some time ago: an address is kept no longer than it is needed."""
    old = OutgoingMail.objects.filter(created_at__lt=now - KEPT).exclude(sent_at=None, gave_up_at=None)
    return old.delete()[0]


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: 2, 4, 8 … minutes, a working day and a half in all."""
    return timedelta(minutes=2**attempts)


def _claim(mail: OutgoingMail, now: datetime) -> bool:
    """True for exactly one of those who saw the same mail: the database lets one update win."""
    seen = OutgoingMail.objects.filter(pk=mail.pk, sent_at=None, next_attempt_at=mail.next_attempt_at)
    claimed = seen.update(attempts=F("attempts") + 1, next_attempt_at=now + ATTEMPT_LASTS) == 1
    mail.attempts += claimed
    return claimed


def _send(mail: OutgoingMail, connection: BaseEmailBackend, now: datetime) -> bool:
    try:
        _message(mail, connection).send()
    except (OSError, ValueError) as error:
        _note_failure(mail, error, now)
        return False
    # The text may hold a secret link; once the letter has left, only the fact of it is kept.
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=now, body="", headers={}, last_error="")
    return True


def _message(mail: OutgoingMail, connection: BaseEmailBackend) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = mail.headers | {
        "Message-ID": f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers, connection=connection)


def _note_failure(mail: OutgoingMail, error: Exception, now: datetime) -> None:
    mail.last_error = _without_addresses(error)
    mail.next_attempt_at = now + pause_after(mail.attempts)
    mail.gave_up_at = now if mail.attempts >= MAX_ATTEMPTS else None
    mail.save(update_fields=["last_error", "next_attempt_at", "gave_up_at"])
    level = logging.ERROR if mail.gave_up_at else logging.WARNING
    log.log(level, "mail failed", extra={"mail": mail.pk, "attempts": mail.attempts, "error": mail.last_error})


def _without_addresses(error: Exception) -> str:
    """The kind of error and the server's code. The server's own words often repeat the address."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else getattr(error, "errno", None)
    return f"{type(error).__name__} {code or ''}".strip()
