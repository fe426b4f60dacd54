from django.core.management.commands import migrate

from samhandling.core.migrating import TableAutodetector


class Command(migrate.Command):
    autodetector = TableAutodetector
