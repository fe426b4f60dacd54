"""Does the mail leave?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from samhandling.core.findings import Finding
from samhandling.core.models import OutgoingMail

WAITED_TOO_LONG = timedelta(days=2)  # longer than all attempts take
_GAVE_UP = (
    "{count} letters could not be delivered. Their errors stand in last_error; tell the senders, or mend EMAIL_URL."
)
_WAITS = "{count} letters have waited for more than two days. See that `samhandling tick` is run every minute."


def check_mail(now: datetime) -> Iterator[Finding]:
    unsent = OutgoingMail.objects.filter(sent_at=None)
    if count := unsent.exclude(gave_up_at=None).count():
        yield Finding("core.mail_gave_up", "core.outgoingmail", _GAVE_UP.format(count=count))
    long_ago = now - WAITED_TOO_LONG
    if count := unsent.filter(gave_up_at=None, created_at__lt=long_ago).count():
        yield Finding("core.mail_waits", "core.outgoingmail", _WAITS.format(count=count))
