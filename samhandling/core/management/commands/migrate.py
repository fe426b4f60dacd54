from typing import Any

from django.core.management.commands import migrate

from samhandling.core.migrating import TableAutodetector, keep_numbers


class Command(migrate.Command):
    autodetector = TableAutodetector

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        keep_numbers()
