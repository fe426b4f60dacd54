"""`samhandling manage forget_second_step anna@example.se`: for who has lost both key and recovery codes."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samhandling.accounts.selectors import user_by_email
from samhandling.accounts.services.factors import forget_factors


class Command(BaseCommand):
    help = "Take away a user's passkeys, app, codes and tokens and end their log-ins. Be sure first who is asking."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address the user logs in with")
        parser.add_argument("--keep-tokens", action="store_true", help="let programs with a token of theirs go on")

    def handle(self, *, email: str, keep_tokens: bool, **_options: object) -> None:
        user = user_by_email(email)
        if user is None:
            raise CommandError(f"Nobody logs in with {email}.")
        gone = forget_factors(user=user, now=timezone.now(), keep_tokens=keep_tokens)
        message = f"Taken away: {gone.factors}. The user is told by mail." if gone.factors else "There was nothing."
        self.stdout.write(f"{message} Tokens revoked: {gone.tokens}.")
