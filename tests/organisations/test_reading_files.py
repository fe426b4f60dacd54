"""What rows of a file mean, and what they would change. No database."""

import pytest

from samhandling.organisations.domain.columns import cells_by_column, guess_mapping
from samhandling.organisations.domain.imports import count_outcomes, mark_of
from samhandling.organisations.domain.names import split_name
from samhandling.organisations.domain.people_file import (
    PEOPLE_COLUMNS,
    KnownPerson,
    PersonRow,
    plan_people,
    read_person,
)
from samhandling.organisations.enums import PersonColumn, RowFault, RowOutcome

UMEA, MALA = 1, 2
KEYS = {"umeå": UMEA, "umeå kommun": UMEA, "malå": MALA}


def row(number: int, name: str, **values) -> PersonRow:
    given, family = split_name(name)
    return PersonRow(number, given, family, **values)


def known(pk: int, name: str, **values) -> KnownPerson:
    given, family = split_name(name)
    return KnownPerson(pk, given, family, **values)


@pytest.mark.parametrize(
    ("headers", "mapping"),
    [
        (
            ["Förnamn", "Efternamn", "E-postadress", "Mobil"],
            {"given_name": "Förnamn", "family_name": "Efternamn", "email": "E-postadress", "phone": "Mobil"},
        ),
        (["Ledamot", "Kommun", "Titel"], {"full_name": "Ledamot", "organisation": "Kommun", "title": "Titel"}),
        (
            ["First name", "Last name", "E-mail", "Organization"],
            {"given_name": "First name", "family_name": "Last name", "email": "E-mail", "organisation": "Organization"},
        ),
        (
            ["NAMN", "epost:", "Telefon (arbete)", "Skostorlek"],
            {"full_name": "NAMN", "email": "epost:", "phone": "Telefon (arbete)"},
        ),
        (["Skostorlek", "Hatt"], {}),
    ],
)
def test_columns_are_guessed_from_swedish_and_english_headings(headers, mapping):
    assert guess_mapping(headers, PEOPLE_COLUMNS) == mapping


def test_what_was_chosen_last_time_wins():
    remembered = {"title": "Skostorlek", "phone": "not in this file"}
    assert guess_mapping(["Namn", "Titel", "Skostorlek"], PEOPLE_COLUMNS, remembered) == {
        "title": "Skostorlek",
        "full_name": "Namn",
    }


