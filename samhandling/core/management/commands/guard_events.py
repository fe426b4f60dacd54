"""`samhandling manage guard_events`"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from samhandling.core.append_only import install_guards


class Command(BaseCommand):
    help = "Let the database refuse again to change or remove events and seals. May be run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        install_guards(connection)
