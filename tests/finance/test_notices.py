"""Whom money tells: a party that is to pay is asked to decide, and payers learn what was adopted."""

import pytest

from samhandling.finance.selectors.notices import told_of
from samhandling.finance.services.projects import add_funder, remove_project
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.finance import adopt, make_accounts, make_fee_list, make_project
from tests.factories.organisations import give_party

pytestmark = pytest.mark.django_db


def test_a_party_that_is_to_pay_is_asked_to_decide_and_the_keeper_sees_it():
    agreement, officer = make_accounts()
    project = make_project(agreement, officer, title="Bredband")
    first, second = [party.organisation for party in agreement.parties.order_by("pk")[:2]]
    speaker = give_party(make_user(), project.collaboration, first)
    Notice.objects.all().delete()
    for organisation in (first, second):
        add_funder(actor=officer, project=project, kind="party", name="", organisation=organisation)
    add_funder(actor=officer, project=project, kind="eu", name="Fonden")
    assert [(one.user, one.kind, one.text) for one in Notice.objects.all()] == [
        (speaker, "request", f"Registrera vad {first} beslutar om det gemensamma projektet Bredband.")
    ]
    seen = told_of(officer, project)
    assert (seen.count, seen.untold_in_words) == (1, str(second))
    assert told_of(speaker, project) is None


def test_adopted_fees_are_told_to_the_payers_and_take_back_what_was_asked():
    agreement, officer = make_accounts()
    payer = give_party(make_user(), agreement.collaboration, agreement.parties.order_by("pk")[0].organisation)
    adopt(make_fee_list(agreement, officer), officer)
    assert [one.text for one in Notice.objects.filter(user=payer)] == [
        f"Avgifterna för 2026 i {agreement} har antagits."
    ]
    assert Notice.objects.filter(kind="request", withdrawn_at=None).count() == 0


def test_a_removed_project_is_told_to_those_who_keep_the_accounts():
    agreement, officer = make_accounts()
    project = make_project(agreement, officer, title="Bredband")
    Notice.objects.all().delete()
    remove_project(actor=officer, project=project)
    assert {one.text for one in Notice.objects.all()} <= {"Det gemensamma projektet Bredband har tagits bort."}
