"""Many parties of an agreement at once: reminded that their councils have not decided, and taken along."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from samhandling.agreements.enums import Refusal
from samhandling.agreements.services.agreement import enter_into_force, reopen_agreement
from samhandling.agreements.services.parties import remind_of_decision
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, ratify
from tests.factories.organisations import give_party, make_coordinator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


@pytest.fixture
def proposed():
    return make_agreement(status="proposed", parties=4, title="Samverkan i norr")


@pytest.fixture
def parties(proposed):
    return list(proposed.parties.all())


@pytest.fixture
def director(proposed, parties):
    """Of the second and third party; nobody speaks for the first and the last."""
    user = make_user()
    for party in parties[1:3]:
        give_party(user, proposed.collaboration, party.organisation)
    return user


@pytest.fixture
def coordinator(proposed):
    return make_coordinator(proposed.collaboration)


@pytest.fixture
def url(proposed):
    return reverse("agreements:parties_many", args=[proposed.collaboration.slug, proposed.pk])


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def remind(actor, agreement, *parties, today=TODAY):
    return remind_of_decision(actor=actor, agreement=agreement, parties=parties, today=today)


def refusal_of(act):
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason


def test_the_chosen_are_reminded_and_each_refusal_is_told(client, url, proposed, parties, director, coordinator):
    ratify(parties[2])
    client.force_login(coordinator)
    page = client.post(url, {"alla": "1", "gor": "paminn"}).content.decode()
    assert "Påminn 1 part?" in page
    assert f"{parties[1]} ({director})" in page
    assert "Partens fullmäktige har redan beslutat." in page
    assert "Ingen som kan logga in företräder parten än." in page
    assert Notice.objects.count() == 0

    answers = {name: hidden(page, name) for name in ("vilka", "gor", "ja")}
    page = client.post(url, answers, follow=True).content.decode()
    assert f"1 part har påmints: {parties[1]}." in page
    assert "påmind " in page
    assert [(one.user, one.kind, one.text) for one in Notice.objects.all()] == [
        (director, "request", f"Ta upp Samverkan i norr i fullmäktige och registrera beslutet för {parties[1]}.")
    ]
    again = client.post(url, {"vald": [parties[1].pk], "gor": "paminn"}).content.decode()
    assert "Ingen part behöver påminnas nu" in again
    assert "Parten har redan påmints i dag. Vänta till i morgon." in again


def test_all_are_reminded_or_none(proposed, parties, director, coordinator):
    assert refusal_of(lambda: remind(coordinator, proposed, *parties)) is Refusal.NOBODY_TO_REMIND
    assert not Event.objects.filter(verb="party.reminded_of_decision").exists()
    assert remind(coordinator, proposed, parties[1], parties[2]) == [parties[1], parties[2]]
    assert refusal_of(lambda: remind(coordinator, proposed, parties[1])) is Refusal.REMINDED_TODAY
    assert len(remind(coordinator, proposed, parties[1], today=TODAY + timedelta(days=1))) == 1


def test_nobody_but_the_coordinator_reminds_and_only_of_what_lies_before_the_council(
    client, url, proposed, parties, director, coordinator
):
    with pytest.raises(PermissionDenied):
        remind(director, proposed, parties[1])
    client.force_login(director)
    assert client.post(url, {"vald": [parties[1].pk], "gor": "paminn"}, follow=True).redirect_chain
    assert Notice.objects.count() == 0
    remind(coordinator, proposed, parties[1])
    reopen_agreement(actor=coordinator, agreement=proposed, reason="Fel bilaga")
    assert Notice.objects.get(text__startswith="Ta upp").withdrawn_at is not None
    assert refusal_of(lambda: remind(coordinator, proposed, parties[1])) is Refusal.NOT_PROPOSED
    parties[1].refresh_from_db()
    assert parties[1].reminded_on is None


def test_a_party_that_has_not_decided_is_reminded_also_when_the_agreement_runs(coordinator):
    agreement = make_agreement(
        status="proposed", parties=3, entry_rule="number", entry_number=1, starts_on=date(2026, 1, 1)
    )
    decided, waiting, _other = agreement.parties.all()
    ratify(decided)
    lead = make_coordinator(agreement.collaboration)
    give_party(make_user(), agreement.collaboration, waiting.organisation)
    enter_into_force(actor=lead, agreement=agreement, entered_on=TODAY, today=TODAY)
    assert remind(lead, agreement, waiting) == [waiting]


def test_the_chosen_are_taken_along_as_the_list_showed_them(client, url, proposed, parties, director):
    ratify(parties[1], decided_on=TODAY)
    client.force_login(director)

    def rows(**asked):
        answer = client.post(url, {"vald": [parties[1].pk, parties[3].pk], "gor": "excel", **asked})
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return [(row[0], row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]

    assert rows() == [(str(parties[1]), "antagit"), (str(parties[3]), "inget beslut ännu")]
    assert rows(fraga="datum=2026-01-01")[0] == (str(parties[1]), "inget beslut ännu")


def test_the_draft_has_nothing_to_choose_and_a_stranger_no_boxes(client, proposed, coordinator):
    page = reverse("agreements:parties", args=[proposed.collaboration.slug, proposed.pk])
    proposed.collaboration.is_public = True
    proposed.collaboration.save()
    assert "data-bulk" not in client.get(page).content.decode()
    client.force_login(coordinator)
    assert "data-bulk" in client.get(page).content.decode()
    draft = make_agreement(proposed.collaboration)
    page = reverse("agreements:parties", args=[proposed.collaboration.slug, draft.pk])
    assert "data-bulk" not in client.get(page).content.decode()
