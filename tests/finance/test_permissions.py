"""Who sees and does what with money, with drafts, an unpublished neighbour and other parties always there to leak."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from samhandling.finance.permissions import (
    can_decide_for,
    can_keep_accounts,
    fee_lists_visible_to,
    index_visible_to,
    projects_visible_to,
    splits_visible_to,
)
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.projects import decide_on_project
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.finance import (
    TODAY,
    make_accounts,
    make_fee_list,
    make_funder,
    make_project,
    make_split,
    terms,
)
from tests.factories.organisations import give_party, give_role

pytestmark = pytest.mark.django_db
PEOPLE = ("visitor", "neighbour", "reader", "party", "officer", "coordinator")


class County:
    """A published collaboration with drafts, an adopted list and a project; and an unpublished neighbour."""

    def __init__(self) -> None:
        self.agreement, self.officer = make_accounts()
        self.collaboration = self.agreement.collaboration
        self.collaboration.is_public = True
        self.collaboration.save()
        self.first, self.second, _third = payers_of(self.agreement)
        self.adopted = make_fee_list(self.agreement, self.officer, 2026, adopted=True)
        self.draft = make_fee_list(self.agreement, self.officer, 2027)
        self.split = make_split(self.agreement, self.officer)
        self.project = make_project(self.agreement, self.officer)
        make_funder(self.project, self.officer, organisation=self.first.organisation)
        self.hidden, self.neighbour = make_accounts()
        make_fee_list(self.hidden, self.neighbour, adopted=True)
        make_split(self.hidden, self.neighbour, terms(title="Grannens kostnad"))
        make_project(self.hidden, self.neighbour, title="Grannens projekt")

    def person(self, name):
        made = {
            "visitor": AnonymousUser,
            "neighbour": lambda: self.neighbour,
            "officer": lambda: self.officer,
            "reader": lambda: give_role(make_user(), self.collaboration, Role.READER),
            "coordinator": lambda: give_role(make_user(), self.collaboration, Role.COORDINATOR),
            "party": lambda: give_party(make_user(), self.collaboration, self.first.organisation),
        }
        return made[name]()

    def address(self, page, **more):
        return reverse(f"finance:{page}", kwargs={"collaboration": self.collaboration.slug, **more})

    def decide(self):
        return decide_on_project(
            actor=self.officer,
            project=self.project,
            organisation=self.first.organisation,
            result="approved",
            body="Kommunstyrelsen",
            decided_on=date(2026, 5, 1),
            section="§ 7",
            registration_number="",
            today=TODAY,
        )


@pytest.fixture
def county():
    return County()


@pytest.mark.parametrize("name", PEOPLE)
def test_drafts_are_seen_by_members_and_what_is_adopted_by_everybody(county, name):
    viewer = county.person(name)
    is_member = name in {"reader", "party", "officer", "coordinator"}
    mine = {"agreement": county.agreement}
    assert set(fee_lists_visible_to(viewer).filter(**mine)) == (
        {county.adopted, county.draft} if is_member else {county.adopted}
    )
    assert set(splits_visible_to(viewer).filter(**mine)) == ({county.split} if is_member else set())
    assert set(projects_visible_to(viewer).filter(**mine)) == ({county.project} if is_member else set())
    assert index_visible_to(viewer).filter(collaboration=county.collaboration).count() == 2


@pytest.mark.parametrize("name", PEOPLE)
def test_an_unpublished_collaborations_money_is_for_its_own_members(county, name):
    viewer = county.person(name)
    is_own = name == "neighbour"
    hidden = {"agreement": county.hidden}
    assert fee_lists_visible_to(viewer).filter(**hidden).exists() == is_own
    assert splits_visible_to(viewer).filter(**hidden).exists() == is_own
    assert projects_visible_to(viewer).filter(**hidden).exists() == is_own
    assert index_visible_to(viewer).filter(collaboration=county.hidden.collaboration).exists() == is_own


def test_a_project_is_seen_by_everybody_when_a_party_has_approved_it(county):
    assert projects_visible_to(AnonymousUser()).count() == 0
    county.decide()
    assert list(projects_visible_to(AnonymousUser())) == [county.project]


@pytest.mark.parametrize("name", PEOPLE)
def test_accounts_are_kept_by_the_officer_and_the_coordinator(county, name):
    viewer = county.person(name)
    assert can_keep_accounts(viewer, county.collaboration.pk) == (name in {"officer", "coordinator"})


@pytest.mark.parametrize("name", PEOPLE)
def test_a_party_records_its_own_decision_and_nobody_elses(county, name):
    viewer = county.person(name)
    keeps = name in {"officer", "coordinator"}
    assert can_decide_for(viewer, county.project, county.first.organisation_id) == (keeps or name == "party")
    assert can_decide_for(viewer, county.project, county.second.organisation_id) == keeps


DRAFTS = (
    ("fee_list", {"year": 2027}),
    ("fee", {"year": 2027, "party": "first"}),
    ("annex", {"year": 2027, "kind": "pdf"}),
    ("party_annex", {"year": 2027, "party": "first", "kind": "docx"}),
    ("fees_table", {"year": 2027, "kind": "csv"}),
    ("split", {"split": "split"}),
)


@pytest.mark.parametrize(("page", "where"), DRAFTS)
def test_a_draft_is_not_found_by_those_who_may_not_see_it(county, client, page, where):
    numbers = {
        name: getattr(county, value).pk if isinstance(value, str) and name != "kind" else value
        for name, value in where.items()
    }
    address = county.address(page, agreement=county.agreement.pk, **numbers)
    assert client.get(address).status_code == 404
    client.force_login(county.neighbour)
    assert client.get(address).status_code == 404
    client.force_login(county.person("reader"))
    assert client.get(address).status_code == 200


KEEPERS_PAGES = ("fee_base", "fee_list_draft", "split_new")


@pytest.mark.parametrize("page", KEEPERS_PAGES)
def test_only_keepers_open_the_forms(county, client, page):
    address = county.address(page, agreement=county.agreement.pk)
    assert client.get(address).status_code == 302
    for name, expected in (("reader", 403), ("party", 403), ("neighbour", 404), ("officer", 200), ("coordinator", 200)):
        client.force_login(county.person(name))
        assert (name, client.get(address).status_code) == (name, expected)


def test_a_party_of_another_agreement_is_not_found_in_this_one(county, client):
    stranger = payers_of(county.hidden)[0]
    client.force_login(county.officer)
    here = {"agreement": county.agreement.pk, "year": 2026}
    assert client.get(county.address("fee", **here, party=stranger.pk)).status_code == 404
    assert client.get(county.address("party_annex", **here, party=stranger.pk, kind="pdf")).status_code == 404
    assert client.get(county.address("annex_panel", pk=stranger.pk)).status_code == 404
    hidden_split = county.hidden.cost_splits.get()
    split = county.address("split", agreement=county.agreement.pk, split=hidden_split.pk)
    assert client.get(split).status_code == 404


def test_the_invoice_export_holds_only_what_the_reader_may_see(county, client):
    make_split(county.agreement, county.officer, terms(title="Utkastet"))
    text = client.get(county.address("ledger_export", kind="csv")).content.decode("utf-8-sig")
    assert text.count("103400") == 3
    assert "Utkastet" not in text
    assert "Grannens" not in text
    assert county.project.title not in text
    county.decide()
    assert county.project.title in client.get(county.address("ledger_export", kind="csv")).content.decode("utf-8-sig")


def test_what_if_is_for_members(county, client):
    address = county.address("try_out", agreement=county.agreement.pk)
    assert client.get(address).status_code in {302, 403, 404}
    client.force_login(county.neighbour)
    assert client.get(address).status_code in {403, 404}
    client.force_login(county.person("reader"))
    assert client.get(address).status_code == 200
