"""Addresses, numbers, codes and days as people write and paste them."""

from datetime import date

import pytest

from samhandling.lib.days import is_open_end, read_day
from samhandling.lib.written import (
    email_address,
    is_nothing,
    municipality_code,
    organisation_digits,
    telephone_number,
    typed,
    web_address,
)


@pytest.mark.parametrize(
    "text",
    [
        "eva.m@example.se",
        "mailto:eva.m@example.se",
        "MAILTO:Eva.M@Example.se?subject=M%C3%B6te",
        "eva.m@example.se\u200b",
        "\ufeffeva.m\u200b@example.se",
        "\u00a0eva.m@example.se ",
        "Eva M <eva.m@example.se>",
        "<mailto:eva.m@example.se>;",
        "eva.m@example.se.",
    ],
)
def test_an_email_address_is_kept_alone_and_in_small_letters(text):
    assert email_address(text) == "eva.m@example.se"


@pytest.mark.parametrize("text", ["a@example.se b@example.se", "a@example.se, b@example.se", "eva.m(at)example.se", ""])
def test_what_is_not_one_address_is_left_for_the_door_to_refuse(text):
    assert email_address(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("090-12 34 56", "090-12 34 56"),
        ("tel:+46901234", "+46901234"),
        ("090\u201112\u00a034", "090-12 34"),
        ("070\u2013123", "070-123"),
    ],
)
def test_a_telephone_number_is_kept_as_written(text, kept):
    assert telephone_number(text) == kept


def test_a_web_address_loses_what_came_along():
    assert web_address("<https://www.example.se/a\u200b b> ") == "https://www.example.se/ab"


@pytest.mark.parametrize(
    "text",
    [
        "212000-2627",
        "2120002627",
        "16212000-2627",
        "162120002627",
        "212000\u20112627",
        "212000 \u2013 2627",
        "\u00a0212000-2627\u200b",
        "SE212000262701",
    ],
)
def test_an_organisation_number_is_ten_digits(text):
    assert organisation_digits(text) == "2120002627"


@pytest.mark.parametrize("text", ["212000262", "19212000-2627", "212000-26270", "SE2120002627", "nej"])
def test_other_digits_are_left_as_they_are(text):
    assert organisation_digits(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2480", "2480"),
        ("2480 Umeå", "2480"),
        ("2480\u00a0Umeå kommun", "2480"),
        ("2480, Umeå", "2480"),
        ("2480 \u2013 Umeå", "2480"),
        ("0180 Stockholm", "0180"),
        ("180", "0180"),
        ("2480 2418", "2480 2418"),
        ("24801", "24801"),
        ("Umeå", "Umeå"),
    ],
)
def test_a_municipality_code_is_four_digits(text, code):
    assert municipality_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "20270101",
        "2027-1-1",
        "2027\u201101\u201101",
        "2027\u201301\u201301",
        "2027\u221201\u221201",
        "2027.01.01",
        "2027/1/1",
        "\u00a02027-01-01 ",
        "2027-01-01 00:00:00",
        "2027-01-01T00:00",
        "1. januari 2027",
        "fr.o.m. 2027-01-01",
        "fr o m 1 januari 2027",
        "t.o.m. 2027-01-01",
        "till och med 1/1 2027",
    ],
)
def test_a_day_is_read_as_registers_and_word_processors_write_it(text):
    assert read_day(text) == date(2027, 1, 1)


@pytest.mark.parametrize(
    "text", ["2027-01/01", "20271301", "1/2/2027", "01.02.2027", "2027-01-01 13:45", "202701", "46388"]
)
def test_what_could_mean_two_days_or_a_moment_is_no_day(text):
    assert read_day(text) is None


def test_until_further_notice_sets_no_day():
    assert [is_open_end(text) for text in ("Tills vidare", "t.v.", "tillsvidare?", "2027")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_dash_alone_says_nothing_and_in_a_word_it_stays():
    assert [is_nothing(text) for text in ("", "-", "\u2013", "\u2014", "Ann-Marie")] == [True, True, True, True, False]
    assert typed("Ann\u2011Marie\u00a0 Å") == "Ann-Marie Å"
