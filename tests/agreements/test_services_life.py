"""The agreement's life: each step leaves its row and its event, or says why not."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from samhandling.agreements.enums import EntryRule, PartyRole, RatificationResult, Refusal, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.services.agreement import (
    change_agreement,
    create_agreement,
    end_agreement,
    end_expired_agreements,
    enter_into_force,
    propose_agreement,
    reopen_agreement,
    withdraw_agreement,
)
from samhandling.agreements.services.reviews import plan_review
from samhandling.core import slots
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.agreements import FIRST_DAY, LAST_DAY, make_agreement, make_agreement_in_force, make_clause, ratify
from tests.factories.organisations import make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2023, 1, 1)


@pytest.fixture
def collaboration():
    return make_collaboration()


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


def proposed(collaboration, **kw):
    agreement = make_agreement(collaboration, status=Status.PROPOSED, **kw)
    make_clause(agreement)
    return agreement


def refusal_of(act):
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value


def enter(coordinator, agreement, on=TODAY):
    return enter_into_force(actor=coordinator, agreement=agreement, entered_on=on, today=on)


def test_a_draft_is_begun(collaboration, coordinator):
    agreement = create_agreement(
        actor=coordinator, collaboration=collaboration, title="Samverkan", starts_on=FIRST_DAY, ends_on=LAST_DAY
    )
    assert (agreement.status, agreement.entry_rule, agreement.search_key) == ("draft", "all", "samverkan")
    event = Event.objects.get(verb="agreement.created")
    assert (event.object_id, event.collaboration_id, event.actor) == (agreement.pk, collaboration.pk, coordinator)


def test_a_draft_that_ends_before_it_starts_is_not_begun(collaboration, coordinator):
    broken = refusal_of(
        lambda: create_agreement(
            actor=coordinator, collaboration=collaboration, title="Bakvänt", starts_on=LAST_DAY, ends_on=FIRST_DAY
        )
    )
    assert broken.reason == Refusal.ENDS_BEFORE_START
    assert not Agreement.objects.exists()


def test_a_change_of_terms_is_remembered_field_by_field(collaboration, coordinator):
    agreement = make_agreement(collaboration, title="Före")
    change_agreement(actor=coordinator, agreement=agreement, title="Efter", ends_on=agreement.ends_on)
    event = Event.objects.get(verb="agreement.changed")
    assert (event.before, event.after) == ({"title": "Före"}, {"title": "Efter"})


def test_a_change_obeys_the_rules_of_terms_as_a_new_agreement_does(collaboration, coordinator):
    agreement = make_agreement(collaboration)
    broken = refusal_of(lambda: change_agreement(actor=coordinator, agreement=agreement, ends_on=date(2022, 12, 31)))
    agreement.refresh_from_db()
    assert (broken.reason, agreement.ends_on) == (Refusal.ENDS_BEFORE_START, date(2026, 12, 31))


def test_terms_of_a_proposed_agreement_are_fixed(collaboration, coordinator):
    agreement = proposed(collaboration)
    broken = refusal_of(lambda: change_agreement(actor=coordinator, agreement=agreement, title="Ny"))
    assert broken.reason == Refusal.NOT_DRAFT


def test_a_draft_with_parties_and_text_is_sent_for_ratification(collaboration, coordinator):
    agreement = make_agreement(collaboration)
    make_clause(agreement)
    broken = refusal_of(lambda: propose_agreement(actor=coordinator, agreement=agreement, today=TODAY))
    assert broken.reason == Refusal.GAPS_OPEN
    plan_review(actor=coordinator, agreement=agreement, kind="final", opens_on=TODAY, due_on=agreement.ends_on)
    propose_agreement(actor=coordinator, agreement=agreement, today=TODAY)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.proposed_on) == (Status.PROPOSED, TODAY)
    assert Event.objects.get(verb="agreement.proposed").before == {"status": "draft", "proposed_on": None}


def test_a_lone_party_cannot_be_sent_anything(collaboration, coordinator):
    agreement = make_agreement(collaboration, parties=1)
    make_clause(agreement)
    broken = refusal_of(lambda: propose_agreement(actor=coordinator, agreement=agreement, today=TODAY))
    assert broken.reason == Refusal.TOO_FEW_PARTIES


def test_an_agreement_enters_into_force_when_all_have_ratified(collaboration, coordinator):
    agreement = proposed(collaboration)
    for party in agreement.parties.all():
        ratify(party)
    enter(coordinator, agreement)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.entered_on) == (Status.IN_FORCE, TODAY)
    assert Event.objects.filter(verb="agreement.entered", object_id=agreement.pk).count() == 1


def test_it_is_told_how_many_are_missing(collaboration, coordinator):
    agreement = proposed(collaboration)
    ratify(agreement.parties.first())
    broken = refusal_of(lambda: enter(coordinator, agreement))
    assert (broken.reason, broken.detail) == (Refusal.RATIFICATIONS_MISSING, "2 saknas.")


def test_one_who_declines_blocks_an_agreement_that_all_must_ratify(collaboration, coordinator):
    agreement = proposed(collaboration)
    first, *others = agreement.parties.all()
    ratify(first, RatificationResult.DECLINED)
    for party in others:
        ratify(party)
    assert refusal_of(lambda: enter(coordinator, agreement)).reason == Refusal.DECLINED


def test_the_region_and_a_number_may_go_on_without_one_who_declines(collaboration, coordinator):
    agreement = proposed(collaboration, entry_rule=EntryRule.REGION_AND_NUMBER, entry_number=1)
    region, first, second = agreement.parties.all()
    assert region.role == PartyRole.REGION
    ratify(region)
    ratify(first)
    ratify(second, RatificationResult.DECLINED)
    assert enter(coordinator, agreement).status == Status.IN_FORCE


def test_a_successor_waits_until_its_predecessor_has_ended(collaboration, coordinator):
    former = make_agreement_in_force(collaboration)
    agreement = proposed(collaboration, predecessor=former, starts_on=date(2026, 12, 31), ends_on=date(2030, 12, 31))
    for party in agreement.parties.all():
        ratify(party)
    assert refusal_of(lambda: enter(coordinator, agreement, date(2026, 12, 31))).reason == Refusal.PREDECESSOR_RUNS
    enter(coordinator, agreement, date(2027, 1, 1))
    former.refresh_from_db()
    assert former.status == Status.ENDED
    assert Event.objects.get(verb="agreement.ended").object_id == former.pk


def test_other_rooms_move_what_they_have_when_an_agreement_takes_effect(collaboration, coordinator, monkeypatch):
    moved = []
    monkeypatch.setitem(slots._slots, "agreement.entered", [lambda actor, agreement: moved.append(agreement.pk)])
    agreement = proposed(collaboration)
    for party in agreement.parties.all():
        ratify(party)
    enter(coordinator, agreement)
    assert moved == [agreement.pk]


def test_several_agreements_may_be_in_force_side_by_side(collaboration, coordinator):
    make_agreement_in_force(collaboration)
    agreement = proposed(collaboration)
    for party in agreement.parties.all():
        ratify(party)
    assert enter(coordinator, agreement).status == Status.IN_FORCE


def test_the_text_is_opened_again_only_until_somebody_has_decided(collaboration, coordinator):
    agreement = proposed(collaboration, proposed_on=TODAY)
    reopen_agreement(actor=coordinator, agreement=agreement, reason="Fel i punkt 3")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.proposed_on) == (Status.DRAFT, None)
    assert Event.objects.get(verb="agreement.reopened").reason == "Fel i punkt 3"
    decided = proposed(collaboration)
    ratify(decided.parties.first())
    broken = refusal_of(lambda: reopen_agreement(actor=coordinator, agreement=decided, reason="För sent"))
    assert broken.reason == Refusal.ALREADY_RATIFIED


def test_an_agreement_is_closed_after_its_last_day(collaboration, coordinator):
    agreement = make_agreement_in_force(collaboration)
    broken = refusal_of(lambda: end_agreement(actor=coordinator, agreement=agreement, today=LAST_DAY))
    assert broken.reason == Refusal.LAST_DAY_AHEAD
    assert end_agreement(actor=coordinator, agreement=agreement, today=date(2027, 1, 1)).status == Status.ENDED


def test_the_system_closes_what_has_run_out_and_nothing_else(collaboration):
    over = make_agreement_in_force(collaboration)
    running = make_agreement_in_force(collaboration, ends_on=date(2028, 12, 31))
    draft = make_agreement(collaboration)
    assert end_expired_agreements(today=date(2027, 1, 1)) == 1
    assert [Agreement.objects.get(pk=row.pk).status for row in (over, running, draft)] == ["ended", "in_force", "draft"]
    assert Event.objects.get(verb="agreement.ended").actor is None


def test_a_draft_is_withdrawn_with_a_reason(collaboration, coordinator):
    agreement = make_agreement(collaboration)
    assert (
        refusal_of(lambda: withdraw_agreement(actor=coordinator, agreement=agreement, reason=" ")).reason
        == Refusal.REASON_MISSING
    )
    withdraw_agreement(actor=coordinator, agreement=agreement, reason="Arbetet läggs ned")
    agreement.refresh_from_db()
    assert agreement.status == Status.WITHDRAWN


def test_nobody_but_the_coordinator_takes_a_step(collaboration):
    agreement, stranger = make_agreement(collaboration), make_user()
    acts = [
        lambda: create_agreement(
            actor=stranger, collaboration=collaboration, title="X", starts_on=FIRST_DAY, ends_on=LAST_DAY
        ),
        lambda: change_agreement(actor=stranger, agreement=agreement, title="X"),
        lambda: propose_agreement(actor=stranger, agreement=agreement, today=TODAY),
        lambda: reopen_agreement(actor=stranger, agreement=agreement, reason="X"),
        lambda: enter(stranger, agreement),
        lambda: end_agreement(actor=stranger, agreement=agreement, today=TODAY),
        lambda: withdraw_agreement(actor=stranger, agreement=agreement, reason="X"),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert not Event.objects.exists()


def test_every_tick_closes_what_has_run_out(collaboration):
    agreement = make_agreement_in_force(collaboration, ends_on=date(2024, 6, 30))
    call_command("tick")
    agreement.refresh_from_db()
    assert agreement.status == Status.ENDED
