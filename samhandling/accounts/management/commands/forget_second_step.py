"""`samhandling manage forget_second_step anna@example.se`: for who has lost both key and recovery codes."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samhandling.accounts.selectors import user_by_email
from samhandling.accounts.services import forget_factors


class Command(BaseCommand):
    help = "Take away a user's passkeys, app and recovery codes and end their log-ins. Be sure first who is asking."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address the user logs in with")

    def handle(self, *, email: str, **_options: object) -> None:
        user = user_by_email(email)
        if user is None:
            raise CommandError(f"Nobody logs in with {email}.")
        forgotten = forget_factors(user=user, now=timezone.now())
        self.stdout.write(f"Taken away: {forgotten}. The user is told by mail." if forgotten else "There was nothing.")
