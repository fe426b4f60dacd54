"""Rules of the address book that need no database."""

import pytest

from samhandling.organisations.domain.imports import RowPlan, why_not_apply, why_not_undo
from samhandling.organisations.domain.names import municipality_name
from samhandling.organisations.domain.numbers import organisation_number
from samhandling.organisations.enums import ImportState, PersonColumn, Refusal, RowOutcome
from samhandling.organisations.services.people_file import PEOPLE

VASTERBOTTEN = """Bjurholms Dorotea Lycksele Malå Nordmalings Norsjö Robertsfors Skellefteå Sorsele Storumans Umeå
    Vilhelmina Vindelns Vännäs Åsele"""
VARMLAND = """Arvika Eda Filipstads Forshaga Grums Hagfors Hammarö Karlstads Kils Kristinehamns Munkfors Storfors
    Sunne Säffle Torsby Årjängs"""
JAMTLAND = "Bergs Bräcke Härjedalens Krokoms Ragunda Strömsunds Åre Östersunds"
PLAIN_NAMES = {
    "Bjurholms": "Bjurholm",
    "Nordmalings": "Nordmaling",
    "Storumans": "Storuman",
    "Vindelns": "Vindeln",
    "Filipstads": "Filipstad",
    "Karlstads": "Karlstad",
    "Kils": "Kil",
    "Kristinehamns": "Kristinehamn",
    "Årjängs": "Årjäng",
    "Bergs": "Berg",
    "Härjedalens": "Härjedalen",
    "Krokoms": "Krokom",
    "Strömsunds": "Strömsund",
    "Östersunds": "Östersund",
}


@pytest.mark.parametrize("genitive", f"{VASTERBOTTEN} {VARMLAND} {JAMTLAND}".split())
def test_a_municipality_is_called_as_it_calls_itself(genitive):
    assert municipality_name(PLAIN_NAMES.get(genitive, genitive)) == f"{genitive} kommun"


@pytest.mark.parametrize(
    ("name", "formal"),
    [
        ("Falun", "Falu kommun"),
        ("Kalmar", "Kalmar kommun"),
        ("Orust", "Orust kommun"),
        ("Dals-Ed", "Dals-Eds kommun"),
        ("Kalix", "Kalix kommun"),
        ("Borås", "Borås kommun"),
        ("Malung-Sälen", "Malung-Sälens kommun"),
        ("Upplands Väsby", "Upplands Väsby kommun"),
    ],
)
def test_names_that_need_care(name, formal):
    assert municipality_name(name) == formal


@pytest.mark.parametrize("text", ["232100-0222", "2321000222", " 232100 0222 "])
def test_an_organisation_number_is_shown_with_its_hyphen(text):
    assert organisation_number(text) == "232100-0222"


@pytest.mark.parametrize("text", ["232100-0223", "232100", "", "abcdef-ghij", "20232100-0222x"])
def test_a_number_that_cannot_be_is_told_apart(text):
    assert organisation_number(text) is None


def outcomes(**counts: int) -> list[RowPlan]:
    return [RowPlan(2, RowOutcome(outcome)) for outcome, count in counts.items() for _row in range(count)]


@pytest.mark.parametrize(
    ("state", "plans", "leave_out", "reason"),
    [
        (ImportState.PREVIEWED, outcomes(new=2), False, None),
        (ImportState.PREVIEWED, outcomes(changed=1, same=1), False, None),
        (ImportState.PREVIEWED, outcomes(new=1, error=1), False, Refusal.ROWS_HAVE_ERRORS),
        (ImportState.PREVIEWED, outcomes(new=1, error=1), True, None),
        (ImportState.PREVIEWED, outcomes(error=2), True, Refusal.NOTHING_TO_DO),
        (ImportState.PREVIEWED, outcomes(same=2), False, Refusal.NOTHING_TO_DO),
        (ImportState.PREVIEWED, outcomes(), False, Refusal.ROWS_CLEARED),
        (ImportState.APPLIED, outcomes(new=2), False, Refusal.ALREADY_APPLIED),
        (ImportState.UNDONE, outcomes(new=2), False, Refusal.ALREADY_APPLIED),
    ],
)
def test_an_import_is_carried_out_once_and_only_with_rows_that_can_be_read(state, plans, leave_out, reason):
    nothing = Refusal.NOTHING_TO_DO
    assert why_not_apply(state, plans, nothing_to_do=nothing, leave_out_errors=leave_out) is reason


@pytest.mark.parametrize(
    ("state", "has_traces", "reason"),
    [
        (ImportState.APPLIED, True, None),
        (ImportState.APPLIED, False, Refusal.ROWS_CLEARED),
        (ImportState.PREVIEWED, False, Refusal.NOT_APPLIED),
        (ImportState.UNDONE, False, Refusal.NOT_APPLIED),
    ],
)
def test_only_what_was_carried_out_can_be_taken_back(state, has_traces, reason):
    assert why_not_undo(state, has_traces=has_traces) is reason


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ({"full_name": "Namn"}, None),
        ({"given_name": "Förnamn", "family_name": "Efternamn"}, None),
        ({"given_name": "Förnamn"}, Refusal.COLUMNS_MISSING),
        ({"email": "Namn", "full_name": "Namn"}, Refusal.COLUMN_TWICE),
        ({}, Refusal.COLUMNS_MISSING),
    ],
)
def test_a_file_must_say_what_people_are_called(mapping, reason):
    refused = PEOPLE.why_not_map(mapping)
    assert (refused and refused[0]) is reason


def test_what_is_missing_is_named():
    assert PEOPLE.why_not_map({"given_name": "Förnamn"}) == (
        Refusal.COLUMNS_MISSING,
        str(PersonColumn.FAMILY_NAME.label),
    )
