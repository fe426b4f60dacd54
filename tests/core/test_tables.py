"""Tables as people save them, and the words they get when a table cannot be read."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from samhandling.core.decoding import decode
from samhandling.core.enums import TableRefusal
from samhandling.core.tables import Row, Source, Table, read_table, source_in_words
from samhandling.core.workbooks.sheets import column_name, column_number
from samhandling.lib.cells import is_no_value
from samhandling.lib.errors import RuleBroken
from samhandling.lib.text import clean_line
from tests.hostile import BOOK, FILES, xlsx

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
        Source("Sheet"),
    )


def test_rows_of_a_sheet_keep_their_number_when_rows_above_are_empty():
    def place(sheet):
        sheet["B3"], sheet["C3"], sheet["B6"], sheet["C6"] = "Namn", "Ort", "Bo", "Umeå"

    table = read_table(workbook(change=place), "lista.xlsx")
    assert table == Table(["", "Namn", "Ort"], [Row(6, ["", "Bo", "Umeå"])], Source("Sheet"))


def test_a_formula_that_was_never_calculated_shows_itself_and_is_never_computed():
    content = workbook(["Namn", "Summa"], ["Bo", "=1+1"])
    assert read_table(content, "lista.xlsx").rows == [Row(2, ["Bo", "#=1+1"])]


def test_a_formula_gives_the_value_that_was_saved_with_it_also_an_empty_one():
    rows = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    assert read_table(xlsx(rows), "lista.xlsx").rows == [Row(2, ["2", ""])]


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#SAKNAS!", "#REFERENS!", "Err:508"]
)
def test_a_cell_that_shows_an_error_is_not_read_as_empty(error):
    excel = xlsx(f'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="e"><v>{error}</v></c></row>')
    shown = f'office:value-type="float" office:value="0"><text:p>{error}</text:p>'
    open_document = ods(
        ["Namn", "Till"], end=f"<table:table-row><table:table-cell {shown}</table:table-cell></table:table-row>"
    )
    assert read_table(excel, "lista.xlsx").rows == [Row(2, ["Bo", error])]
    assert read_table(open_document, "lista.ods").rows == [Row(2, [error, ""])]
    assert is_no_value(error)


@pytest.mark.parametrize("text", ["#1", "Nr 5", "+46 70 123 45 67", "-", "C#", "Errol:500", "Vad?", ""])
def test_what_only_resembles_an_error_is_a_value(text):
    assert not is_no_value(text)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (701234567, "0000000000", "0701234567"),
        (114, "0000", "0114"),
        (701234567, "000-000 00 00", "070-123 45 67"),
        (701234567, r"000\-000\ 00\ 00", "070-123 45 67"),
        (46701234567, '"+"00" "00" "000" "00" "00', "+46 70 123 45 67"),
        (5560360793, "000000-0000", "556036-0793"),
        (90185, "000 00", "901 85"),
        (701234567, "0000", "701234567"),
        (0, "0000", "0000"),
        (12, "0", "12"),
        (12, "00.0", "12"),
        (1234567, "#,##0", "1234567"),
        (12, '00" st"', "12"),
        (0.5, "0000", "0.5"),
        (-5, "0000", "-5"),
        (12, "0.00E+00", "12"),
    ],
)
def test_a_number_whose_format_is_that_of_a_code_is_read_as_it_is_shown(number, code, shown):
    def formatted(sheet):
        sheet["B2"] = number
        sheet["B2"].number_format = code

    content = workbook(["Namn", "Telefon"], ["Bo", None], change=formatted)
    assert read_table(content, "lista.xlsx").rows == [Row(2, ["Bo", shown])]


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        ("701234567", "0701234567", "0701234567"),
        ("701234567", "070-123 45 67", "070-123 45 67"),
        ("0.5", "0,5", "0.5"),
        ("12", "012,00", "12"),
        ("1234567", "1 234 567", "1234567"),
    ],
)
def test_a_number_of_opendocument_that_is_shown_with_a_leading_zero_is_read_so(value, shown, read):
    cell = f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p>'
    content = ods(["Telefon"], end=f"<table:table-row>{cell}</table:table-cell></table:table-row>")
    assert read_table(content, "lista.ods").rows == [Row(2, [read])]


def test_signs_that_excel_writes_by_number_are_read_and_those_that_cannot_be_stored_go():
    shared = "<sst><si><r><t>a_x000A_b</t></r><rPh><t>uttal</t></rPh><r><t>_x0000_c_xD800_</t></r></si></sst>"
    content = xlsx('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', shared=shared)
    assert read_table(content, "x.xlsx").rows == [Row(2, ["a bc", ""])]


def test_dates_of_the_other_epoch_and_those_that_no_calendar_has_are_told_apart():
    properties = "<workbookPr date1904='1'/>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"><v>{v}</v></c></row>' for n, v in ((2, 0.5), (3, 40000), (4, 1e9)))
    assert [row.cells[0] for row in read_table(xlsx(rows), "x.xlsx").rows] == ["12:00:00", "2009-07-06", "1000000000"]
    other = xlsx(rows, book=BOOK.format(properties=properties))
    assert [row.cells[0] for row in read_table(other, "x.xlsx").rows] == ["12:00:00", "2013-07-07", "1000000000"]


def several_sheets(active: int, cover: list[list[str]]) -> bytes:
    book = Workbook()
    book["Sheet"].title = "Försättsblad"
    people, secret = book.create_sheet("Ledamöter"), book.create_sheet("Undangömt")
    secret.sheet_state = "hidden"
    for sheet, rows in (
        (book["Försättsblad"], cover),
        (people, [["Namn", "Ort"], ["Åsa", "Umeå"], ["Bo", "Åsele"]]),
        (secret, [["Namn", "Ort"], ["Eva", "Luleå"]]),
    ):
        for row in rows:
            sheet.append(row)
    people.row_dimensions[3].hidden = True
    book.active = active
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_the_sheet_that_was_open_is_read_and_it_is_told_what_else_there_is():
    table = read_table(several_sheets(1, [["Läs", "detta"], ["Först", "alltid"]]), "lista.xlsx")
    assert table == Table(AS_TABLE.headers, AS_TABLE.rows, Source("Ledamöter", ["Försättsblad"], hidden_rows=1))
    of_the_sheet, of_the_row = source_in_words(table.source)
    assert of_the_sheet.startswith("Bladet ”Ledamöter” läses. I filen finns också: ”Försättsblad”. Vill du läsa ")
    assert of_the_row == "1 rad som är dold i bladet läses också."


def test_a_cover_sheet_without_rows_is_passed_over_and_a_hidden_sheet_is_never_read():
    assert read_table(several_sheets(0, [["Ledamöter 2027"]]), "x.xlsx").source == Source(
        "Ledamöter", ["Försättsblad"], 1
    )
    assert read_table(several_sheets(2, []), "x.xlsx").source.sheet == "Ledamöter"


def test_sheets_and_hidden_rows_of_opendocument_are_told_of():
    hidden = ods(["Namn", "Ort"], ["Åsa", "Umeå"], ["Bo", "Åsele"], rows='table:visibility="filter"', sheets=ODS_SHEETS)
    assert read_table(hidden, "lista.ods").source == Source("A", ["Noter"], hidden_rows=3)


def test_a_title_above_the_heads_is_passed_over_and_told_of():
    content = workbook(
        ["Ledamöter i PKD"], [], ["Namn", "Ort"], ["Bo", "Umeå"], change=lambda sheet: sheet.merge_cells("A1:B1")
    )
    table = read_table(content, "lista.xlsx")
    assert table == Table(["Namn", "Ort"], [Row(4, ["Bo", "Umeå"])], Source("Sheet", above=["Ledamöter i PKD"]))
    assert source_in_words(table.source) == ["Det här står ovanför rubrikerna och läses inte: ”Ledamöter i PKD”."]
    assert read_table("Ledamöter i PKD;\n\nNamn;Ort\nBo;Umeå\n".encode(), "x.csv").rows == [Row(4, ["Bo", "Umeå"])]


def test_nothing_is_told_of_a_file_that_nobody_need_wonder_at():
    assert source_in_words(read_table(PEOPLE.encode(), "lista.csv").source) == []
    assert source_in_words(read_table(workbook(["Namn", "Ort"], ["Bo", "Umeå"]), "lista.xlsx").source) == []


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_first_line_may_say_what_divides_the_cells(first):
    assert read_table((first + "Namn;Ort, by\nBo;Ume, Ersmark\n").encode(), "x.csv") == Table(
        ["Namn", "Ort, by"], [Row(3, ["Bo", "Ume, Ersmark"])]
    )


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("name", ["Åsa Öberg", "Björn Ek", "Gävle", "HÅKAN", "Mårten"])
def test_letters_of_a_mac_or_of_dos_are_refused_instead_of_misread(encoding, name):
    refused = refusal_of(f"Namn;E-post\r{name};a@example.se\r".encode(encoding))
    assert (refused.reason, refused.detail) == (TableRefusal.WRONG_LETTERS, "Det är rad 2.")


@pytest.mark.parametrize(
    "text",
    ["Umeå–Åsele", "”Bo”", "Bo’s", "500 € i år", "Dušan Åhl", "ŠKODA på väg", "Žižek, så…", "Renée", "Åbo™"],
)
def test_the_signs_that_windows_has_beside_the_letters_are_read(text):
    assert read_table(f"Namn\n{text}\n".encode("cp1252"), "x.csv").rows == [Row(2, [text])]


def test_a_file_that_is_locked_with_a_password_is_refused_as_such():
    assert {refusal_of(FILES[name]()).reason for name in ("locked.xlsx", "parts locked.xlsx", "locked.ods")} == {
        TableRefusal.LOCKED
    }


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>{sheets}</office:spreadsheet>
</office:body>
</office:document-content>"""