def test_a_short_row_has_empty_cells_at_its_end():
    assert cells_by_column(["Namn", "Titel"], ["  Anna   Berg "], {"full_name": "Namn", "title": "Titel"}) == {
        "full_name": "Anna Berg",
        "title": "",
    }


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Anna Berg", ("Anna", "Berg")),
        ("Anna Maria Berg", ("Anna Maria", "Berg")),
        ("Berg, Anna Maria", ("Anna Maria", "Berg")),
        ("von Essen, Carl", ("Carl", "von Essen")),
        ("Essen, Carl von", ("Carl", "von Essen")),
        ("Gardie, Magnus Gabriel de la", ("Magnus Gabriel", "de la Gardie")),
        ("Carl von Otter", ("Carl", "von Otter")),
        ("Hilma af Klint", ("Hilma", "af Klint")),
        ("Carl Gustaf af Leopold", ("Carl Gustaf", "af Leopold")),
        ("Ebba de la Gardie", ("Ebba", "de la Gardie")),
        ("Louis De Geer", ("Louis", "De Geer")),
        ("Marie van der Berg", ("Marie", "van der Berg")),
        ("Karl zu Sayn", ("Karl", "zu Sayn")),
        ("Ana dos Santos", ("Ana", "dos Santos")),
        ("Thi Van Nguyen", ("Thi Van", "Nguyen")),
        ("Van Nguyen", ("Van", "Nguyen")),
        ("von Otter", ("von", "Otter")),
        ("Anna von", ("Anna", "von")),
        ("Berg", ("", "Berg")),
        ("", ("", "")),
    ],
)
def test_a_whole_name_is_divided(full, parts):
    assert split_name(full) == parts


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"full_name": "Anna Berg", "email": "anna@umea.se", "phone": "090-12 34 56", "organisation": "UMEÅ"}, []),
        ({"full_name": "Berg"}, [("given_name", RowFault.NAME_MISSING)]),
        ({"full_name": "Anna Berg", "email": "anna(at)umea.se"}, [("email", RowFault.EMAIL_WRONG)]),
        ({"full_name": "Anna Berg", "phone": "ring växeln"}, [("phone", RowFault.PHONE_WRONG)]),
        ({"full_name": "Anna Berg", "organisation": "Luleå"}, [("organisation", RowFault.ORGANISATION_UNKNOWN)]),
        ({"full_name": "Anna Berg", "email": "anna@umea.se eller bo@umea.se"}, [("email", RowFault.EMAIL_WRONG)]),
        ({"given_name": "#=1+1", "family_name": "Berg"}, [("given_name", RowFault.NO_VALUE)]),
        ({"full_name": "#N/A", "title": "#REF!"}, [("full_name", RowFault.NO_VALUE), ("title", RowFault.NO_VALUE)]),
        ({"given_name": "A" * 81, "family_name": "Berg"}, [("given_name", RowFault.TOO_LONG)]),
        (
            {"email": "x"},
            [
                ("given_name", RowFault.NAME_MISSING),
                ("family_name", RowFault.NAME_MISSING),
                ("email", RowFault.EMAIL_WRONG),
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_told_by_column(cells, faults):
    assert [(fault.column, fault.reason) for fault in read_person(2, cells, KEYS).faults] == faults


@pytest.mark.parametrize("name", ["vakant", "Vakant", "vacant", "N.N.", "en person som har raderats"])
def test_a_row_that_names_nobody_is_left_out(name):
    (plan,) = plan_people([read_person(2, {"given_name": "", "family_name": name, "email": "x"}, KEYS)], [])
    assert (plan.outcome, plan.faults) == (RowOutcome.SKIPPED, ())


def test_an_address_and_a_number_are_kept_as_at_every_other_door():
    read = read_person(2, {"full_name": "Eva M", "email": "mailto:Eva.M@example.se", "phone": "tel:090‑12 34"}, KEYS)
    assert (read.email, read.phone, read.faults) == ("eva.m@example.se", "090-12 34", ())


def test_a_dash_says_nothing():
    cells = cells_by_column(
        ["Namn", "Tel", "E-post"], ["Anna-Lena Berg", "–", "-"], {"name": "Namn", "a": "Tel", "b": "E-post"}
    )
    assert cells == {"name": "Anna-Lena Berg", "a": "", "b": ""}


def test_a_swedish_telephone_number_may_begin_with_a_plus():
    assert read_person(2, {"full_name": "Anna Berg", "phone": "+46 90 12 34 56"}, KEYS).faults == ()


@pytest.mark.parametrize(
    ("asked", "outcome", "person"),
    [
        (row(2, "Anna Berg"), RowOutcome.SAME, 7),
        (row(2, "anna BERG", email="anna@umea.se"), RowOutcome.CHANGED, 7),
        (row(2, "Anna Berg", organisation_id=UMEA), RowOutcome.SAME, 7),
        (row(2, "Anna Berg", organisation_id=MALA), RowOutcome.NEW, None),
        (row(2, "Anna Berg", organisation_id=MALA, email="anna@umea.se"), RowOutcome.CHANGED, 7),
        (row(2, "Anna Berg", title="Kommunalråd"), RowOutcome.CHANGED, 7),
        (row(2, "Anna Berg", email="ab@umea.se"), RowOutcome.SAME, 7),
        (row(2, "Bo Ek", email="anna@umea.se"), RowOutcome.ERROR, None),
        (row(2, "Bo Ek"), RowOutcome.NEW, None),
    ],
)
def test_whom_a_row_means(asked, outcome, person):
    here = [
        known(
            7,
            "Anna Berg",
            organisation_id=UMEA,
            organisation="Umeå",
            email="Anna@umea.se",
            other_emails=("ab@umea.se",),
        )
    ]
    plan = plan_people([asked], here)[0]
    assert (plan.outcome, plan.person_id) == (outcome, person)


def test_two_of_one_name_need_an_address_or_an_organisation():
    here = [known(7, "Anna Berg", organisation_id=UMEA), known(8, "Anna Berg", organisation_id=MALA, email="a@mala.se")]
    plans = plan_people(
        [row(2, "Anna Berg"), row(3, "Anna Berg", organisation_id=MALA), row(4, "Anna Berg", email="a@mala.se")], here
    )
    assert [(plan.outcome, plan.person_id) for plan in plans] == [
        (RowOutcome.ERROR, None),
        (RowOutcome.SAME, 8),
        (RowOutcome.SAME, 8),
    ]
    assert plans[0].faults[0].reason is RowFault.AMBIGUOUS


def test_a_change_is_shown_as_before_and_after():
    here = [known(7, "Anna Berg", organisation_id=UMEA, organisation="Umeå", title="Ordförande")]
    plan = plan_people([row(2, "Anna Berg", title="Kommunalråd", email="a@umea.se")], here)[0]
    assert [(change.column, change.before, change.after) for change in plan.changes] == [
        ("title", "Ordförande", "Kommunalråd"),
        ("email", "", "a@umea.se"),
    ]


def test_an_empty_cell_wipes_nothing():
    here = [known(7, "Anna Berg", title="Ordförande", email="a@umea.se", phone="090-123456")]
    assert plan_people([row(2, "Anna Berg")], here)[0].changes == ()


def test_one_person_may_stand_in_many_rows():
    plans = plan_people([row(2, "Bo Ek", title="Ledamot"), row(3, "Bo Ek"), row(4, "Bo Ek", email="bo@x.se")], [])
    assert [(plan.outcome, plan.same_as) for plan in plans] == [
        (RowOutcome.NEW, None),
        (RowOutcome.SAME, 2),
        (RowOutcome.CHANGED, 2),
    ]


def test_rows_that_contradict_each_other_are_errors_that_name_the_other_row():
    plans = plan_people([row(2, "Bo Ek", title="Ledamot"), row(5, "Bo Ek", title="Ordförande")], [])
    assert plans[1].outcome is RowOutcome.ERROR
    assert [(fault.column, fault.reason, fault.other_row) for fault in plans[1].faults] == [
        ("title", RowFault.CONTRADICTS, 2)
    ]


def test_rows_that_contradict_each_other_about_the_employer_name_its_column():
    rows = [row(2, "Bo Ek", email="bo@x.se", organisation_id=UMEA, organisation="Umeå")]
    rows.append(row(3, "Bo Ek", email="bo@x.se", organisation_id=MALA, organisation="Malå"))
    (fault,) = plan_people(rows, [])[1].faults
    assert (fault.column, fault.value, fault.other_row) == (PersonColumn.ORGANISATION, "Malå", 2)


def test_outcomes_are_counted():
    plans = plan_people([row(2, "Bo Ek"), row(3, "Anna Berg")], [known(7, "Anna Berg")])
    assert count_outcomes(plans) == {
        RowOutcome.NEW: 1,
        RowOutcome.CHANGED: 0,
        RowOutcome.SAME: 1,
        RowOutcome.SKIPPED: 0,
        RowOutcome.ERROR: 0,
    }


def test_the_mark_of_a_preview_changes_with_the_register():
    rows = [row(2, "Anna Berg", title="Ledamot")]
    first = mark_of(plan_people(rows, [known(7, "Anna Berg")]))
    assert mark_of(plan_people(rows, [known(7, "Anna Berg")])) == first
    assert mark_of(plan_people(rows, [known(7, "Anna Berg", title="Ordförande")])) != first
