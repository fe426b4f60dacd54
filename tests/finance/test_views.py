"""What people meet on the pages about money: sentences, amounts, refusals, and that looking changes nothing."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samhandling.core.models import Event
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis
from samhandling.finance.models import CostSplit, FeeBase, FeeList, IndexFigure, SplitShare
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.splits import adopt_split
from tests.factories.agreements import make_individual_agreement
from tests.factories.finance import (
    COUNTED_ON,
    TABLE,
    TODAY,
    count_payers,
    make_accounts,
    make_fee_list,
    make_funder,
    make_index,
    make_project,
    make_split,
    terms,
)

pytestmark = pytest.mark.django_db
DECISION = {"adopted_on": TODAY, "adopted_by": "RUN", "section": "§ 3", "registration_number": "RUN 7", "today": TODAY}
EDITION = f"{COUNTED_ON.isoformat()}/{TABLE}"


class Office:
    """An officer at work: the agreement of three municipalities, its addresses, and a client that is logged in."""

    def __init__(self, client):
        self.client = client
        self.agreement, self.officer = make_accounts()
        self.payers = payers_of(self.agreement)
        client.force_login(self.officer)
        client.cookies["django_language"] = "sv"

    def address(self, page, **more):
        return reverse(f"finance:{page}", kwargs={"collaboration": self.agreement.collaboration.slug, **more})

    def of_agreement(self, page, **more):
        return self.address(page, agreement=self.agreement.pk, **more)

    def get(self, address, data=None):
        return text_of(self.client.get(address, data))

    def post(self, address, data=None):
        return self.client.post(address, data or {}, follow=True)

    def key(self, **more):
        """What a form of a key sends, with all parties chosen."""
        chosen = [str(party.pk) for party in self.payers]
        plain = {"total": "1 000", "basis": "equal", "unit": "100", "parties": chosen}
        return plain | more


def text_of(response):
    """The words of a page, each space an ordinary one."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("&nbsp;", " "))


def written_in(form, name):
    """What stands in a field of the page, whatever the order of its attributes."""
    (field,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', form)
    return re.search(r'value="([^"]*)"', field)[1]


@pytest.fixture
def office(client):
    return Office(client)


# --- Fees -----------------------------------------------------------------------------------------


def test_a_list_says_what_is_paid_together_how_much_it_rises_and_how_it_stands(office):
    make_fee_list(office.agreement, office.officer, 2026)
    page = office.get(office.of_agreement("fee_list", year=2026))
    assert "Tillsammans betalar parterna 310 200 kr, 3,4 % mer än året före. Ett utkast som ingen har granskat" in page


def test_a_year_outside_the_agreement_is_said(office):
    make_index(office.agreement.collaboration, office.officer, 2026, 3_400)
    make_fee_list(office.agreement, office.officer, 2026)
    make_index(office.agreement.collaboration, office.officer, 2027, 2_900)
    make_fee_list(office.agreement, office.officer, 2027)
    assert "Året ligger utanför" not in office.get(office.of_agreement("fee_list", year=2026))
    assert "Året ligger utanför överenskommelsen" in office.get(office.of_agreement("fee_list", year=2027))


def test_a_fee_is_derived_row_by_row(office):
    fee_list = make_fee_list(office.agreement, office.officer, 2026)
    party = office.payers[0]
    page = office.get(office.of_agreement("fee", year=2026, party=party.pk))
    assert "2026 3,4 % 103 400 kr 103 400 kr" in page
    assert "Avgiften har räknats om just nu och blir densamma." in page
    fee_list.fees.filter(party=party).update(amount_ore=1)
    assert "Avgiften går inte att räkna om" in office.get(office.of_agreement("fee", year=2026, party=party.pk))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1,234", "Skriv beloppet i kronor med siffror, och kommatecken före öre: 1 234,50."),
        ("tolv", "Skriv beloppet i kronor med siffror, och kommatecken före öre: 1 234,50."),
        ("-5", "Skriv ett belopp som inte är mindre än noll."),
        ("9 999 999 999 999", "Beloppet är större än vad som rimligen kan menas. Räkna nollorna."),
    ],
)
def test_an_amount_that_could_mean_two_things_is_refused_and_nothing_is_saved(office, written, words):
    amounts = {f"party_{party.pk}": "1 000" for party in office.payers}
    amounts[f"party_{office.payers[1].pk}"] = written
    sent = {"year": "2025", "source": "Bilaga 1", "rounding_unit": "100", "rounding_moment": "each_year", **amounts}
    response = office.post(office.of_agreement("fee_base"), sent)
    assert words in text_of(response)
    assert f'value="{written}"' in response.content.decode()
    assert FeeBase.objects.count() == 0


