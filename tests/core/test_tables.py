"""Tables as people save them, and the words they get when a table cannot be read."""

import csv
import io
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from samhandling.core.enums import TableRefusal
from samhandling.core.tables import Row, Table, decode, read_table
from samhandling.core.workbooks import column_name, column_number
from samhandling.lib.errors import RuleBroken
from samhandling.lib.text import clean_line

PEOPLE = "Namn;Ort\r\nÅsa;Umeå\r\nBo;Åsele\r\n"
AS_TABLE = Table(["Namn", "Ort"], [Row(2, ["Åsa", "Umeå"]), Row(3, ["Bo", "Åsele"])])


def workbook(*rows, change=None) -> bytes:
    book = Workbook()
    sheet = book["Sheet"]
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def refusal_of(content, name="lista.csv"):
    with pytest.raises(RuleBroken) as refused:
        read_table(content, name)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le"])
def test_a_csv_is_read_in_every_usual_encoding(encoding):
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert read_table((mark + PEOPLE).encode(encoding), "lista.csv") == AS_TABLE


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_with_every_usual_delimiter(delimiter):
    assert read_table(PEOPLE.replace(";", delimiter).encode(), "lista.csv") == AS_TABLE


def test_the_delimiter_is_told_by_what_stands_outside_the_quotation_marks():
    table = read_table(b'"Namn, ort, titel";Epost\n"Bo, Umea";a@example.se\n', "lista.csv")
    assert table == Table(["Namn, ort, titel", "Epost"], [Row(2, ["Bo, Umea", "a@example.se"])])


def test_rows_keep_their_line_also_after_quoted_line_breaks_and_empty_lines():
    content = b'\n\nNamn;Ort\n"Bo\nBengtsson";Ume\n\n;\nEva;Lule\n'
    assert read_table(content, "lista.csv").rows == [Row(4, ["Bo Bengtsson", "Ume"]), Row(8, ["Eva", "Lule"])]


def test_one_column_is_a_table():
    assert read_table(b"Namn\nBo\n", "lista.csv") == Table(["Namn"], [Row(2, ["Bo"])])


def test_short_rows_are_filled_and_cells_are_trimmed():
    assert read_table(b"a;b;c\n 1 ;2\n", "x.csv").rows == [Row(2, ["1", "2", ""])]


def test_an_apostrophe_that_our_exports_put_before_a_sign_goes_away():
    assert read_table(b"Namn;Telefon\nBo;'+46 70 1\n'Sven;x\n", "x.csv").rows == [
        Row(2, ["Bo", "+46 70 1"]),
        Row(3, ["'Sven", "x"]),
    ]


def test_a_formula_in_a_csv_is_text_and_nothing_else():
    assert read_table(b"Namn\n=1+1\n", "x.csv").rows == [Row(2, ["=1+1"])]


def test_an_excel_sheet_is_read_as_text():
    content = workbook(
        ["Namn", "Antal", "Andel", "Dag", "Tid", "Sant"],
        ["Åsa", 12, 0.5, date(2026, 12, 31), datetime(2026, 1, 2, 13, 30), True],
    )
    assert read_table(content, "lista.xlsx") == Table(
        ["Namn", "Antal", "Andel", "Dag", "Tid", "Sant"],
        [Row(2, ["Åsa", "12", "0.5", "2026-12-31", "2026-01-02 13:30", "true"])],
    )


def test_rows_of_a_sheet_keep_their_number_when_rows_above_are_empty():
    def place(sheet):
        sheet["B3"], sheet["C3"], sheet["B6"], sheet["C6"] = "Namn", "Ort", "Bo", "Umeå"

    table = read_table(workbook(change=place), "lista.xlsx")
    assert table == Table(["", "Namn", "Ort"], [Row(6, ["", "Bo", "Umeå"])])


def test_a_formula_gives_the_value_that_was_saved_and_is_never_computed():
    content = workbook(["Namn", "Summa"], ["Bo", "=1+1"])
    assert read_table(content, "lista.xlsx").rows == [Row(2, ["Bo", ""])]


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(*lines, cells="", rows="", end="") -> bytes:
    cell = '<table:table-cell {} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        f"<table:table-row {rows}>{''.join(cell.format(cells, text) for text in line)}</table:table-row>"
        for line in lines
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zipped.writestr("content.xml", ODS.format(rows=body + end))
        zipped.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return content.getvalue()


