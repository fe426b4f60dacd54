"""Duties, reviews and what is followed up, on days before and after today."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from samhandling.agreements.enums import ReviewKind, ReviewOutcome, Status
from tests.factories.agreements import make_agreement, make_agreement_in_force, make_duty, make_review
from tests.factories.organisations import make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def first_of_december(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)


@pytest.fixture
def county():
    return make_collaboration(slug="vasterbotten", is_public=True)


@pytest.fixture
def agreement(county):
    """2023–2026, with a duty done late, one done never, one for the spring after, and a review held late."""
    agreement = make_agreement_in_force(county, title="Nuvarande")
    make_duty(agreement, what="Lämna plan", due_on=date(2024, 3, 1), fulfilled_on=date(2024, 5, 1), evidence="Dnr 1")
    make_duty(agreement, what="Rapportera", due_on=date(2025, 6, 1))
    make_duty(agreement, what="Redovisa", due_on=date(2027, 3, 1))
    make_review(
        agreement,
        kind=ReviewKind.RELEVANCE,
        opens_on=date(2024, 1, 1),
        due_on=date(2024, 12, 31),
        done_on=date(2025, 2, 1),
        outcome=ReviewOutcome.KEEP,
        conclusion="Fortsatt aktuell.",
    )
    return agreement


def words(name, *, day="", client=None, **where):
    answer = (client or Client()).get(
        reverse(name, kwargs={"collaboration": "vasterbotten", **where}), {"datum": day} if day else {}
    )
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


@pytest.mark.parametrize(
    ("day", "plan", "report", "account"),
    [
        ("", "fullgjort", "försenat", "återstår"),
        ("2024-04-30", "försenat", "återstår", "återstår"),
        ("2024-05-01", "fullgjort", "återstår", "återstår"),
        ("2024-02-10", "inom 30 dagar", "återstår", "återstår"),
        ("2027-04-01", "fullgjort", "ska vara klart då", "ska vara klart då"),
    ],
)
def test_a_duty_stands_as_on_the_day(agreement, day, plan, report, account):
    for what, said in (("Lämna plan", plan), ("Rapportera", report), ("Redovisa", account)):
        duty = agreement.duties.get(what=what)
        assert f"Läge{said}" in words("agreements:duty", pk=agreement.pk, duty=duty.pk, day=day)
    listed = words("agreements:duties", pk=agreement.pk, day=day)
    assert all(said in listed for said in (plan, report, account))


def test_the_list_of_what_is_late_is_that_of_the_day(agreement):
    address = reverse("agreements:duties", args=["vasterbotten", agreement.pk])
    late = {
        day: [
            what
            for what in ("Lämna plan", "Rapportera", "Redovisa")
            if what in Client().get(address, {"visa": "overdue", "datum": day}).content.decode()
        ]
        for day in ("2024-04-01", "2026-12-01", "2027-04-01")
    }
    assert late == {
        "2024-04-01": ["Lämna plan"],
        "2026-12-01": ["Rapportera"],
        "2027-04-01": ["Rapportera", "Redovisa"],
    }


def test_nobody_reopens_what_had_not_been_done_on_the_day(county, agreement):
    client, duty = Client(), agreement.duties.get(what="Lämna plan")
    client.force_login(make_coordinator(county))
    reopen = reverse("agreements:duty_reopen", args=["vasterbotten", agreement.pk, duty.pk])
    fulfil = reverse("agreements:duty_fulfil", args=["vasterbotten", agreement.pk, duty.pk])
    address = reverse("agreements:duty", args=["vasterbotten", agreement.pk, duty.pk])
    today, then = (client.get(address, asked).content.decode() for asked in ({}, {"datum": "2024-04-01"}))
    assert (reopen in today, fulfil in today) == (True, False)
    assert (reopen in then, fulfil in then) == (False, False)


def test_a_review_held_later_was_still_to_be_held(agreement):
    assert "Fortsatt aktuell." in words("agreements:reviews", pk=agreement.pk)
    then = words("agreements:reviews", pk=agreement.pk, day="2025-01-15")
    assert "Fortsatt aktuell." not in then
    assert "31 december 2024 försenat" in then
    assert "Fortsatt aktuell." in words("agreements:reviews", pk=agreement.pk, day="2025-02-01")


def test_what_is_followed_up_is_what_ran_on_the_day(county, agreement):
    former = make_agreement(
        county, title="Förra", status=Status.ENDED, starts_on=date(2019, 1, 1), ends_on=date(2022, 12, 31)
    )
    make_duty(former, what="Gammalt löfte", due_on=date(2020, 1, 1), fulfilled_on=date(2021, 1, 1))
    next_one = make_agreement(
        county, title="Nästa", status=Status.PROPOSED, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    titles = {
        day: [title for title in ("Förra", "Nuvarande", "Nästa") if title in words("agreements:follow_up", day=day)]
        for day in ("", "2020-06-01", "2024-04-01", "2027-02-01")
    }
    assert titles == {
        "": ["Nuvarande", "Nästa"],
        "2020-06-01": ["Förra"],
        "2024-04-01": ["Nuvarande"],
        "2027-02-01": ["Nästa"],
    }
    assert "Gammalt löfte" in words("agreements:follow_up", day="2020-06-01")
    assert next_one.title in words("agreements:follow_up", day="2030-12-31")
    assert words("agreements:follow_up", day="2027-02-01").count("Inget ska vara klart då.") == 1