def test_a_choice_that_is_none_is_told_in_plain_words(office):
    amounts = {f"party_{party.pk}": "1 000" for party in office.payers}
    sent = {"year": "2025", "source": "Bilaga 1", "rounding_unit": "7", "rounding_moment": "sometimes", **amounts}
    text = text_of(office.post(office.of_agreement("fee_base"), sent))
    assert text.count("Välj något av det som finns i listan.") == 4  # at the field and in the summary
    assert "giltigt alternativ" not in text


def test_a_locked_year_is_not_calculated_again(office):
    make_fee_list(office.agreement, office.officer, 2026, adopted=True)
    text = text_of(office.post(office.of_agreement("fee_list_draft"), {"year": "2026"}))
    assert "Året är antaget och låst. Det som beslutades ligger fast." in text
    text = text_of(office.post(office.of_agreement("fee_list_discard", year=2026)))
    assert "Året är antaget och låst." in text
    assert FeeList.objects.get().state == "adopted"


def test_a_list_is_drafted_checked_and_adopted_over_the_pages(office):
    make_fee_list(office.agreement, office.officer, 2026, adopted=True)
    make_index(office.agreement.collaboration, office.officer, 2027, 2_900)
    office.post(office.of_agreement("fee_list_draft"), {"year": "2027"})
    office.post(office.of_agreement("fee_list_check", year=2027))
    decision = {"adopted_on": "2026-09-01", "adopted_by": "Nämnden", "section": "§ 9", "registration_number": "RUN 9"}
    page = text_of(office.post(office.of_agreement("fee_list_adopt", year=2027), decision))
    assert "Avgifterna för 2027 är antagna och låsta." in page
    assert "Antagen 1 september 2026 av Nämnden." in page
    assert Event.objects.filter(verb="fee_list.adopted").count() == 2


def test_empty_pages_have_the_first_step_as_a_button(office):
    assert office.of_agreement("fee_base") in office.client.get(office.of_agreement("fees")).content.decode()
    assert office.address("index_note") in office.client.get(office.address("index")).content.decode()
    assert office.of_agreement("try_out") in office.client.get(office.of_agreement("splits")).content.decode()
    assert office.address("project_new") in office.client.get(office.address("projects")).content.decode()


# --- What if --------------------------------------------------------------------------------------


def rows_now():
    return [model.objects.count() for model in (CostSplit, SplitShare, FeeList, IndexFigure, Event)]


def test_a_trial_tells_who_pays_more_and_saves_nothing(office):
    count_payers(office.agreement, 2_000, 1_000, 1_000)
    first, second, third = office.payers
    before = rows_now()
    page = office.get(office.of_agreement("try_out"), office.key(basis="population", population=EDITION, cap="400"))
    assert f"2 parter betalar mer: {second}, {third}. 1 part betalar mindre: {first}." in page
    assert f"{first} vid en gräns 500 kr 400 kr −100 kr" in page
    assert rows_now() == before


