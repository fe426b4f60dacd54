"""What a process does that is killed while it carries out a file: it stops after writing the appointments."""

import sys
from datetime import UTC, datetime

from django.db import connection

from samhandling.accounts.models import User
from samhandling.forums.selectors.importing import preview_appointments
from samhandling.forums.services.importing import apply_appointments
from samhandling.organisations.models import ImportRun


def stop_after_writing(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if sql.startswith("INSERT") and "forums_appointment" in sql:
        sys.stdout.write("halfway\n")
        sys.stdout.flush()
        sys.stdin.readline()
    return result


def main(run: int, user: int) -> None:
    found = ImportRun.objects.get(pk=run)
    mark = preview_appointments(found).mark
    with connection.execute_wrapper(stop_after_writing):
        apply_appointments(actor=User.objects.get(pk=user), run=found, seen=mark, now=datetime.now(UTC))
