from django.core.management.commands import makemigrations

from samhandling.core.migrating import TableAutodetector


class Command(makemigrations.Command):
    autodetector = TableAutodetector