def test_a_partys_own_cap_and_floor_hold_for_it_alone(office):
    first, second, third = office.payers
    own = {f"cap_{first.pk}": "100", f"floor_{third.pk}": "500"}
    page = office.get(office.of_agreement("try_out"), office.key(**own))
    for party, ore in ((first, "100 kr"), (second, "400 kr"), (third, "500 kr")):
        assert re.search(rf"{party} (vid en gräns )?33[34] kr {ore}", page)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"basis": "manual"}, "Andelarna blir noll tillsammans, så ingen skulle betala."),
        ({"basis": "population", "population": EDITION}, "Det saknas folkmängd för det valda datumet:"),
        ({"basis": "population"}, "Välj vilken folkmängd som kostnaden ska fördelas efter."),
        ({"cap": "300"}, "De högsta andelarna räcker inte till det som ska fördelas."),
        ({"floor": "400"}, "De lägsta andelarna är tillsammans mer än det finns att fördela."),
        ({"region_kronor": "1 001"}, "Regionens andel är större än hela kostnaden."),
        ({"fixed_part": "400"}, "De fasta delarna är tillsammans mer än det finns att fördela."),
        ({"basis": "by_moon"}, "Välj något av det som finns i listan."),
        ({"total": "1,234"}, "Skriv beloppet i kronor med siffror"),
        ({"parties": []}, "Välj minst en part som delar på kostnaden."),
        ({"region_percent": "10", "region_kronor": "5"}, "antingen i procent eller i kronor, inte både och."),
    ],
)
def test_a_trial_that_cannot_be_says_why(office, more, words):
    count_payers(office.agreement, *[1_000] * 3)
    if "folkmängd för det" in words:
        office.payers[0].organisation.populations.all().delete()
    page = office.get(office.of_agreement("try_out"), office.key(**more))
    assert words in page
    assert "Så blir det" not in page


def test_fixed_amounts_and_parts_set_by_hand_are_written_in_the_table(office):
    first, second, third = office.payers
    fixed = {f"weight_{first.pk}": "600", f"weight_{second.pk}": "300,50", f"weight_{third.pk}": "99,50"}
    page = office.get(office.of_agreement("try_out"), office.key(basis="fixed", unit="1", **fixed))
    assert f"{first} 333,34 kr 600 kr +266,66 kr" in page
    parts = {f"weight_{first.pk}": "3", f"weight_{second.pk}": "1"}
    page = office.get(office.of_agreement("try_out"), office.key(basis="manual", **parts))
    assert re.search(rf"{first} 33[34] kr 750 kr", page)


# --- Shared costs ---------------------------------------------------------------------------------


def test_a_share_is_tied_to_a_line_of_the_partys_own_annex(office):
    first, second, _third = office.payers
    mine = make_individual_agreement(first, titles=["Mediecenter"]).special_agreements.get()
    others = make_individual_agreement(second, titles=["Antagning"]).special_agreements.get()
    about = {"title": "Mediecenter", "year": "2026", "invoicing": "quarterly", "invoice_reference": "R-1"}
    sent = office.key(**about, **{f"special_{first.pk}": str(mine.pk)})
    office.post(office.of_agreement("split_new"), sent)
    share = SplitShare.objects.get(party=first)
    assert (share.special, share.amount_ore) == (mine, 33_400)
    panel = office.get(office.address("annex_panel", pk=first.pk))
    assert "Mediecenter 2026 Mediecenter utkast varje kvartal, R-1 334 kr" in panel
    wrong = office.key(**about | {"title": "Annat"}, **{f"special_{first.pk}": str(others.pk)})
    assert "Välj något av det som finns i listan." in text_of(office.post(office.of_agreement("split_new"), wrong))
    assert CostSplit.objects.count() == 1


def test_own_limits_stand_in_the_form_when_the_draft_is_changed(office):
    first = office.payers[0]
    about = {"title": "Nav", "year": "2026", "invoicing": "yearly"}
    office.post(office.of_agreement("split_new"), office.key(**about, **{f"cap_{first.pk}": "100"}))
    split = CostSplit.objects.get()
    form = office.client.get(office.of_agreement("split_change", split=split.pk)).content.decode()
    assert written_in(form, f"cap_{first.pk}") == "100"
    assert "högst 100 kr" in office.get(office.of_agreement("split", split=split.pk))


def test_a_trial_goes_on_to_the_form_with_what_was_tried(office):
    first = office.payers[0]
    sent = office.key(total="2 500", cap="900", **{f"floor_{first.pk}": "850"})
    form = office.client.get(office.of_agreement("split_new"), sent).content.decode()
    assert [written_in(form, name) for name in ("total", "cap", f"floor_{first.pk}")] == ["2 500", "900", "850"]


