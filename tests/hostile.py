"""Files made to do harm, or merely broken, each by what it tries. Small to send; large, deep or endless once opened."""

import io
import struct
import zipfile
from collections.abc import Callable

_MEGABYTE = 1024**2
_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
BOOK = (
    "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>{properties}"
    "<sheets><sheet name='Blad1' sheetId='1' r:id='rId1'/></sheets></workbook>"
)
_RELATIONS = (
    "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='rId2' Type='x/sharedStrings' Target='sharedStrings.xml'/>"
    "<Relationship Id='rId3' Type='x/styles' Target='styles.xml'/></Relationships>"
)
_DATES = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
_HEADS = "<row r='1'><c r='A1' t='str'><v>Namn</v></c><c r='B1' t='str'><v>Kommun</v></c></row>"
_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]><x>&a11;</x>"
)
_ELSEWHERE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>"

Text = str | bytes


def zipped(parts: dict[str, Text], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def xlsx(rows: Text = "", after: Text = "", method: int = zipfile.ZIP_DEFLATED, **parts: Text) -> bytes:
    """A workbook of one sheet; `rows` come below its heads. Parts by name: shared, styles, book, relations, sheet."""
    rows, after = (text if isinstance(text, bytes) else text.encode() for text in (rows, after))
    sheet = b"<worksheet><sheetData>" + _HEADS.encode() + rows + b"</sheetData>" + after + b"</worksheet>"
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": parts.get("book", BOOK.format(properties="")),
            "xl/_rels/workbook.xml.rels": parts.get("relations", _RELATIONS),
            "xl/styles.xml": parts.get("styles", _DATES),
            "xl/sharedStrings.xml": parts.get("shared", "<sst><si><t>Bo</t></si></sst>"),
            "xl/worksheets/sheet1.xml": parts.get("sheet", sheet),
        },
        method,
    )


def ods(rows: Text = "", before: str = "", content: Text | None = None, **parts: Text) -> bytes:
    """A workbook of one sheet; `rows` come below its heads."""
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    heads = f"<table:table-row>{cell.format('Namn')}{cell.format('Kommun')}</table:table-row>"
    rows = rows.decode() if isinstance(rows, bytes) else rows
    whole = (
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet>"
        f"{before}<table:table table:name='A'>{heads}{rows}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": parts.get("manifest", "<manifest/>"),
            "settings.xml": parts.get("settings", "<settings/>"),
            "content.xml": whole if content is None else content,
        }
    )


def _cells(count: int, cell: str) -> str:
    return "".join(f"<row r='{n + 2}'>{cell}</row>" for n in range(count))


def _lying(content: bytes, size: int) -> bytes:
    """The same archive whose list gives every part another size once unpacked."""
    archive = bytearray(content)
    at = 0
    while (at := archive.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<L", archive, at + 24, size)
        at += 46
    return bytes(archive)


def _listed_without_end(copies: int, extra: bytes = b"") -> bytes:
    """One part that the archive lists many times, each at the same place, with as much beside it as it may have."""
    content = zipped({"xl/workbook.xml": "x"})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = bytearray(content[start:end])
    struct.pack_into("<H", entry, 30, len(extra))
    listed = (bytes(entry) + extra) * copies
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, min(copies, 65535), min(copies, 65535), len(listed), start, 0)
    return content[:start] + listed + tail


def _flagged_as_locked(content: bytes) -> bytes:
    archive = bytearray(content)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = 0
        while (at := archive.find(mark, at)) >= 0:
            struct.pack_into("<H", archive, at + place, 1)
            at += 4
    return bytes(archive)


def _docx(size: int) -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": b" " * size})


def _agreement(more: str) -> bytes:
    parties = "parties:\n  region: Region Västerbotten\n  municipalities: [Umeå]\n"
    return f"name: Överenskommelse\nperiod: {{from: 2027-01-01, to: 2030-12-31}}\n{parties}{more}".encode()


_BO = "<c t='s'><v>0</v></c>"


def _ods_row(times: str = "", cell: str = "", says: str = "Bo") -> str:
    return (
        f"<table:table-row {times}><table:table-cell office:value-type='string' {cell}>"
        f"<text:p>{says}</text:p></table:table-cell></table:table-row>"
    )


