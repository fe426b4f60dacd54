"""Days and numbers, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from samhandling.ui.parts.words import number
from tests.ui.rendering import draw


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("sv", date(2027, 3, 14), "14 mars 2027"),
        ("en", date(2027, 3, 14), "14 March 2027"),
        ("sv", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2027"),
        ("sv", None, ""),
        ("sv", "", ""),
    ],
)
def test_a_day_is_written_as_people_write_it(language, value, shown):
    assert draw("{{ value|day }}", {"value": value}, language=language) == shown


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("sv", 281482, "281\N{NO-BREAK SPACE}482"),
        ("en", 281482, "281\N{NO-BREAK SPACE}482"),
        ("sv", 1234567.5, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5"),
        ("en", 1234.5, "1\N{NO-BREAK SPACE}234.5"),
        ("sv", 999, "999"),
        ("sv", 0, "0"),
        ("sv", -12, "\N{MINUS SIGN}12"),
        ("sv", None, ""),
    ],
)
def test_a_number_has_spaces_that_do_not_break(language, value, shown):
    with translation.override(language):
        assert number(value) == shown


@pytest.mark.parametrize(
    ("language", "size", "shown"),
    [
        ("sv", 116, "mindre än 1 kB"),
        ("en", 999, "less than 1 kB"),
        ("sv", 340_200, "340 kB"),
        ("sv", 2_440_000, "2,4 MB"),
        ("en", 2_440_000, "2.4 MB"),
    ],
)
def test_the_size_of_a_file_is_never_told_in_single_bytes(language, size, shown):
    assert draw("{{ size|file_size }}", {"size": size}, language=language) == shown


def test_an_address_may_break_before_its_slashes_and_is_still_escaped():
    assert draw("{{ address|breakable }}", {"address": "/a/<b>"}) == "<wbr>/a<wbr>/&lt;b&gt;"
