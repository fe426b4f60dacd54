"""What a process does that is killed while it carries out a file: it stops after writing the appointments."""

import sys
from datetime import UTC, datetime

from django.db import connection

from samhandling.accounts.models import User
from samhandling.forums.services.appointment_file import APPOINTMENTS
from samhandling.organisations.models import ImportRun
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services.imports import apply_import


def stop_after_writing(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if sql.startswith("INSERT") and "forums_appointment" in sql:
        sys.stdout.write("halfway\n")
        sys.stdout.flush()
        sys.stdin.readline()
    return result


def main(run: int, user: int) -> None:
    found = ImportRun.objects.get(pk=run)
    mark = preview_import(APPOINTMENTS, found).mark
    with connection.execute_wrapper(stop_after_writing):
        actor = User.objects.get(pk=user)
        apply_import(actor=actor, kind=APPOINTMENTS, run=found, seen=mark, now=datetime.now(UTC))
