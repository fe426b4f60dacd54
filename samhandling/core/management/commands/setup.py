"""`samhandling setup`"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from samhandling.core import slots


class Command(BaseCommand):
    help = "Make or update the tables, and fill in what every installation holds. May be run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        for fill_in in slots.functions("setup"):
            fill_in()
