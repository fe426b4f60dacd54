from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.core.models import Event
from samhandling.organisations.enums import Role
from samhandling.portal.models import AccessibilityStatement
from samhandling.portal.services.statements import write_statement
from tests.factories.accounts import make_user
from tests.factories.organisations import give_role, make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
FIELDS = {
    "public_actor": "Region Västerbotten",
    "service_name": "Samverkan i Västerbotten",
    "conformance": "partial",
    "contact_email": "samverkan@example.se",
    "contact_phone": "",
    "tested_how": "Av oss själva med axe.",
    "assessed_on": date(2026, 11, 1),
}


def write(actor, collaboration, lines=()):
    return write_statement(
        actor=actor, collaboration=collaboration, fields=FIELDS, shortcomings=list(lines), today=TODAY
    )


def test_the_coordinator_writes_the_statement_and_the_day_is_today():
    collaboration = make_collaboration()
    coordinator = make_coordinator(collaboration)

    statement = write(coordinator, collaboration, [{"what": "Kartor", "reason": "defect", "alternative": "Tabell"}])

    assert (statement.updated_on, statement.public_actor) == (TODAY, "Region Västerbotten")
    assert [(line.what, line.reason) for line in statement.shortcomings.all()] == [("Kartor", "defect")]
    assert Event.objects.filter(collaboration_id=collaboration.pk).values_list("verb", "actor").get() == (
        "statement.written",
        coordinator.pk,
    )


def test_writing_again_replaces_the_lines_and_keeps_one_statement():
    collaboration = make_collaboration()
    coordinator = make_coordinator(collaboration)
    write(coordinator, collaboration, [{"what": "Kartor", "reason": "defect", "alternative": ""}])

    statement = write(coordinator, collaboration, [])

    assert AccessibilityStatement.objects.count() == 1
    assert list(statement.shortcomings.all()) == []


@pytest.mark.parametrize("role", [Role.FINANCE, Role.EVALUATOR, Role.READER])
def test_other_members_may_not_write_it(role):
    collaboration = make_collaboration()
    member = give_role(make_user(), collaboration, role)

    with pytest.raises(PermissionDenied):
        write(member, collaboration)

    assert AccessibilityStatement.objects.count() == 0
