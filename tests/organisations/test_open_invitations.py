"""Invitations that nobody has answered: seen, sent again and taken back by those who keep access."""

import re

import pytest
from django.urls import reverse

from samhandling.accounts.models import Invitation
from samhandling.core.models import Event, OutgoingMail
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_invitation, make_user
from tests.factories.organisations import give_role, make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return make_collaboration(name="Nordlän", slug="nordlan")


@pytest.fixture
def coordinator(client, county):
    user = make_coordinator(county, name="Sara Sten")
    client.force_login(user)
    return user


def invite(county, name="Bo Berg", **fields):
    user = give_role(make_user(name=name, is_active=False), county, Role.READER)
    return make_invitation(user=user, secret=name, **fields)


def address(name, county, *pk):
    return reverse(f"organisations:{name}", args=[county.slug, *pk])


def test_the_page_tells_who_was_invited_by_whom_and_until_when(client, county, coordinator):
    invite(county, "Bo Berg", invited_by=coordinator)
    invite(make_collaboration(), "Ej Här")
    lines = client.get(address("invitations", county)).context["lines"]
    assert [(str(line.invitation.user), line.is_open) for line in lines] == [("Bo Berg", True)]
    page = client.get(address("invitations", county)).content.decode()
    assert "av Sara Sten" in page
    assert "1 person har bjudits in och inte svarat." in page


def test_a_new_letter_has_a_new_link_and_says_what_the_access_is_for(client, county, coordinator):
    old = invite(county)
    client.post(address("invitation_send", county, old.pk))
    letter = OutgoingMail.objects.get()
    assert letter.to == old.user.email
    assert "Du är läsare i Nordlän." in letter.body
    assert client.get("/konto/inbjudan/Bo%20Berg/").status_code == 410
    link = re.search(r"/konto/inbjudan/\S+", letter.body)[0]
    assert client.get(link).status_code == 200
    assert len(client.get(address("invitations", county)).context["lines"]) == 1


def test_an_invitation_that_is_taken_back_opens_nothing_and_may_be_sent_again(client, county, coordinator):
    invitation = invite(county)
    client.post(address("invitation_revoke", county, invitation.pk))
    assert client.get("/konto/inbjudan/Bo%20Berg/").status_code == 410
    assert Event.objects.get().verb == "invitation.revoked"
    page = client.get(address("invitations", county)).content.decode()
    assert "Återkallad" in page
    client.post(address("invitation_send", county, invitation.pk))
    assert Invitation.objects.filter(user=invitation.user, revoked_at=None).count() == 1


@pytest.mark.parametrize("name", ["invitation_send", "invitation_revoke"])
def test_only_who_keeps_access_may(client, county, name):
    invitation = invite(county)
    client.force_login(give_role(make_user(), county, Role.READER))
    assert client.post(address(name, county, invitation.pk)).status_code == 403
    assert client.get(address("invitations", county)).status_code == 403


def test_an_invitation_elsewhere_or_answered_is_not_found(client, county, coordinator):
    elsewhere = invite(make_collaboration(), "Ej Här")
    answered = invite(county)
    answered.user.is_active = True
    answered.user.save()
    for invitation in (elsewhere, answered):
        assert client.post(address("invitation_send", county, invitation.pk)).status_code == 404
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_long_it_is(
    client, county, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        invite(county, f"Nummer {number}")
    with django_assert_num_queries(9):
        client.get(address("invitations", county))
