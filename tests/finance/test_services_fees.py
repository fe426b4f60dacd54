"""Index, base year and fee lists: calculated, checked, adopted, locked, and calculated again the same."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.core.models import Event
from samhandling.finance.enums import FeeState, Refusal
from samhandling.finance.models import Fee, FeeList, IndexFigure
from samhandling.finance.selectors.fees import derivation_of, fee_list_for, fee_lists_of
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.fees import adopt_fee_list, check_fee_list, discard_fee_list, draft_fee_list
from samhandling.finance.services.index import correct_index, note_index
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.finance import NOW, TODAY, adopt, make_accounts, make_base, make_fee_list, make_index
from tests.factories.organisations import give_role

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 10, 1, 8, tzinfo=UTC)


def fees_of(fee_list: FeeList) -> list[int]:
    """Kronor in the order of the municipalities' names."""
    return [fee.amount_ore // 100 for fee in Fee.objects.filter(fee_list=fee_list)]


def test_a_years_fees_are_the_base_raised_by_each_years_index():
    agreement, officer = make_accounts()
    make_base(agreement, officer, 123_456, 60_000, 0)
    make_index(agreement.collaboration, officer, 2026, 3_400)
    make_index(agreement.collaboration, officer, 2027, 2_900)
    fee_list = draft_fee_list(actor=officer, agreement=agreement, year=2027, now=NOW)
    assert fees_of(fee_list) == [131_356, 63_839, 0]
    assert [(step["year"], step["percent"]) for step in fee_list.steps] == [(2026, 3_400), (2027, 2_900)]
    assert Event.objects.filter(verb="fee_list.drafted", object_id=fee_list.pk).get().actor == officer


def test_an_adopted_list_stays_when_the_index_is_corrected_and_comes_out_the_same():
    agreement, officer = make_accounts()
    fee_list = make_fee_list(agreement, officer, adopted=True)
    figure = IndexFigure.objects.get(year=2026)
    correct_index(
        actor=officer, figure=figure, percent=5_000, source="SKR, rättad", published_on=date(2026, 5, 9), now=LATER
    )
    found = fee_list_for(officer, agreement, 2026)
    assert [derivation_of(found, fee).agrees for fee in found.fees.all()] == [True, True, True]
    assert fees_of(fee_list) == [103_400, 103_400, 103_400]
    with pytest.raises(RuleBroken) as refused:
        draft_fee_list(actor=officer, agreement=agreement, year=2026, now=LATER)
    assert refused.value.reason == Refusal.YEAR_LOCKED


def test_a_correction_keeps_the_former_figure():
    agreement, officer = make_accounts()
    figure = make_index(agreement.collaboration, officer, 2027, 2_900)
    correct_index(
        actor=officer, figure=figure, percent=3_100, source="SKR, rättad", published_on=date(2026, 6, 1), now=LATER
    )
    figures = IndexFigure.objects.order_by("pk").values_list("percent", "replaced_at")
    assert list(figures) == [(2_900, LATER), (3_100, None)]
    with pytest.raises(RuleBroken) as refused:
        correct_index(actor=officer, figure=figure, percent=1, source="x", published_on=TODAY, now=LATER)
    assert refused.value.reason == Refusal.INDEX_REPLACED


def test_a_second_figure_for_a_year_is_refused():
    agreement, officer = make_accounts()
    make_index(agreement.collaboration, officer, 2027, 2_900)
    with pytest.raises(RuleBroken) as refused:
        make_index(agreement.collaboration, officer, 2027, 3_000)
    assert (refused.value.reason, refused.value.detail) == (Refusal.INDEX_TWICE, "2027")
    assert IndexFigure.objects.count() == 1


def test_a_year_without_its_index_is_refused_and_nothing_is_stored():
    agreement, officer = make_accounts()
    make_base(agreement, officer)
    make_index(agreement.collaboration, officer, 2027, 2_900)
    with pytest.raises(RuleBroken) as refused:
        draft_fee_list(actor=officer, agreement=agreement, year=2028, now=NOW)
    assert (refused.value.reason, refused.value.detail) == (Refusal.INDEX_MISSING, "2026, 2028")
    assert FeeList.objects.count() == 0


def test_a_municipality_without_base_fee_is_named():
    agreement, officer = make_accounts()
    base = make_base(agreement, officer)
    left_out = payers_of(agreement)[0]
    base.fees.filter(party=left_out).delete()
    make_index(agreement.collaboration, officer, 2026, 3_400)
    with pytest.raises(RuleBroken) as refused:
        draft_fee_list(actor=officer, agreement=agreement, year=2026, now=NOW)
    assert (refused.value.reason, refused.value.detail) == (Refusal.BASE_MISSING, str(left_out))


def test_four_eyes_ask_for_another_to_adopt_than_the_one_who_calculated():
    agreement, officer = make_accounts()
    agreement.collaboration.asks_for_four_eyes = True
    agreement.collaboration.save()
    fee_list = make_fee_list(agreement, officer)
    with pytest.raises(RuleBroken) as refused:
        adopt(fee_list, officer)
    assert refused.value.reason == Refusal.SAME_EYES
    other = give_role(make_user(), agreement.collaboration, Role.FINANCE)
    assert adopt(fee_list, other).state == FeeState.ADOPTED


def test_a_list_is_checked_before_it_is_adopted_and_then_locked():
    agreement, officer = make_accounts()
    fee_list = make_fee_list(agreement, officer)
    decision = {"adopted_on": TODAY, "adopted_by": "RUN", "section": "", "registration_number": "", "today": TODAY}
    with pytest.raises(RuleBroken) as too_early:
        adopt_fee_list(actor=officer, fee_list=fee_list, **decision)
    adopted = adopt(fee_list, officer)
    assert too_early.value.reason == Refusal.YEAR_NOT_CHECKED
    assert (adopted.state, adopted.checked_by, adopted.adopted_on) == (FeeState.ADOPTED, officer, TODAY)
    for act in (
        lambda: check_fee_list(actor=officer, fee_list=fee_list, now=LATER),
        lambda: discard_fee_list(actor=officer, fee_list=fee_list),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.reason == Refusal.YEAR_LOCKED


def test_a_decision_that_lies_ahead_is_refused():
    agreement, officer = make_accounts()
    fee_list = make_fee_list(agreement, officer)
    with pytest.raises(RuleBroken) as refused:
        adopt(fee_list, officer, adopted_on=date(2026, 9, 2))
    assert refused.value.reason == Refusal.IN_THE_FUTURE


def test_calculating_a_checked_list_again_makes_it_a_draft():
    agreement, officer = make_accounts()
    fee_list = make_fee_list(agreement, officer)
    check_fee_list(actor=officer, fee_list=fee_list, now=NOW)
    again = draft_fee_list(actor=officer, agreement=agreement, year=2026, now=LATER)
    assert (again.pk, again.state, again.checked_by) == (fee_list.pk, FeeState.DRAFT, None)
    assert Fee.objects.filter(fee_list=again).count() == 3


@pytest.mark.parametrize("role", [Role.READER, Role.EVALUATOR])
def test_only_those_who_keep_the_accounts_may_calculate(role: Role):
    agreement, officer = make_accounts()
    make_fee_list(agreement, officer)
    member = make_user()
    give_role(member, agreement.collaboration, role)
    with pytest.raises(PermissionDenied):
        draft_fee_list(actor=member, agreement=agreement, year=2026, now=NOW)
    with pytest.raises(PermissionDenied):
        note_index(
            actor=member, collaboration=agreement.collaboration, year=2030, percent=1, source="x", published_on=TODAY
        )


def test_a_figure_that_no_index_can_be_is_refused():
    agreement, officer = make_accounts()
    with pytest.raises(RuleBroken) as refused:
        make_index(agreement.collaboration, officer, 2027, -100_000)
    assert (refused.value.reason, IndexFigure.objects.count()) == (Refusal.INDEX_UNREASONABLE, 0)


def test_the_base_year_is_written_anew_whole():
    agreement, officer = make_accounts()
    make_base(agreement, officer, 100, 200, 300)
    base = make_base(agreement, officer, 400, 500, 600)
    assert sorted(base.fees.values_list("amount_ore", flat=True)) == [40_000, 50_000, 60_000]


def test_the_newest_list_stands_first():
    agreement, officer = make_accounts()
    make_base(agreement, officer)
    for year in (2026, 2027):
        make_fee_list(agreement, officer, year)
    assert [one.year for one in fee_lists_of(officer, agreement)] == [2027, 2026]
