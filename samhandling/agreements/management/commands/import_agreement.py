"""Read an agreement file in from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from samhandling.accounts.models import User
from samhandling.agreements.selectors.importing import Inspection, collaboration_at, coordinators_of, inspect_file
from samhandling.agreements.services.importing import FileRefused, counts_of, import_agreement
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


class Command(BaseCommand):
    help = "Read an agreement in from a YAML file. docs/howto/import-an-agreement.md tells what may stand in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--collaboration", required=True, help="the address (slug) of the collaboration")
        parser.add_argument("--by", default="", help="e-mail of the coordinator who reads it in")
        parser.add_argument("--dry-run", action="store_true", help="say what the file would become, and save nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file at {file}.")
        collaboration = collaboration_at(options["collaboration"])
        if collaboration is None:
            raise CommandError(f"There is no collaboration at the address {options['collaboration']!r}.")
        content = file.read_bytes()
        inspection = inspect_file(content, collaboration, timezone.localdate())
        self._refuse(inspection)
        if options["dry_run"]:
            self.stdout.write(self._counted(inspection))
            return
        self._carry_out(collaboration, content, file.name, _actor(collaboration, options["by"]))

    def _carry_out(self, collaboration: "Collaboration", content: bytes, file_name: str, actor: User) -> None:
        try:
            with override(actor.language):
                agreement = import_agreement(
                    actor=actor,
                    collaboration=collaboration,
                    content=content,
                    file_name=file_name,
                    today=timezone.localdate(),
                )
        except FileRefused as refused:
            self._refuse(refused.inspection)
        except RuleBroken as broken:
            raise CommandError(broken.message) from broken
        else:
            self.stdout.write(
                _("%(agreement)s has been imported: %(state)s.")
                % {"agreement": agreement, "state": agreement.get_status_display()}
            )

    def _refuse(self, inspection: Inspection) -> None:
        if not inspection.problems:
            return
        for problem in inspection.problems_in_words():
            place = f" {problem.place}:" if problem.place else ""
            self.stderr.write(f"{problem.line}:{place} {problem.what} {problem.remedy}")
        raise CommandError(_("The file has errors. Nothing was imported."))

    def _counted(self, inspection: Inspection) -> str:
        counts = ", ".join(f"{name} {count}" for name, count in counts_of(inspection.file).items())
        return _("The file can be imported: %(counts)s.") % {"counts": counts}


def _actor(collaboration: "Collaboration", email: str) -> User:
    """The coordinator named, or the only one there is."""
    coordinators = coordinators_of(collaboration)
    named = [user for user in coordinators if not email or user.email == email.lower()]
    if len(named) == 1:
        return named[0]
    raise CommandError("Say which coordinator reads it in with --by and their e-mail address.")
