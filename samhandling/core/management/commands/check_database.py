"""The second half of `samhandling check`: the whole database and the files. Reads only."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from samhandling.core.checks.damage import why_unreadable
from samhandling.core.checks.memory import check_noted_seal
from samhandling.core.checks.running import find_all, find_beneath
from samhandling.core.findings import Finding
from samhandling.core.heartbeats import ages, ahead
from samhandling.core.seals import newest_seal


class Command(BaseCommand):
    requires_system_checks = ()  # they load every page, and `samhandling check` makes them
    help = "Look through the whole database and all files, and tell what cannot be so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seal", default="", help="a seal that was noted earlier and must still be there")

    def handle(self, *_args: Any, seal: str, **_options: Any) -> None:
        try:
            found = self._look_through(seal)
        except DatabaseError as error:
            raise CommandError(
                why_unreadable(error)
                or f"The database does not answer as it should ({type(error).__name__})."
                " See DATABASE_URL and its server."
            ) from error
        if found:
            raise CommandError(f"Findings: {found}.")
        self.stdout.write("The database and the files are as they should be.")

    def _look_through(self, noted: str) -> int:
        """Everything is read, which takes longer than a page may."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")
        for step in find_beneath():
            if found := self._print(step):
                self.stdout.write("What stands on this was not looked at. Fix it, and check again.")
                return found
        self._print_state()
        return self._print(check_noted_seal(noted)) + self._print(find_all(now=timezone.now()))

    def _print(self, findings: Iterable[Finding]) -> int:
        """Each as it is found: there may be as many as there are rows."""
        found = 0
        for finding in findings:
            found += 1
            self.stdout.write(f"{finding.where}: [{finding.code}] {finding.words}")
        return found

    def _print_state(self) -> None:
        newest = newest_seal()
        self.stdout.write(f"Newest seal: {newest.digest if newest else 'none yet; `samhandling tick` makes it'}")
        now = timezone.now()
        wrong = ahead(now=now)
        for name, seconds in ages(now=now).items():
            unknown = "at a time that has not come yet" if name in wrong else "never"
            self.stdout.write(f"Last {name}: {unknown if seconds is None else f'{seconds} seconds ago'}")
