"""Parties and their decisions, duties, reviews, annexes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.agreements.enums import PartyRole, RatificationResult, Refusal, Status
from samhandling.agreements.models import Duty, IndividualAgreement, Party, Ratification, Review
from samhandling.agreements.selectors.duties import legal_duties
from samhandling.agreements.services.annexes import (
    add_special_agreement,
    change_special_agreement,
    confirm_annex,
    remove_special_agreement,
    save_individual_agreement,
)
from samhandling.agreements.services.duties import (
    add_duty,
    add_legal_duties,
    change_duty,
    fulfil_duty,
    remove_duty,
    reopen_duty,
)
from samhandling.agreements.services.parties import add_party, record_ratification, remove_party
from samhandling.agreements.services.reviews import cancel_review, change_review, plan_review, record_review
from samhandling.core import slots
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Kind
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_duty,
    make_individual_agreement,
    make_review,
)
from tests.factories.organisations import (
    give_party,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_region,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def agreement():
    """In force, with individual agreements; nobody has decided yet."""
    return make_agreement(status=Status.IN_FORCE, has_individual_agreements=True)


@pytest.fixture
def coordinator(agreement):
    return make_coordinator(agreement.collaboration)


@pytest.fixture
def party(agreement):
    return agreement.parties.filter(role=PartyRole.MUNICIPALITY).first()


@pytest.fixture
def director(agreement, party):
    """Answers for the municipality, and for nothing else."""
    return give_party(make_user(), agreement.collaboration, party.organisation)


def refused(reason, act):
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.reason == reason
    return broken.value


def decide(actor, party, **kw):
    decision = {
        "result": RatificationResult.RATIFIED,
        "body": "Kommunfullmäktige",
        "decided_on": date(2026, 11, 16),
        "section": "§ 45",
        **kw,
    }
    return record_ratification(actor=actor, party=party, today=TODAY, **decision)


# --- Parties -------------------------------------------------------------------------------------


def test_a_party_gets_its_role_from_what_it_is():
    agreement = make_agreement(parties=0)
    coordinator = make_coordinator(agreement.collaboration)
    organisations = [
        make_region(collaboration=agreement.collaboration),
        make_municipality(collaboration=agreement.collaboration),
        make_organisation(collaboration=agreement.collaboration, takes_part=True, kind=Kind.UNIVERSITY),
    ]
    roles = [
        add_party(actor=coordinator, agreement=agreement, organisation=organisation).role
        for organisation in organisations
    ]
    assert roles == ["region", "municipality", "other"]
    assert Event.objects.filter(verb="party.added").count() == 3


def test_only_those_who_take_part_become_parties_and_only_once():
    agreement = make_agreement(parties=1)
    coordinator = make_coordinator(agreement.collaboration)
    stranger, present = make_organisation(), agreement.parties.get().organisation
    refused(
        Refusal.NOT_IN_COLLABORATION, lambda: add_party(actor=coordinator, agreement=agreement, organisation=stranger)
    )
    refused(Refusal.ALREADY_PARTY, lambda: add_party(actor=coordinator, agreement=agreement, organisation=present))
    left = make_organisation(collaboration=agreement.collaboration, takes_part=True)
    left.participations.update(left_on=date(2023, 6, 30))
    refused(Refusal.NOT_IN_COLLABORATION, lambda: add_party(actor=coordinator, agreement=agreement, organisation=left))


def test_a_party_is_removed_from_a_draft_only():
    agreement = make_agreement()
    coordinator = make_coordinator(agreement.collaboration)
    party = agreement.parties.last()
    name = str(party)
    remove_party(actor=coordinator, party=party)
    assert agreement.parties.count() == 2
    assert Event.objects.get(verb="party.removed").before == {"party": name, "role": "municipality"}
    agreement.status = Status.PROPOSED
    agreement.save()
    refused(Refusal.NOT_DRAFT, lambda: remove_party(actor=coordinator, party=agreement.parties.last()))


def test_a_party_with_ties_stays_and_the_ties_are_told(monkeypatch):
    agreement = make_agreement()
    monkeypatch.setitem(slots._slots, "party.ties", [lambda party: ["två platser i PKD"]])
    party = agreement.parties.last()
    broken = refused(
        Refusal.PARTY_HAS_TIES,
        lambda: remove_party(actor=make_coordinator(agreement.collaboration), party=party),
    )
    assert broken.detail == "två platser i PKD"
    assert Party.objects.filter(pk=party.pk).exists()


# --- Decisions -----------------------------------------------------------------------------------


def test_who_answers_for_a_party_records_its_decision_on_its_behalf(director, party):
    decide(director, party, registration_number="KS 2026/123")
    row = Ratification.objects.get(party=party)
    assert (row.result, row.section, row.registration_number) == ("ratified", "§ 45", "KS 2026/123")
    event = Event.objects.get(verb="ratification.recorded")
    assert (event.actor, event.on_behalf_of, event.before) == (director, str(party.organisation), {})
    assert event.after["party"] == str(party.organisation)


def test_the_coordinator_records_it_on_nobodys_behalf(coordinator, party):
    decide(coordinator, party)
    assert Event.objects.get(verb="ratification.recorded").on_behalf_of == ""


def test_nobody_decides_for_another_party(director, agreement, party):
    other = agreement.parties.exclude(pk=party.pk).last()
    with pytest.raises(PermissionDenied):
        decide(director, other)
    assert not Ratification.objects.exists()


def test_a_decision_is_corrected_with_a_reason(coordinator, party):
    decide(coordinator, party)
    refused(Refusal.REASON_MISSING, lambda: decide(coordinator, party, section="§ 46"))
    refused(Refusal.NOTHING_CHANGED, lambda: decide(coordinator, party, reason="Varför inte"))
    decide(coordinator, party, section="§ 46", reason="Fel i utdraget")
    assert Ratification.objects.get(party=party).section == "§ 46"
    event = Event.objects.get(verb="ratification.corrected")
    assert (event.before, event.after["section"], event.reason) == ({"section": "§ 45"}, "§ 46", "Fel i utdraget")


def test_no_decision_is_recorded_before_it_is_made(coordinator, party):
    refused(Refusal.IN_THE_FUTURE, lambda: decide(coordinator, party, decided_on=date(2026, 12, 1)))


# --- Duties --------------------------------------------------------------------------------------


def test_a_duty_is_added_for_a_party(agreement, coordinator, party):
    duty = add_duty(actor=coordinator, agreement=agreement, what="Rapportera", owner=party.organisation, due_on=TODAY)
    assert Event.objects.get(verb="duty.added").after == {
        "what": "Rapportera",
        "owner": str(party.organisation),
        "due_on": "2026-11-22",
    }
    change_duty(actor=coordinator, duty=duty, due_on=None, due_in_words="varje maj")
    assert Event.objects.get(verb="duty.changed").before == {"due_on": "2026-11-22", "due_in_words": ""}


def test_a_duty_rests_on_a_party_and_a_legal_one_has_its_section(agreement, coordinator):
    stranger = make_organisation()
    refused(
        Refusal.OWNER_NOT_PARTY,
        lambda: add_duty(actor=coordinator, agreement=agreement, what="Rapportera", owner=stranger),
    )
    refused(
        Refusal.LAW_WITHOUT_SECTION,
        lambda: add_duty(actor=coordinator, agreement=agreement, what="Rapportera", law="2010:630"),
    )
    elsewhere = make_area(make_agreement())
    refused(
        Refusal.CLAUSE_ELSEWHERE,
        lambda: add_duty(actor=coordinator, agreement=agreement, what="Rapportera", area=elsewhere),
    )
    assert not Duty.objects.exists()


def test_the_owner_says_that_a_duty_is_done(agreement, director, party):
    duty = make_duty(agreement, owner=party.organisation)
    fulfil_duty(actor=director, duty=duty, fulfilled_on=TODAY, evidence="Årsredovisningen", today=TODAY)
    duty.refresh_from_db()
    assert (duty.fulfilled_on, duty.evidence) == (TODAY, "Årsredovisningen")
    assert Event.objects.get(verb="duty.fulfilled").on_behalf_of == str(party.organisation)
    reopen_duty(actor=director, duty=duty, reason="Bara hälften var gjort")
    duty.refresh_from_db()
    assert duty.fulfilled_on is None


def test_nobody_says_that_anothers_duty_is_done(agreement, director):
    duty = make_duty(agreement, owner=agreement.parties.first().organisation)
    with pytest.raises(PermissionDenied):
        fulfil_duty(actor=director, duty=duty, fulfilled_on=TODAY, evidence="Nej", today=TODAY)


def test_a_duty_is_fulfilled_with_something_that_shows_it(agreement, coordinator):
    duty = make_duty(agreement)
    refused(
        Refusal.EVIDENCE_MISSING,
        lambda: fulfil_duty(actor=coordinator, duty=duty, fulfilled_on=TODAY, evidence=" ", today=TODAY),
    )


def test_a_removed_duty_stays_in_the_agreements_history(agreement, coordinator):
    remove_duty(actor=coordinator, duty=make_duty(agreement, what="Rapportera"))
    event = Event.objects.get(verb="duty.removed")
    assert (event.object_id, event.before) == (agreement.pk, {"what": "Rapportera", "owner": None})


def test_legal_duties_come_from_the_register_once(agreement, coordinator):
    register = legal_duties()
    assert len(add_legal_duties(actor=coordinator, agreement=agreement, chosen=register[:3])) == 3
    assert len(add_legal_duties(actor=coordinator, agreement=agreement, chosen=register)) == len(register) - 3
    first = agreement.duties.earliest("pk")
    region = agreement.parties.get(role=PartyRole.REGION).organisation
    assert (first.owner, first.law_section) == (region, "5 §")
    legal = register[0]
    words = first.what, first.owner_in_words, first.due_in_words, first.law
    assert words == tuple(told["sv"] for told in (legal.duty, legal.who, legal.when, legal.law))
    assert agreement.duties.filter(law_section="").count() == 0


def test_every_legal_duty_is_told_in_both_languages():
    for legal in legal_duties():
        for words in (legal.law, legal.who, legal.duty, legal.when):
            assert set(words) == {"sv", "en"}
            assert all(words.values())


# --- Reviews -------------------------------------------------------------------------------------


def test_a_review_is_planned_changed_and_recorded(agreement, coordinator):
    review = plan_review(
        actor=coordinator, agreement=agreement, kind="relevance", opens_on=date(2026, 1, 1), due_on=date(2026, 6, 30)
    )
    change_review(
        actor=coordinator, review=review, kind="relevance", opens_on=date(2026, 1, 1), due_on=date(2026, 12, 31)
    )
    record_review(actor=coordinator, review=review, done_on=TODAY, outcome="keep", conclusion="Aktuell.", today=TODAY)
    review.refresh_from_db()
    assert (review.due_on, review.done_on, review.outcome) == (date(2026, 12, 31), TODAY, "keep")
    assert [event.verb for event in Event.objects.order_by("pk")] == [
        "review.planned",
        "review.changed",
        "review.recorded",
    ]


def test_a_review_that_has_been_held_stays_as_it_was(agreement, coordinator):
    review = make_review(agreement, done_on=date(2024, 11, 1), outcome="keep", conclusion="Aktuell.")
    refused(Refusal.REVIEW_DONE, lambda: cancel_review(actor=coordinator, review=review))
    refused(
        Refusal.REVIEW_DONE,
        lambda: change_review(
            actor=coordinator, review=review, kind="final", opens_on=review.opens_on, due_on=review.due_on
        ),
    )
    assert Review.objects.get().kind == "relevance"


def test_a_planned_review_is_cancelled(agreement, coordinator):
    cancel_review(actor=coordinator, review=make_review(agreement))
    assert not Review.objects.exists()
    assert Event.objects.get().verb == "review.cancelled"


# --- Annexes -------------------------------------------------------------------------------------


def test_a_municipality_keeps_its_own_annex(agreement, director, party):
    save_individual_agreement(actor=director, party=party, signed_on=date(2023, 2, 1))
    special = add_special_agreement(actor=director, party=party, title="Antagning", ends_on=date(2027, 6, 30))
    change_special_agreement(actor=director, special=special, notice_months=6)
    confirm_annex(actor=director, party=party, confirmed_on=TODAY)
    individual = IndividualAgreement.objects.get(party=party)
    assert (individual.signed_on, individual.annex_confirmed_on) == (date(2023, 2, 1), TODAY)
    assert list(individual.special_agreements.values_list("title", "notice_months")) == [("Antagning", 6)]
    assert set(Event.objects.values_list("on_behalf_of", flat=True)) == {str(party.organisation)}


def test_a_changed_annex_must_be_confirmed_again(agreement, coordinator, party):
    individual = make_individual_agreement(party, ["Antagning"], annex_confirmed_on=TODAY)
    remove_special_agreement(actor=coordinator, special=individual.special_agreements.get())
    individual.refresh_from_db()
    assert individual.annex_confirmed_on is None
    assert Event.objects.get(verb="special.removed").before["annex_confirmed_on"] == "2026-11-22"


def test_nobody_keeps_anothers_annex(agreement, director, party):
    other = agreement.parties.filter(role=PartyRole.MUNICIPALITY).exclude(pk=party.pk).get()
    with pytest.raises(PermissionDenied):
        save_individual_agreement(actor=director, party=other, signed_on=TODAY)


def test_what_an_annex_refuses(agreement, coordinator, party):
    refused(Refusal.ANNEX_NOT_STARTED, lambda: confirm_annex(actor=coordinator, party=party, confirmed_on=TODAY))
    make_individual_agreement(party)
    refused(
        Refusal.ENDS_BEFORE_START,
        lambda: add_special_agreement(
            actor=coordinator, party=party, title="Antagning", starts_on=TODAY, ends_on=date(2026, 1, 1)
        ),
    )


def test_an_agreement_without_individual_agreements_has_no_annexes():
    agreement = make_agreement_in_force()
    coordinator = make_coordinator(agreement.collaboration)
    refused(
        Refusal.NO_INDIVIDUAL_AGREEMENTS,
        lambda: save_individual_agreement(actor=coordinator, party=agreement.parties.last(), signed_on=TODAY),
    )


def test_what_is_over_is_left_alone(agreement, coordinator, party):
    duty, review = make_duty(agreement), make_review(agreement)
    agreement.status = Status.ENDED
    agreement.save()
    for act in (
        lambda: add_duty(actor=coordinator, agreement=agreement, what="Ny"),
        lambda: change_duty(actor=coordinator, duty=duty, what="Ny"),
        lambda: fulfil_duty(actor=coordinator, duty=duty, fulfilled_on=TODAY, evidence="X", today=TODAY),
        lambda: cancel_review(actor=coordinator, review=review),
        lambda: save_individual_agreement(actor=coordinator, party=party, signed_on=TODAY),
        lambda: decide(coordinator, party),
    ):
        refused(Refusal.AGREEMENT_OVER, act)
