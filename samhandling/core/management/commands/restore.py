"""`samhandling restore <source>`"""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from samhandling.core.backup.manifest import BackupFailed
from samhandling.core.backup.restoring import read_through, restore_backup


class Command(BaseCommand):
    requires_system_checks = ()  # they load every page, and `samhandling check` makes them
    help = "Put a backup into an empty database and an empty folder of files, then look through all of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="the archive")
        parser.add_argument("--verify", action="store_true", help="only read the archive through; restore nothing")

    def handle(self, *_args: Any, source: Path, verify: bool, **_options: Any) -> None:
        try:
            manifest = read_through(source) if verify else restore_backup(source)
        except BackupFailed as failed:
            raise CommandError(str(failed)) from failed
        except (DatabaseError, OSError) as failed:
            raise CommandError(f"Nothing was restored: {failed}") from failed
        self.stdout.write(
            f"{'Whole' if verify else 'Restored'}: version {manifest.version},"
            f" taken {manifest.taken_at:%Y-%m-%d %H:%M %Z},"
            f" {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables, {len(manifest.members) - 1} files"
        )
        if manifest.seal:
            self.stdout.write(f"Newest seal: {manifest.seal}")
        if not verify:
            call_command("check_database", stdout=self.stdout, stderr=self.stderr)
