"""What is kept of somebody's access ends with the access: in the request that changes it, and in the next one."""

from datetime import date

import pytest

from samhandling.config.api import api
from samhandling.documents.permissions import organisations_in
from samhandling.documents.permissions import visible_to as documents_visible_to
from samhandling.forums.enums import AccessMode
from samhandling.forums.permissions import is_secretary, papers_visible_to
from samhandling.forums.services.access import add_secretary, remove_secretary
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import answers_for, has_role
from samhandling.organisations.services.access import give_party, give_role, take_party, take_role
from tests.factories.accounts import make_user
from tests.factories.documents import make_document
from tests.factories.forums import make_forum, make_paper
from tests.factories.organisations import fresh, make_collaboration, make_coordinator, make_organisation

TODAY = date(2026, 9, 1)


@pytest.mark.django_db
def test_access_that_is_given_holds_at_once_and_access_that_is_taken_is_gone_at_once():
    county = make_collaboration()
    party = make_organisation(collaboration=county, takes_part=True)
    forum = make_forum(county, access=AccessMode.CLOSED)
    make_paper(forum)
    make_document(county, party)
    coordinator, user = make_coordinator(county), make_user()

    def may(who) -> tuple[bool, ...]:
        return (
            has_role(who, county.pk, Role.READER),
            answers_for(who, county.pk, party.pk) and party.pk in organisations_in(who, county.pk),
            documents_visible_to(who, TODAY).filter(owner=party).exists(),
            is_secretary(who, forum) and papers_visible_to(who, TODAY).exists(),
        )

    def now() -> tuple[bool, ...]:
        """The same to the user at hand, who has been asked before, as to one who is read anew."""
        assert may(user) == may(fresh(user))
        return may(user)

    assert now() == (False, False, False, False)
    role = give_role(actor=coordinator, collaboration=county, user=user, role=Role.READER)
    assert now() == (True, False, False, False)
    answering = give_party(actor=coordinator, collaboration=county, user=user, organisation=party)
    assert now() == (True, True, True, False)
    secretary = add_secretary(actor=coordinator, forum=forum, user=user)
    assert now() == (True, True, True, True)
    take_role(actor=coordinator, access=role)
    assert now() == (False, True, True, True)
    take_party(actor=coordinator, access=answering)
    assert now() == (False, False, False, True)
    remove_secretary(actor=coordinator, access=secretary)
    assert now() == (False, False, False, False)


def test_every_change_and_removal_by_a_program_obeys_if_match():
    """The operation says so where the read of what it changes is named, by which it is then judged."""
    changes = {
        operation["operationId"]: {one["name"] for one in operation.get("parameters", ())}
        for methods in api.get_openapi_schema()["paths"].values()
        for method, operation in methods.items()
        if method in {"patch", "delete"}
    }
    assert len(changes) > 5
    assert [name for name, parameters in changes.items() if "If-Match" not in parameters] == []
