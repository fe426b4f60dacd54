"""Exports open right in a Swedish spreadsheet, and run nothing there."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from samhandling.core.exports import csv_response, guarded, xlsx_response
from samhandling.core.tables import Row, read_table
from samhandling.lib.text import clean_line

MOMENT = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_a_csv_is_what_swedish_excel_expects():
    response = csv_response(
        "platser", ["Namn", "Antal"], [["Åsa; Umeå", 1234], [None, Decimal("1.50")], [True, date(2026, 12, 31)]]
    )
    assert response.content.decode() == ('\ufeffNamn;Antal\r\n"Åsa; Umeå";1234\r\n;1.50\r\nja;2026-12-31\r\n')
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="platser.csv"'
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_name_with_swedish_letters_survives():
    disposition = csv_response("överenskommelse", [], []).headers["Content-Disposition"]
    assert disposition == "attachment; filename*=utf-8''%C3%B6verenskommelse.csv"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_like_a_formula_leaves_as_text(start):
    assert guarded(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_headings_are_guarded_too_and_numbers_are_not():
    assert csv_response("x", ["=1"], [[-5]]).content.decode() == "\ufeff'=1\r\n-5\r\n"


def test_a_moment_is_told_in_local_time():
    assert csv_response("x", ["När"], [[MOMENT]]).content.decode() == "\ufeffNär\r\n2026-07-01 14:00+02:00\r\n"


def test_an_excel_file_holds_values_of_their_own_kind_and_no_formula():
    response = xlsx_response("platser", ["Namn", "Antal"], [["=1+1", 3], ["\x00Bo", date(2026, 12, 31)]])
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] == [
        [("Namn", "s"), ("Antal", "s")],
        [("=1+1", "s"), (3, "n")],
        [("Bo", "s"), (datetime(2026, 12, 31), "d")],
    ]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)
    assert (sheet.auto_filter.ref, sheet.column_dimensions["B"].width) == ("A1:B1", 13)
    assert response.headers["Content-Disposition"] == 'attachment; filename="platser.xlsx"'


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).map(str.strip), min_size=1, max_size=4)
)
def test_what_leaves_as_csv_comes_back_the_same(texts):
    content = csv_response("x", ["Namn", "Text"], [["rad", text] for text in texts]).content
    expected = [Row(number, ["rad", clean_line(text)]) for number, text in enumerate(texts, start=2)]
    assert read_table(content, "x.csv").rows == expected
