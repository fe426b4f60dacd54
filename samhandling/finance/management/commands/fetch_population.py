"""`samhandling manage fetch_population 2025-12-31`: ask SCB for every municipality's population on that date."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samhandling.finance.statistics import fetch_population
from samhandling.lib.errors import RuleBroken


class Command(BaseCommand):
    help = "Fetch every municipality's population on a reference date, 31 December or 1 November, from SCB."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference_on", type=date.fromisoformat, help="2025-12-31 or 2025-11-01")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = fetch_population(
                base=settings.STATISTICS_URL,
                reference_on=options["reference_on"],
                today=timezone.localdate(),
                pause=time.sleep,
            )
        except RuleBroken as broken:
            raise CommandError(broken.message) from broken
        self.stdout.write(f"{changed} figures are new or changed.")
