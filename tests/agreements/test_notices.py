"""Whom agreements tell: owners of duties, and those who are asked about a changing text."""

from datetime import date

import pytest

from samhandling.agreements.selectors.notices import deadlines
from samhandling.agreements.services.annexes import save_individual_agreement
from samhandling.agreements.services.clauses import add_clause, rewrite_clause
from samhandling.agreements.services.duties import add_duty, reopen_duty
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_agreement_in_force, make_clause, make_duty, ratify
from tests.factories.organisations import give_party, make_coordinator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def speaker_of(agreement):
    return give_party(make_user(), agreement.collaboration, agreement.parties.order_by("pk")[0].organisation)


def test_a_duty_binds_its_owner_from_when_the_agreement_is_in_force():
    agreement = make_agreement_in_force(title="Samverkan i norr")
    coordinator, speaker = make_coordinator(agreement.collaboration), speaker_of(agreement)
    owner = agreement.parties.order_by("pk")[0].organisation
    add_duty(actor=coordinator, agreement=agreement, what="Rapportera", owner=owner)
    done = make_duty(agreement, owner=owner, fulfilled_on=TODAY)
    reopen_duty(actor=coordinator, duty=done, reason="Inte klart")
    assert [(one.user, one.kind, one.text) for one in Notice.objects.order_by("pk")] == [
        (speaker, "request", f"{owner} har fått ett åtagande i Samverkan i norr."),
        (speaker, "request", f"Ett åtagande för {owner} i Samverkan i norr har öppnats igen och återstår att göra."),
    ]


def test_a_changing_text_is_told_once_a_day_and_only_to_those_who_are_asked():
    draft = make_agreement()
    coordinator, speaker = make_coordinator(draft.collaboration), speaker_of(draft)
    add_clause(actor=coordinator, agreement=draft, heading="Syfte", text="Vi samverkar.")
    assert Notice.objects.count() == 0
    draft.comments_due_on = TODAY
    draft.save()
    clause = make_clause(draft)
    add_clause(actor=coordinator, agreement=draft, heading="Mål", text="Vi gör.")
    rewrite_clause(actor=coordinator, clause=clause, heading="Annat", text="Vi gör mer.", reason="Klarare")
    assert [one.user for one in Notice.objects.all()] == [speaker]


def test_an_annex_is_told_to_its_party():
    agreement = make_agreement_in_force(has_individual_agreements=True)
    party = agreement.parties.filter(role="municipality").order_by("pk")[0]
    speaker = give_party(make_user(), agreement.collaboration, party.organisation)
    save_individual_agreement(actor=make_coordinator(agreement.collaboration), party=party, signed_on=TODAY)
    assert [(one.user, one.organisation) for one in Notice.objects.all()] == [(speaker, party.organisation)]


def test_a_party_that_has_decided_is_not_reminded():
    agreement = make_agreement(status="proposed", starts_on=date(2026, 12, 7), parties=3)
    first, *others = agreement.parties.order_by("pk")
    ratify(first)
    due = [one for one in deadlines(TODAY) if one.source.startswith("parties:")]
    assert [one.parties for one in due] == [[party.organisation_id] for party in others]