def test_an_opendocument_sheet_is_read():
    assert read_table(ods(["Namn", "Ort"], ["Åsa", "Umeå"], ["Bo", "Åsele"]), "lista.ods") == AS_TABLE


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        (b"", TableRefusal.EMPTY, ""),
        (b"\n \n", TableRefusal.EMPTY, ""),
        (b"Namn;Ort\n", TableRefusal.EMPTY, ""),
        (b"Namn;namn\nBo;Eva\n", TableRefusal.SAME_NAME_TWICE, "Namnet är ”Namn”."),
        (b"Namn;;Ort\nBo;x;Ume\n", TableRefusal.NAMELESS_COLUMN, "Det är kolumn 2."),
        (b"Namn;Ort\nBo;Ume\nEva;Lule;mer\n", TableRefusal.ROW_TOO_LONG, "Det är rad 3."),
        (b'Namn;Ort\nBo;"Ume\nEva;Lule\n', TableRefusal.BROKEN_QUOTES, "Det är rad 2."),
        (b"Namn\n" + b"x" * 10_001, TableRefusal.CELL_TOO_LONG, "Det är rad 2."),
        (b"Namn\n" + b"x" * 200_000, TableRefusal.CELL_TOO_LONG, "Det är rad 2."),
        (
            b";".join(b"k%d" % n for n in range(201)) + b"\n1\n",
            TableRefusal.TOO_MANY_COLUMNS,
            "Den har 201, högst 200 går att läsa.",
        ),
        (b"%PDF-1.7\n", TableRefusal.NOT_A_TABLE, "(lista.csv)"),
        (b"PK\x03\x04xxxxxxxx", TableRefusal.DAMAGED, "(lista.csv)"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_place(content, reason, detail):
    refused = refusal_of(content)
    assert (refused.reason, refused.detail) == (reason, detail)


def test_an_unnamed_column_without_content_is_no_error():
    assert read_table(b"Namn;Ort;;\nBo;Ume;;\n", "x.csv") == Table(["Namn", "Ort"], [Row(2, ["Bo", "Ume"])])


def test_merged_cells_are_refused_with_their_place():
    content = workbook(["Namn", "Ort"], ["Bo", "Umeå"], change=lambda sheet: sheet.merge_cells("A1:B1"))
    refused = refusal_of(content, "lista.xlsx")
    assert (refused.reason, refused.detail) == (TableRefusal.MERGED_CELLS, "(A1:B1)")


def test_a_hundred_thousand_rows_are_refused_fast_and_with_their_number():
    content = ("Namn;Ort;Epost\n" + "Bo;Umeå;bo@example.se\n" * 100_000).encode()
    started = time.process_time()
    refused = refusal_of(content)
    assert (refused.reason, refused.detail) == (TableRefusal.TOO_MANY_ROWS, "Den har 100000, högst 20000 går att läsa.")
    assert time.process_time() - started < 5


def test_a_hundred_thousand_rows_of_excel_are_refused_with_their_number():
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [["Namn", "Ort", "Epost"], *[["Bo", "Umeå", "bo@example.se"]] * 100_000]:
        sheet.append(row)
    saved_book = io.BytesIO()
    book.save(saved_book)
    started = time.process_time()
    refused = refusal_of(saved_book.getvalue(), "lista.xlsx")
    assert (refused.reason, refused.detail) == (TableRefusal.TOO_MANY_ROWS, "Den har 100000, högst 20000 går att läsa.")
    assert time.process_time() - started < 10


@pytest.mark.parametrize("far_cells", [("XFD1048576",), ("A200000", "ALL1")])
def test_a_sheet_that_pretends_to_be_endless_is_refused_before_it_takes_the_memory(far_cells):
    def place(sheet):
        for cell in far_cells:
            sheet[cell] = "långt borta"

    refused = refusal_of(workbook(["Namn"], ["Bo"], change=place), "lista.xlsx")
    assert refused.reason is TableRefusal.TOO_MANY_CELLS
    assert refused.detail in {
        "Bladet sträcker sig över 1048576 rader och 16384 kolumner.",
        "Bladet sträcker sig över 200000 rader och 1000 kolumner.",
    }


@pytest.mark.parametrize(
    ("cells", "rows"),
    [('table:number-columns-repeated="9999999"', ""), ("", 'table:number-rows-repeated="9999999"')],
)
def test_a_cell_or_row_repeated_without_end_is_refused(cells, rows):
    content = ods(["Namn"], ["Bo"], cells=cells, rows=rows)
    assert refusal_of(content, "lista.ods").reason is TableRefusal.TOO_MANY_CELLS


def test_empty_rows_repeated_to_the_end_of_a_sheet_are_usual_and_no_hindrance():
    end = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read_table(ods(["Namn", "Ort"], ["Åsa", "Umeå"], ["Bo", "Åsele"], end=end), "lista.ods") == AS_TABLE


def test_a_workbook_that_is_damaged_inside_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        zipped.writestr("xl/workbook.xml", "<workbook")
    assert refusal_of(content.getvalue(), "lista.xlsx").reason is TableRefusal.DAMAGED


@pytest.mark.parametrize(("name", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_are_counted_as_spreadsheets_do(name, number):
    assert (column_number(name), column_name(number - 1), get_column_letter(number)) == (number, name, name)


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
LATIN_TEXT = st.text(
    st.characters(codec="cp1252", exclude_characters="".join(map(chr, range(32)))), min_size=1, max_size=30
)


def saved(rows, encoding):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode(encoding)


@given(
    st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=5), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_any_text_comes_back_from_a_csv_as_it_was_written(rows, encoding):
    table = read_table(saved([("a", "b"), *[("x" + one, "y" + two) for one, two in rows]], encoding), "x.csv")
    assert [row.cells for row in table.rows] == [[clean_line("x" + one), clean_line("y" + two)] for one, two in rows]


@given(st.lists(LATIN_TEXT, min_size=1, max_size=5))
def test_any_text_of_windows_comes_back_unless_it_happens_to_be_utf_8(texts):
    content = saved([("a",), *[("xö" + text,) for text in texts]], "cp1252")
    assert [row.cells for row in read_table(content, "x.csv").rows] == [[clean_line("xö" + text)] for text in texts]


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused_and_never_an_error(content):
    with suppress(RuleBroken):
        assert isinstance(read_table(content, "x.csv"), Table)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_decoded(content):
    assert isinstance(decode(content), str)
