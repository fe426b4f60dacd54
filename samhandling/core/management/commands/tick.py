"""What is to be done every few minutes: `manage.py tick`, from cron or a systemd timer.

Running it twice, or in two places at once, does nothing twice.
"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from samhandling.core import slots
from samhandling.core.files import forget_orphans
from samhandling.core.outbox import forget_old_mail, send_due


class Command(BaseCommand):
    help = "Send the mail that waits, and do what has come to its time."

    def handle(self, *args: object, **options: object) -> None:
        """Mail first: people wait for it. Slot `tick`: function(now) of every room with something to do."""
        now = timezone.now()
        sent = send_due(now=now)
        forgotten = forget_old_mail(now=now)
        forget_orphans(now=now)
        for act in slots.functions("tick"):
            act(now)
        self.stdout.write(f"{sent} mails sent, {forgotten} old ones forgotten")
