"""The accessibility statement is written."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import set_values
from samhandling.portal.models import AccessibilityStatement, KnownShortcoming
from samhandling.portal.permissions import can_edit_statement

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@transaction.atomic
def write_statement(
    *,
    actor: "User",
    collaboration: "Collaboration",
    fields: dict[str, Any],
    shortcomings: list[dict[str, str]],
    today: date,
) -> AccessibilityStatement:
    """Keep the nine things the law wants said. The date of the last update is today."""
    require(can_edit_statement(actor, collaboration.pk))
    statement = AccessibilityStatement.objects.filter(collaboration=collaboration).first() or AccessibilityStatement(
        collaboration=collaboration
    )
    before, after = set_values(statement, fields)
    statement.updated_on = today
    statement.save()
    statement.shortcomings.all().delete()
    KnownShortcoming.objects.bulk_create(KnownShortcoming(statement=statement, **line) for line in shortcomings)
    record(actor, "statement.written", collaboration, before=before, after=after)
    return statement