ODS_SHEETS = """<table:table table:name="Noter"><table:table-row><table:table-cell office:value-type="string">
<text:p>Anm.</text:p></table:table-cell></table:table-row></table:table>"""


def ods(*lines, cells="", rows="", end="", sheets="") -> bytes:
    cell = '<table:table-cell {} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        f"<table:table-row {rows}>{''.join(cell.format(cells, text) for text in line)}</table:table-row>"
        for line in lines
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zipped.writestr("content.xml", ODS.format(rows=body + end, sheets=sheets))
        zipped.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return content.getvalue()


def test_an_opendocument_sheet_is_read():
    read = read_table(ods(["Namn", "Ort"], ["Åsa", "Umeå"], ["Bo", "Åsele"]), "lista.ods")
    assert read == Table(AS_TABLE.headers, AS_TABLE.rows, Source("A"))


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
    rows = (["Namn", "Ort", "E-post"], ["Bo", "Umeå", "bo@example.se"])
    for place in ("A1:B1", "B2:C2"):
        refused = refusal_of(workbook(*rows, change=lambda sheet, place=place: sheet.merge_cells(place)), "lista.xlsx")
        assert (refused.reason, refused.detail) == (TableRefusal.MERGED_CELLS, f"({place})")


def test_more_rows_than_are_taken_are_refused():
    content = ("Namn;Ort;Epost\n" + "Bo;Umeå;bo@example.se\n" * 20_001).encode()
    refused = refusal_of(content)
    assert (refused.reason, refused.detail) == (TableRefusal.TOO_MANY_ROWS, "Högst 20000 går att läsa.")
    assert len(read_table(content[:-23], "lista.csv").rows) == 20_000


