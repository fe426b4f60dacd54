"""What is to be done every few minutes: `manage.py tick`, from cron or a systemd timer.

Running it twice, or in two places at once, does nothing twice.
"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samhandling.core.scheduled import run_tick


class Command(BaseCommand):
    requires_system_checks = ()  # they load every page, and `samhandling check` makes them
    help = "Send the mail that waits, do what has come to its time, and seal what has happened."

    def handle(self, *args: object, **options: object) -> None:
        done = run_tick(now=timezone.now())
        self.stdout.write(
            f"{done.counts.get('sent', 0)} mails sent, {done.counts.get('forgotten', 0)} old ones forgotten"
        )
        if done.failed:
            raise CommandError(f"Some of the work failed: {', '.join(done.failed)}. The log tells why.")
