"""`samhandling demo` calls this; it may be run again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samhandling.demo.services.loading import load_demo


class Command(BaseCommand):
    help = "Load three real counties' facts with made-up people."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_demo(today=timezone.localdate())
        self.stdout.write(
            "Loaded three counties." if loaded else "The counties are there already; nothing was changed."
        )