@pytest.mark.parametrize(
    ("far_cells", "reason", "detail"),
    [
        (("XFD1048576",), TableRefusal.ROW_TOO_LONG, "Det är rad 1048576."),
        (("A200000", "ALL1"), TableRefusal.TOO_MANY_COLUMNS, "Den har 1000, högst 200 går att läsa."),
    ],
)
def test_a_cell_far_out_is_refused_with_its_place_and_takes_no_room(far_cells, reason, detail):
    def place(sheet):
        for cell in far_cells:
            sheet[cell] = "långt borta"

    refused = refusal_of(workbook(["Namn"], ["Bo"], change=place), "lista.xlsx")
    assert (refused.reason, refused.detail) == (reason, detail)


def test_empty_rows_repeated_to_the_end_of_a_sheet_are_usual_and_no_hindrance():
    end = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert (
        read_table(ods(["Namn", "Ort"], ["Åsa", "Umeå"], ["Bo", "Åsele"], end=end), "lista.ods").rows == AS_TABLE.rows
    )


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
# What stands between the letters of Windows and the signs it shares with all others.
OF_WINDOWS_ALONE = bytes(byte for byte in range(128, 160)).decode("cp1252", "ignore")
LATIN_TEXT = st.text(
    st.characters(codec="cp1252", exclude_characters="".join(map(chr, range(32))) + OF_WINDOWS_ALONE),
    min_size=1,
    max_size=30,
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
def test_any_bytes_can_be_decoded_or_are_refused(content):
    with suppress(RuleBroken):
        assert isinstance(decode(content), str)
