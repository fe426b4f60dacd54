"""`samhandling backup <target>`"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from samhandling.core.backup.manifest import BackupFailed
from samhandling.core.backup.taking import take_backup
from samhandling.core.checks.damage import why_unreadable


class Command(BaseCommand):
    requires_system_checks = ()  # they load every page, and `samhandling check` makes them
    help = "Write everything, the database and the files, into one archive. Nobody need stop working meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="the archive to make, or a folder to put one in")

    def handle(self, *_args: Any, target: Path, **_options: Any) -> None:
        try:
            path, manifest = take_backup(target.absolute(), now=timezone.now())
        except BackupFailed as failed:
            raise CommandError(str(failed)) from failed
        except (DatabaseError, OSError) as failed:
            reason = why_unreadable(failed) if isinstance(failed, DatabaseError) else ""
            raise CommandError(f"No backup was made: {reason or failed}") from failed
        self.stdout.write(
            f"{path}: {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables,"
            f" {len(manifest.members) - 1} files, {path.stat().st_size} bytes"
        )
        if manifest.seal:
            self.stdout.write(f"Newest seal: {manifest.seal}")
        if manifest.faults:
            faults = "\n".join(manifest.faults)
            raise CommandError(f"The archive was made, and not all in it is as it should be:\n{faults}")
