"""What the check finds in the accounts, the days that calendars tell of, what history tells, what merging moves."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from samhandling.core.calendar import CalendarWish, events_for
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis
from samhandling.finance.models import CostSplit, Fee, FeeList, Funder, SplitShare
from samhandling.finance.selectors.checks import check_finance
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.selectors.ties import ties_of_organisation, ties_of_party
from samhandling.finance.services.fees import discard_fee_list
from samhandling.finance.services.ties import merge_organisation
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.finance import (
    count_payers,
    make_accounts,
    make_fee_list,
    make_funder,
    make_project,
    make_split,
    terms,
)
from tests.factories.organisations import give_party, give_role, make_organisation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def found() -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in check_finance(NOW)]


# --- The check -------------------------------------------------------------------------------------


def test_accounts_that_were_written_by_the_application_have_no_findings():
    agreement, officer = make_accounts()
    make_fee_list(agreement, officer, adopted=True)
    make_split(agreement, officer, terms(key=CostKey(Basis.EQUAL, region_per_mille=333, cap=30_000_000)))
    assert found() == []


def test_what_was_written_past_the_application_is_found():
    agreement, officer = make_accounts()
    fee_list = make_fee_list(agreement, officer, adopted=True)
    fee = fee_list.fees.all()[0]
    Fee.objects.filter(pk=fee.pk).update(amount_ore=1)
    sums, moved = make_split(agreement, officer), make_split(agreement, officer)
    SplitShare.objects.filter(pk=sums.shares.all()[0].pk).update(amount_ore=1)
    one, other, _third = moved.shares.all()
    SplitShare.objects.filter(pk=one.pk).update(amount_ore=one.amount_ore + 100)
    SplitShare.objects.filter(pk=other.pk).update(amount_ore=other.amount_ore - 100)

    assert found() == [
        ("finance.fee_differs", f"finance.fee {fee.pk}"),
        ("finance.sum_differs", f"finance.costsplit {sums.pk}"),
        ("finance.share_differs", f"finance.costsplit {moved.pk}"),
    ]


def test_lists_and_keys_that_cannot_be_calculated_again_are_found():
    agreement, officer = make_accounts()
    empty = make_fee_list(agreement, officer, 2026, adopted=True)
    empty.fees.all().delete()
    broken = make_fee_list(agreement, officer, 2027)
    FeeList.objects.filter(pk=broken.pk).update(steps=[{"year": 2027}])
    split = make_split(agreement, officer)
    CostSplit.objects.filter(pk=split.pk).update(cap_ore=1)

    assert found() == [
        ("finance.no_fees", f"finance.feelist {empty.pk}"),
        ("finance.no_steps", f"finance.feelist {broken.pk}"),
        ("finance.no_key", f"finance.costsplit {split.pk}"),
    ]


@pytest.mark.parametrize("lists", [1, 3])
def test_the_check_asks_no_more_questions_for_more_rows(lists: int, django_assert_num_queries):
    agreement, officer = make_accounts()
    for year in range(2026, 2026 + lists):
        make_fee_list(agreement, officer, year)
        make_split(agreement, officer)
    with django_assert_num_queries(8):
        assert found() == []


# --- Calendars -------------------------------------------------------------------------------------


def test_a_projects_last_day_is_told_to_those_it_concerns():
    agreement, officer = make_accounts()
    payer, other, _third = (party.organisation for party in payers_of(agreement))
    project = make_project(agreement, officer, ends_on=date(2027, 6, 30))
    make_funder(project, officer, organisation=payer)
    county = agreement.collaboration
    reader = give_role(make_user(), county, Role.READER)
    party_user = give_party(make_user(), county, payer)

    def keys_for(viewer: object, organisation: int | None = None, since: date = date(2027, 1, 1)) -> list[str]:
        wish = CalendarWish(county.pk, organisation, since)
        return [event.key for event in events_for(viewer, wish) if event.key.startswith("project")]

    key = f"project-{project.pk}-ends"
    assert [keys_for(viewer) for viewer in (officer, party_user, reader, AnonymousUser())] == [[key], [key], [], []]
    assert keys_for(reader, payer.pk) == [key]
    assert keys_for(reader, other.pk) == []
    assert keys_for(officer, since=date(2027, 7, 1)) == []


# --- History ---------------------------------------------------------------------------------------


def test_members_read_what_was_done_with_the_money_and_others_do_not(client: Client):
    agreement, officer = make_accounts()
    another, _officer = make_accounts(collaboration=agreement.collaboration)
    make_split(agreement, officer, terms(title="Gemensam utbildning"))
    make_split(another, officer, terms(title="Något annat"))
    discard_fee_list(actor=officer, fee_list=make_fee_list(agreement, officer))
    address = f"/samverkan/{agreement.collaboration.slug}/ekonomi/{agreement.pk}/historik/"
    assert client.get(address).status_code == 404

    client.force_login(give_role(make_user(), agreement.collaboration, Role.READER))
    page = client.get(address)

    assert [line.sentence for line in page.context["lines"]] == [
        "Kastade ett utkast till ett års avgifter",
        "Skrev in ett års index",
        "Skrev in basårets avgifter",
        "Gjorde ett utkast till en gemensam kostnad",
    ]
    text = page.content.decode()
    assert "Gemensam utbildning" in text
    assert "Något annat" not in text


# --- What hangs on money ---------------------------------------------------------------------------


def test_whoever_pays_cannot_leave_before_that_is_settled():
    agreement, officer = make_accounts()
    count_payers(agreement, 300, 200, 100)
    make_fee_list(agreement, officer)
    make_split(agreement, officer, terms(title="Utbildning"))
    payer = payers_of(agreement)[0]
    make_funder(make_project(agreement, officer, title="Nätet"), officer, organisation=payer.organisation)
    assert ties_of_party(payer) == [
        "Har en avgift för 2026.",
        "Har en andel i Utbildning.",
        "Har en avgift för basåret.",
    ]
    assert ties_of_organisation(payer.organisation, agreement.collaboration) == ["Deltar i projektet Nätet."]


def test_projects_follow_a_merged_organisation():
    agreement, officer = make_accounts()
    county = agreement.collaboration
    duplicate, keeper = (make_organisation(collaboration=county, takes_part=True) for _one in range(2))
    project = make_project(agreement, officer, owner=duplicate)
    funder = make_funder(project, officer, organisation=duplicate)

    merge_organisation(duplicate, keeper)

    project.refresh_from_db()
    assert project.owner == keeper
    assert Funder.objects.get(pk=funder.pk).organisation == keeper


def test_two_that_fund_the_same_project_cannot_become_one():
    agreement, officer = make_accounts()
    county = agreement.collaboration
    duplicate, keeper = (make_organisation(collaboration=county, takes_part=True) for _one in range(2))
    project = make_project(agreement, officer)
    for organisation in (duplicate, keeper):
        make_funder(project, officer, organisation=organisation)
    with pytest.raises(RuleBroken) as refused:
        merge_organisation(duplicate, keeper)
    assert refused.value.reason.value == "both_in_project"