def test_a_cost_is_taken_over_to_the_next_year_once(office):
    count_payers(office.agreement, 2_000, 1_000, 1_000)
    key = CostKey(Basis.POPULATION, region_per_mille=500, cap=30_000)
    split = make_split(
        office.agreement, office.officer, terms(1_000, key, year=2026, population_on=COUNTED_ON, population_table=TABLE)
    )
    adopt_split(actor=office.officer, split=split, **DECISION)
    page = text_of(office.post(office.of_agreement("split_next_year", split=split.pk)))
    assert "Kostnaden är tagen med till 2027 som utkast." in page
    copied = CostSplit.objects.get(year=2027)
    assert (copied.state, copied.region_per_mille, copied.cap_ore) == ("draft", 500, 30_000)
    assert [share.amount_ore for share in copied.shares.all()] == [share.amount_ore for share in split.shares.all()]
    again = text_of(office.post(office.of_agreement("split_next_year", split=split.pk)))
    assert "Kostnaden finns redan för nästa år. Öppna den och ändra den." in again
    assert CostSplit.objects.count() == 2


def test_a_key_that_sums_to_zero_is_refused_and_nothing_is_saved(office):
    sent = office.key(title="Nav", year="2026", invoicing="yearly", basis="manual", reason="Enligt mötet")
    text = text_of(office.post(office.of_agreement("split_new"), sent))
    assert "Andelarna blir noll tillsammans, så ingen skulle betala. Ge minst en part en andel." in text
    assert CostSplit.objects.count() == 0


# --- Projects -------------------------------------------------------------------------------------


def test_a_budget_is_written_in_a_table_of_years(office):
    project = make_project(office.agreement, office.officer)
    funder = make_funder(project, office.officer)
    address = office.address("funder_budget", pk=project.pk, funder=funder.pk)
    office.post(address, {"planned_2026_cash": "1 000", "spent_2026_cash": "900,50", "planned_2027_in_kind": "50"})
    assert list(funder.lines.values_list("year", "means", "planned_ore", "spent_ore")) == [
        (2026, "cash", 100_000, 90_050),
        (2027, "in_kind", 5_000, None),
    ]
    answer = office.post(address, {"planned_2026_cash": "mycket"})
    assert "Skriv beloppet i kronor med siffror" in text_of(answer)
    assert funder.lines.count() == 2
    page = office.get(office.address("project", pk=project.pk))
    assert "2026 1 000 kr 0 kr 1 000 kr 900,50 kr 2027 0 kr 50 kr 50 kr" in page


# --- Each list costs the same, however long ---------------------------------------------------------


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grow(office, number):
    """One more of everything that stands in a list."""
    year = 2026 + number
    make_fee_list(office.agreement, office.officer, year, adopted=True)
    line = make_individual_agreement(office.payers[number], titles=["Rad"]).special_agreements.get()
    split = make_split(office.agreement, office.officer, terms(title=f"Kostnad {number}"))
    split.shares.filter(party=office.payers[0]).update(special=line)
    adopt_split(actor=office.officer, split=split, **DECISION)
    project = make_project(office.agreement, office.officer, title=f"Projekt {number}")
    make_funder(project, office.officer, organisation=office.payers[0].organisation)
    for party in office.payers[:1]:
        make_funder(office.project, office.officer, organisation=office.payers[number].organisation)
        party.organisation.populations.create(
            inhabitants=5_000, reference_on=date(2020 + number, 12, 31), table="TAB638", source="SCB", fetched_on=TODAY
        )


LISTS = {
    "overview": 15,
    "fees": 11,
    "splits": 10,
    "projects": 9,
    "project": 15,
    "index": 9,
    "populations": 12,
    "ledger": 17,
    "ledger_export": 14,
    "annex_panel": 9,
    "try_out": 12,
}


@pytest.mark.parametrize("page", LISTS)
def test_a_list_costs_the_same_with_one_row_and_with_three(office, page):
    count_payers(office.agreement, 2_000, 1_000, 1_000)
    make_index(office.agreement.collaboration, office.officer, 2026, 3_400)
    office.project = make_project(office.agreement, office.officer, title="Det stora")
    grow(office, 0)
    where = {
        "ledger": {"pk": office.payers[0].organisation_id},
        "annex_panel": {"pk": office.payers[0].pk},
        "project": {"pk": office.project.pk},
        "ledger_export": {"kind": "csv"},
    }.get(page, {"agreement": office.agreement.pk} if page in {"fees", "splits", "try_out"} else {})
    one = queries_of(office.client, office.address(page, **where))
    grow(office, 1)
    grow(office, 2)
    assert (one, queries_of(office.client, office.address(page, **where))) == (LISTS[page], LISTS[page])
