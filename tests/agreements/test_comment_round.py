"""A party says that it has no more comments; those who are silent are reminded; and the renewal's pages."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samhandling.agreements.enums import AnswerState, Refusal, Status
from samhandling.agreements.models import Agreement, Comment, Party, RenewalPlan
from samhandling.agreements.selectors.calendar import calendar_events
from samhandling.agreements.selectors.comment_round import comment_round
from samhandling.agreements.selectors.timeline import renewals_of
from samhandling.agreements.selectors.waiting import waiting
from samhandling.agreements.services.comment_round import (
    finish_comments,
    go_on_commenting,
    remind_party,
    remind_silent,
)
from samhandling.agreements.services.renewal import ask_for_comments
from samhandling.agreements.services.timeline import plan_renewal
from samhandling.core.calendar import CalendarWish
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token, make_user
from tests.factories.agreements import make_agreement, make_agreement_in_force
from tests.factories.organisations import give_party, give_role, make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def collaboration():
    return make_collaboration(is_public=True)


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


@pytest.fixture
def draft(collaboration):
    return make_agreement(collaboration, comments_due_on=date(2026, 3, 12))


@pytest.fixture
def party(draft):
    return draft.parties.all()[1]


@pytest.fixture
def director(collaboration, party):
    return give_party(make_user(), collaboration, party.organisation)


def at(agreement, page, **where):
    return reverse(
        f"agreements:{page}", kwargs={"collaboration": agreement.collaboration.slug, "pk": agreement.pk, **where}
    )


def refusal_of(act):
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason


def test_a_party_is_done_and_takes_it_back(draft, party, director):
    assert len(waiting(director, TODAY)) == 1
    finish_comments(actor=director, party=party, today=TODAY)
    party.refresh_from_db()
    assert party.comments_done_on == TODAY
    assert waiting(director, TODAY) == []
    event = Event.objects.get(verb="party.comments_finished")
    assert (event.object_id, event.on_behalf_of) == (draft.pk, str(party.organisation))
    assert refusal_of(lambda: finish_comments(actor=director, party=party, today=TODAY)) is Refusal.ALREADY_DONE
    go_on_commenting(actor=director, party=party)
    assert refusal_of(lambda: go_on_commenting(actor=director, party=party)) is Refusal.NOT_DONE


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"status": Status.PROPOSED}, Refusal.COMMENTS_CLOSED), ({"comments_due_on": None}, Refusal.NOT_ASKED)],
)
def test_when_the_round_is_closed_nothing_is_said(coordinator, draft, party, director, fields, refusal):
    Agreement.objects.filter(pk=draft.pk).update(**fields)
    Party.objects.filter(pk=party.pk).update(comments_done_on=None)
    assert refusal_of(lambda: finish_comments(actor=director, party=party, today=TODAY)) is refusal
    assert refusal_of(lambda: go_on_commenting(actor=director, party=party)) is refusal
    assert refusal_of(lambda: remind_party(actor=coordinator, party=party, today=TODAY)) is refusal


def test_nobody_answers_for_another_party(collaboration, draft, party, director):
    other = draft.parties.all()[2]
    for user in (director, give_role(make_user(), collaboration, Role.READER)):
        with pytest.raises(PermissionDenied):
            finish_comments(actor=user, party=other, today=TODAY)
        with pytest.raises(PermissionDenied):
            remind_silent(actor=user, agreement=draft, today=TODAY)


def test_the_coordinator_sees_who_is_done_and_reminds_the_others_once_a_day(coordinator, draft, party, director):
    region, first, second = draft.parties.all()
    finish_comments(actor=director, party=party, today=TODAY)
    Comment.objects.create(agreement=draft, party=second, text="Bra", written_by=coordinator)
    found = comment_round(coordinator, draft, TODAY)
    assert [(row.party, row.state) for row in found.rows] == [
        (region, AnswerState.SILENT),
        (second, AnswerState.COMMENTED),
        (first, AnswerState.DONE),
    ]
    assert found.in_words == "1 av 3 är klar, 1 har lämnat synpunkter, 1 har inte svarat."
    assert found.days_in_words == "10 dagar kvar."
    assert remind_silent(actor=coordinator, agreement=draft, today=TODAY) == [region]
    assert remind_silent(actor=coordinator, agreement=draft, today=TODAY) == []
    event = Event.objects.get(verb="party.reminded")
    assert (event.object_id, event.after["party"], event.after["comments_due_on"]) == (
        draft.pk,
        str(region.organisation),
        "2026-03-12",
    )
    assert refusal_of(lambda: remind_party(actor=coordinator, party=region, today=TODAY)) is Refusal.REMINDED_TODAY
    assert refusal_of(lambda: remind_party(actor=coordinator, party=second, today=TODAY)) is Refusal.HAS_ANSWERED
    assert remind_silent(actor=coordinator, agreement=draft, today=TODAY + timedelta(days=1)) == [region]


@pytest.mark.parametrize(("today", "is_done"), [(date(2026, 3, 12), True), (date(2026, 3, 13), False)])
def test_asked_anew_when_the_day_has_passed_nobody_is_done(coordinator, draft, party, director, today, is_done):
    finish_comments(actor=director, party=party, today=TODAY)
    ask_for_comments(actor=coordinator, agreement=draft, due_on=date(2026, 4, 1), today=today)
    party.refresh_from_db()
    assert (party.comments_done_on is not None) is is_done


@pytest.mark.parametrize("count", [2, 6])
def test_the_round_costs_one_query(collaboration, coordinator, django_assert_num_queries, count):
    draft = make_agreement(collaboration, parties=count, comments_due_on=TODAY)
    comment_round(coordinator, draft, TODAY)
    with django_assert_num_queries(1):
        assert len(comment_round(coordinator, draft, TODAY).rows) == count


def test_the_page_lets_a_party_say_it_and_the_coordinator_remind(client, coordinator, draft, party, director):
    client.force_login(director)
    assert f"{party} har inga synpunkter" in client.get(at(draft, "talk")).content.decode()
    client.post(at(draft, "comments_finish", party=party.pk))
    page = client.get(at(draft, "talk")).content.decode()
    assert at(draft, "comments_resume", party=party.pk) in page
    assert at(draft, "comments_remind") not in page
    client.force_login(coordinator)
    assert "Påminn de 2 som inte har svarat" in client.get(at(draft, "talk")).content.decode()
    page = client.post(at(draft, "comments_remind"), follow=True).content.decode()
    assert f"Påminda: {draft.parties.all()[0]}, {draft.parties.all()[2]}." in page
    assert "Alla som inte har svarat har påmints i dag." in page


# --- The renewal ---------------------------------------------------------------------------------


@pytest.fixture
def running(collaboration):
    return make_agreement_in_force(collaboration)


def test_the_timeline_follows_the_next_agreement(collaboration, running):
    assert renewals_of([running.pk], TODAY)[running.pk].turn.step.value == "evaluate"
    make_agreement(collaboration, predecessor=running, comments_due_on=date(2026, 3, 12))
    renewal = renewals_of([running.pk], TODAY)[running.pk]
    assert (renewal.turn.step.value, renewal.turn.latest) == ("comments", date(2026, 3, 12))


def test_a_withdrawn_successor_is_none(collaboration, running):
    make_agreement(collaboration, predecessor=running, status=Status.WITHDRAWN)
    assert renewals_of([running.pk], TODAY)[running.pk].facts.successor is None


def test_the_plan_moves_the_days(coordinator, running):
    plan_renewal(actor=coordinator, agreement=running, weeks_entered=6)
    days = {one.step.value: one.latest for one in renewals_of([running.pk], TODAY)[running.pk].steps}
    assert days["sign"] == date(2026, 11, 20)
    plan_renewal(actor=coordinator, agreement=running, weeks_entered=6)
    assert Event.objects.filter(verb="renewal.planned").count() == 1
    act = {"actor": coordinator, "agreement": running, "weeks_decided": 105}
    assert refusal_of(lambda: plan_renewal(**act)) is Refusal.WEEKS_OUT_OF_REACH
    assert RenewalPlan.objects.get().weeks_decided == 14


def test_the_days_are_in_the_calendar(collaboration, coordinator, running, director):
    wish = CalendarWish(collaboration.pk, None, TODAY)
    mine = {event.key: event.on for event in calendar_events(coordinator, wish)}
    assert mine[f"agreement-{running.pk}-renewal-send"] == date(2026, 6, 12)
    party = running.parties.all()[1].organisation
    keys = {event.key.rpartition("-")[2] for event in calendar_events(give_party(director, collaboration, party), wish)}
    assert keys == {"ends", "comments", "decide", "enter"}


def test_the_page_is_for_those_who_work_with_it_and_for_what_can_be_renewed(client, coordinator, running, draft):
    assert client.get(at(running, "renewal")).status_code == 404
    client.force_login(coordinator)
    assert client.get(at(draft, "renewal")).status_code == 404
    page = client.get(at(running, "renewal")).content.decode()
    assert "Förnyelsens steg" in page
    assert at(running, "renewal_plan") in page
    weeks = {name: 4 for name in RenewalPlan().__dict__ if name.startswith("weeks_")} | {"break_from": 25}
    assert "högst 20 veckor" in client.post(at(running, "renewal_plan"), weeks | {"break_to": 50}).content.decode()
    assert client.post(at(running, "renewal_plan"), weeks | {"break_to": 33})["Location"] == at(running, "renewal")


def test_the_api_tells_the_steps_and_the_answers(client, collaboration, coordinator, running, draft):
    headers = by_token(coordinator, "agreements:read")
    base = f"/api/v1/collaborations/{collaboration.slug}/agreements"
    steps = client.get(f"{base}/{running.pk}/renewal", headers=headers).json()["items"]
    assert (len(steps), steps[-1]["step"], steps[-1]["latest"]) == (9, "enter", "2027-01-01")
    assert client.get(f"{base}/{draft.pk}/renewal", headers=headers).status_code == 404
    answers = client.get(f"{base}/{draft.pk}/comment-round", headers=headers).json()["items"]
    assert [answer["state"] for answer in answers] == ["silent"] * 3