# Name, with the ending it would be sent under, and how it is made.
FILES: dict[str, Callable[[], bytes]] = {
    "places searched over and over.xlsx": lambda: xlsx("<c " * 100_000),
    "a tag of blanks.xlsx": lambda: xlsx("<c" + " " * 8_000_000 + "/>"),
    "one text in many cells.xlsx": lambda: xlsx(
        _cells(20_000, _BO * 2), shared=f"<sst><si><t>{'x' * _MEGABYTE}</t></si></sst>"
    ),
    "one fitting text in many cells.xlsx": lambda: xlsx(
        _cells(15_000, _BO * 2), shared=f"<sst><si><t>{'😀' * 9_999}</t></si></sst>"
    ),
    "a bomb in the sheet.xlsx": lambda: xlsx(b" " * 100 * _MEGABYTE),
    "a bomb in the texts.xlsx": lambda: xlsx(_cells(1, _BO), shared=b"<sst>" + b" " * 100 * _MEGABYTE),
    "a bomb that says it is small.xlsx": lambda: _lying(xlsx(b" " * 100 * _MEGABYTE), 1000),
    "a small one that says it is a bomb.xlsx": lambda: _lying(xlsx(_cells(1, _BO)), 2**32 - 2),
    "a hundred thousand parts.xlsx": lambda: _listed_without_end(100_000),
    "much beside every part.xlsx": lambda: _listed_without_end(300, b"\0" * 65_532),
    "parts upon each other.xlsx": lambda: _listed_without_end(4_000),
    "packed another way.xlsx": lambda: xlsx(b" " * 60 * _MEGABYTE, method=zipfile.ZIP_LZMA),
    "packed a third way.xlsx": lambda: xlsx(b" " * 60 * _MEGABYTE, method=zipfile.ZIP_BZIP2),
    "cut in the middle.xlsx": lambda: xlsx(_cells(5_000, _BO))[:4_000],
    "without its end.xlsx": lambda: xlsx(_cells(5_000, _BO))[:-30],
    "locked.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
    "parts locked.xlsx": lambda: _flagged_as_locked(xlsx(_cells(1, _BO))),
    "a paper.xlsx": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000,
    "deep without end.xlsx": lambda: xlsx("<c>" * 2_000_000),
    "entities that grow.xlsx": lambda: xlsx(_cells(1, _BO), shared=_LAUGHS),
    "entities from elsewhere.xlsx": lambda: xlsx(_cells(1, _BO), sheet=_ELSEWHERE),
    "a column that is not there.xlsx": lambda: xlsx("<row r='2'><c r='ZZZZ2' t='str'><v>x</v></c></row>"),
    "the last column in each row.xlsx": lambda: xlsx(
        "".join(f"<row r='{n}'><c r='XFD{n}' t='str'><v>x</v></c></row>" for n in range(2, 20_000))
    ),
    "a sheet that says it is endless.xlsx": lambda: xlsx(
        sheet=f"<worksheet><dimension ref='A1:XFD1048576'/><sheetData>{_HEADS}{_cells(1, _BO)}</sheetData></worksheet>"
    ),
    "merged without end.xlsx": lambda: xlsx(
        _cells(1, _BO * 2), after=b"<mergeCells>" + b"<mergeCell ref='A1:B1'/>" * 500_000 + b"</mergeCells>"
    ),
    "numbers beyond all bounds.xlsx": lambda: xlsx(
        "".join(
            f"<row><c s='1'><v>{number}</v></c><c><v>{number}</v></c></row>"
            for number in ("1e999", "-1e308", "nan", "2958466", "-1", "9" * 5_000, "1e-999", "0x1", "1_0", "٣")
        )
    ),
    "a text that is not there.xlsx": lambda: xlsx("<row r='2'><c t='s'><v>9999999</v></c></row>"),
    "a place of ten thousand digits.xlsx": lambda: xlsx(f"<row r='{'9' * 10_000}'>{_BO}</row>"),
    "attributes without end.xlsx": lambda: xlsx(b"<c " + b" ".join(b"a%d=''" % n for n in range(500_000)) + b"/>"),
    "ever new attributes.xlsx": lambda: xlsx(
        b"".join(b"<c " + b" ".join(b"a%d=''" % (n * 1000 + m) for m in range(1000)) + b"/>" for n in range(1000))
    ),
    "one long attribute.xlsx": lambda: xlsx(b"<row r='2' x='" + b"y" * 40 * _MEGABYTE + b"'/>"),
    "a text in a million pieces.xlsx": lambda: xlsx(
        b"<row r='2'><c t='str'><v>" + b"x<!---->" * 1_000_000 + b"</v></c></row>"
    ),
    "a million empty cells.xlsx": lambda: xlsx(_cells(10_000, "<c s='0'/>" * 100)),
    "a million styles.xlsx": lambda: xlsx(
        _cells(1, _BO * 2), styles=b"<styleSheet><cellXfs>" + b"<xf numFmtId='14'/>" * 1_000_000
    ),
    "a million sheets.xlsx": lambda: xlsx(_cells(1, _BO), book=b"<workbook>" + b"<sheet name='x'/>" * 1_000_000),
    "a million texts.xlsx": lambda: xlsx(_cells(1, _BO), shared=b"<sst>" + b"<si><t>x</t></si>" * 1_000_000),
    "as many cells as are taken.xlsx": lambda: xlsx(_cells(19_900, "<c s='1'><v>45000.25</v></c>" * 2)),
    "signs that no text has.xlsx": lambda: xlsx("<row r='2'><c t='str'><v>a\0b</v></c></row>"),
    "written in UTF-16.xlsx": lambda: xlsx(sheet=f"<worksheet>{_HEADS}</worksheet>".encode("utf-16")),
    "without its sheet.xlsx": lambda: xlsx(relations="<Relationships/>"),
    "a sheet outside.xlsx": lambda: xlsx(relations=_RELATIONS.replace("worksheets/", "../../../etc/")),
    "not even XML.xlsx": lambda: xlsx(sheet="Namn;Kommun"),
    "a cell repeated.ods": lambda: ods(_ods_row(cell="table:number-columns-repeated='9999999'")),
    "a row repeated.ods": lambda: ods(_ods_row("table:number-rows-repeated='1048576'")),
    "rows and cells repeated.ods": lambda: ods(
        _ods_row("table:number-rows-repeated='1000000'", "table:number-columns-repeated='16000'")
    ),
    "empty rows repeated.ods": lambda: ods(_ods_row("table:number-rows-repeated='9999999'", says="") * 5_000),
    "a count of ten thousand digits.ods": lambda: ods(_ods_row(f"table:number-rows-repeated='{'9' * 10_000}'")),
    "blanks repeated.ods": lambda: ods(_ods_row(says="<text:s text:c='9999999'/>" * 10_000)),
    "tables inside tables.ods": lambda: ods("<table:table-row><table:table-cell><table:table>" * 200_000),
    "a million tables.ods": lambda: ods(before="<table:table/>" * 500_000),
    "entities that grow.ods": lambda: ods(content=_LAUGHS),
    "locked.ods": lambda: ods(manifest="<manifest><file-entry><encryption-data/></file-entry></manifest>"),
    "a bomb.ods": lambda: ods(content=b" " * 100 * _MEGABYTE),
    "another kind inside.ods": lambda: zipped({"mimetype": "application/zip", "content.xml": "<x/>"}),
    "a million columns.csv": lambda: b"Namn;Kommun\n" + b";" * 15_000_000 + b"x\n",
    "a million heads.csv": lambda: b";".join(b"k%d" % n for n in range(1_000_000)) + b"\nx\n",
    "a million rows.csv": lambda: b"Namn;Kommun\n" + b"Bo;Ume\n" * 1_000_000,
    "empty rows without end.csv": lambda: b"Namn;Kommun\n" + b"\n" * 15_000_000 + b"Bo;Ume",
    "nothing but quotation marks.csv": lambda: b'"' * 15_000_000,
    "a quotation mark never closed.csv": lambda: b'Namn;Kommun\n"' + b"Bo;Ume\n" * 2_000_000,
    "one row of many lines.csv": lambda: b"Namn;Kommun\n" + b'"\n";' * 3_000_000,
    "one long cell.csv": lambda: b"Namn;Kommun\n" + b"x" * 15_000_000,
    "long heads.csv": lambda: b";".join(b"%d" % n + b"x" * 9_990 for n in range(200)) + b"\n1\n",
    "letters of four bytes.csv": lambda: b"Namn;Kommun\n" + ("😀" * 1_000 + ";x\n").encode() * 2_900,
    "as many cells as are taken.csv": lambda: (
        b";".join(b"k%d" % n for n in range(12)) + b"\n" + (b"a;" * 12 + b"\n") * 18_000
    ),
    "zeros.csv": lambda: b"Namn;Kommun\nBo\0;Ume\0\n",
    "written in UTF-16.csv": lambda: ("Namn;Kommun\n" + "Bo;Umeå\n" * 1_000).encode("utf-16"),
    "UTF-16 cut in a letter.csv": lambda: ("Namn;Kommun\n" + "Bo;Umeå\n").encode("utf-16")[:-1],
    "UTF-16 without its mark.csv": lambda: "Namn;Kommun\nBo;Umeå\n".encode("utf-16-le"),
    "letters of a Mac.csv": lambda: "Namn;Kommun\rÅsa Öberg;Umeå\r".encode("mac_roman"),
    "numbers beyond all bounds.csv": lambda: b"kod;folkm\xc3\xa4ngd\n2480;" + b"9" * 9_999 + b"\n9e999;1e999\n",
    "a picture.csv": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000,
    "names that lead nowhere.csv": lambda: (
        "Forum;Part;Namn;Från\n".encode()
        + b"".join(b"Natvrk %d;Umae%d;Bo Ek%d;2027-01-01\n" % (n, n, n) for n in range(19_000))
    ),
    "one name in every row.csv": lambda: (
        b"Namn;E-post\n" + b"".join(b"Bo Ek;b%d@example.se\n" % n for n in range(19_000))
    ),
    "aliases that grow.yaml": lambda: (
        b"a0: &a0 [x]\n"
        + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 12))
    ),
    "brackets without end.yaml": lambda: b"[" * 400_000,
    "sections without end.yaml": lambda: b"".join(b" " * n + b"a:\n" for n in range(700)),
    "a hundred thousand values.yaml": lambda: b"- a\n" * 120_000,
    "a hundred thousand unknown keys.yaml": lambda: b"".join(b"perio%d: x\n" % n for n in range(19_000) if n)[:500_000],
    "the same key without end.yaml": lambda: b"a: x\n" * 9_500,
    "a long key.yaml": lambda: b"? " + b"k" * 500_000 + b"\n: x\n",
    "a long value.yaml": lambda: _agreement(f"legal_basis: {'x' * 400_000}\n"),
    "an address searched over and over.yaml": lambda: _agreement(
        f"collaboration: {{contact_email: 'a@{'.' * 400_000}@'}}\n"
    ),
    "types of its own.yaml": lambda: b"a: !!python/object/apply:os.system [ls]\n" * 9_000,
    "municipalities that are none.yaml": lambda: _agreement("").replace(
        b"[Ume\xc3\xa5]", b"[" + b",".join(b"Umae%d" % n for n in range(19_000)) + b"]"
    ),
    "duties for areas that are none.yaml": lambda: _agreement(
        "strategy: {areas: ["
        + ",".join(f"{{key: k{n}, sv: x}}" for n in range(2_500))
        + "]}\nduties:\n"
        + "- {what: x, area: none}\n" * 2_500
    ),
    "forums out of forums.yaml": lambda: _agreement(
        "forums:\n- key: A\n  name: Delegation\n  composition:\n" + "  - {count: 1, from: B}\n" * 5_000
    ),
    "words read over and over.yaml": lambda: _agreement(
        "forums:\n"
        + "".join(f"- {{key: F{n}, name: Delegation, composition: '1 {'from each ' * 190}'}}\n" for n in range(190))
    ),
    "seats without end.yaml": lambda: _agreement(
        "forums:\n- {key: A, name: Delegation, composition: 999999999 from each municipality}\n"
    ),
    "a number of ten thousand digits.yaml": lambda: b"a: " + b"9" * 10_000,
    "signs that no text has.yaml": lambda: b"a: \x07\nb: \0\n",
    "Latin letters.yaml": lambda: "a: Umeå".encode("latin-1"),
    "brackets without end.json": lambda: b"[" * 900_000,
    "a hundred thousand objects.json": lambda: b"[" + b",".join([b"{}"] * 300_000) + b"]",
    "digits without end.json": lambda: b'{"a": ' + b"9" * 900_000 + b"}",
    "a size that lies.json": lambda: b'{"id": ["Region"], "size": [999999999999], "value": {"0": 1}}',
    "sizes that multiply.json": lambda: b'{"id": [], "size": [' + b",".join([b"99"] * 200_000) + b'], "value": {}}',
    "half a letter.json": lambda: b'{"a": "\\ud800"}',
    "more than anybody asked for.json": lambda: b"[" + b"[]," * 5_000_000 + b"[]]",
    "a bomb.docx": lambda: _lying(_docx(_MEGABYTE), 600 * _MEGABYTE),
    "large and empty.docx": lambda: _docx(50 * _MEGABYTE),
    "with macros.docx": lambda: zipped(
        {"[Content_Types].xml": _TYPES, "word/document.xml": "", "word/vbaProject.bin": ""}
    ),
    "one object in another.pdf": lambda: b"%PDF-1.7\n" + b"<<" * 5_000_000,
    "nothing.pdf": lambda: b"",
}
