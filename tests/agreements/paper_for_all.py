"""What in a PDF hinders somebody who reads it by ear: the checks of PDF/UA-1 that a program can make."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary

# PDF 1.7 knows these; every other tag must be mapped to one of them.
_TAGS = (
    "/Document /Part /Sect /Div /P /H1 /H2 /H3 /H4 /H5 /H6 /L /LI /Lbl /LBody /Table /TR /TH /TD /THead /TBody /TFoot "
    "/Caption /TOC /TOCI /Reference /Link /Span /Figure /Note /Quote /BlockQuote /Code"
)
STANDARD = frozenset(_TAGS.split())
PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"}


def tags_in(node: object) -> Iterator[Dictionary]:
    """Every tag below, in reading order."""
    if isinstance(node, Array):
        for part in node:
            yield from tags_in(part)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node
        yield from tags_in(node.get("/K"))


def _kind(tag: Dictionary) -> str:
    return str(tag.get("/S", ""))


def tags_of(pdf: pikepdf.Pdf) -> list[Dictionary]:
    return list(tags_in(pdf.Root.StructTreeRoot.K)) if "/StructTreeRoot" in pdf.Root else []


def headings_of(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    return [(int(_kind(tag)[2:]), str(tag.T)) for tag in tags_of(pdf) if _kind(tag) in {"/H1", "/H2", "/H3", "/H4"}]


def bookmarks_of(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [title for item in outline.root for title in _titles(item)]


def _titles(item: pikepdf.OutlineItem) -> list[str]:
    return [item.title, *(title for child in item.children for title in _titles(child))]


def faults_of(pdf: pikepdf.Pdf) -> list[str]:
    """Everything that is wrong, in words; a paper for everybody has none."""
    return [
        *_of_the_whole(pdf),
        *_of_headings(pdf),
        *_of_tables(pdf),
        *_of_pictures_and_links(pdf),
        *_of_content(pdf),
        *_of_fonts(pdf),
    ]


def _of_the_whole(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it does not say that it is tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the reader shows the file's name"
    if not str(root.get("/Lang", "")):
        yield "no language"
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "it does not say that it is PDF/UA"
        if not metadata.get("dc:title"):
            yield "no title"
    roles = root.StructTreeRoot.get("/RoleMap", {}) if "/StructTreeRoot" in root else {}
    for kind in sorted({_kind(tag) for tag in tags_of(pdf)}):
        if kind not in STANDARD and str(roles.get(kind, "")) not in STANDARD:
            yield f"nobody knows what {kind} is"


def _of_headings(pdf: pikepdf.Pdf) -> Iterator[str]:
    levels = [level for level, _text in headings_of(pdf)]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"a heading of level {level} after {before}"
    if [text for _level, text in headings_of(pdf)] != bookmarks_of(pdf):
        yield "the bookmarks are not the headings"
    if not levels:
        yield "no headings"


def _of_tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    for table in (tag for tag in tags_of(pdf) if _kind(tag) == "/Table"):
        parts = list(tags_in(table.K))
        if _kind(parts[0]) != "/Caption" and not _has_caption_before(table):
            yield "a table without caption"
        heads = [part for part in parts if _kind(part) == "/TH"]
        if not heads or any(_attribute(head, "/Scope") is None for head in heads):
            yield "a table whose headings do not say what they are headings of"
        known = {str(head.get("/ID")) for head in heads}
        for cell in (part for part in parts if _kind(part) == "/TD"):
            names = {str(name) for name in _attribute(cell, "/Headers") or []}
            if not names or not names <= known:
                yield "a cell without heading"
        widths = {len([part for part in tags_in(row.K) if _kind(part) in {"/TH", "/TD"}]) for row in _rows(parts)}
        if widths != {len(heads)}:
            yield f"rows of {sorted(widths)} cells below {len(heads)} headings"


def _has_caption_before(table: Dictionary) -> bool:
    """At the end of a page the caption stands beside the table instead of in it, in a division around both."""
    outer = [tag for tag in (table.P, table.P.P) if _kind(tag) == "/Div"]
    return bool(outer) and _kind(next(tags_in(outer[-1].K))) == "/Caption"


def _rows(parts: list[Dictionary]) -> list[Dictionary]:
    return [part for part in parts if _kind(part) == "/TR"]


def _attribute(tag: Dictionary, name: str) -> object:
    attributes = tag.get("/A", [])
    return next(
        (one[name] for one in (attributes if isinstance(attributes, Array) else [attributes]) if name in one), None
    )


def _of_pictures_and_links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for tag in tags_of(pdf):
        if _kind(tag) == "/Figure" and not str(tag.get("/Alt", "")):
            yield "a picture without words"
    for number, page in enumerate(pdf.pages, start=1):
        if str(page.get("/Tabs")) != "/S":
            yield f"page {number}: the tab key does not follow the text"
        for link in page.get("/Annots", []):
            if not str(link.get("/Contents", "")) or "/StructParent" not in link:
                yield f"page {number}: a link that says nothing"


def _of_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """All that is painted is tagged or decoration, and read aloud in the order in which it is painted."""
    painted: list[tuple[int, int]] = []
    for number, page in enumerate(pdf.pages):
        marks: list[int | None] = []  # what we are inside of: a tagged piece, or None for decoration
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                marks.append(_piece(instruction.operands))
                painted += [(number, piece) for piece in marks[-1:] if piece is not None]
            elif operator == "EMC":
                marks.pop()
            elif operator in PAINTS and not marks:
                yield f"page {number + 1}: something untagged is painted"
    # A cell that goes on upon the next page is read to its end there, so pages are compared each by itself.
    if painted != sorted(_read_aloud(pdf), key=lambda piece: piece[0]):
        yield "it is not read in the order in which it stands"


def _piece(operands: object) -> int | None:
    _kind, *more = operands  # type: ignore[misc]  # operands are a list
    return int(more[0].MCID) if more and isinstance(more[0], Dictionary) and "/MCID" in more[0] else None


def _read_aloud(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Every piece as (page, number), in the order of the tags."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[tuple[int, int]] = []

    def walk(node: object, page: int) -> None:
        if isinstance(node, Array):
            for part in node:
                walk(part, page)
        elif isinstance(node, int):
            found.append((page, node))
        elif isinstance(node, Dictionary):
            here = places[node.Pg.objgen] if "/Pg" in node else page
            walk(node.MCID if "/MCID" in node else node.get("/K"), here)

    if "/StructTreeRoot" in pdf.Root:
        walk(pdf.Root.StructTreeRoot.K, 0)
    return found


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {}).keys()):
                yield f"{font.BaseFont} does not lie in the file"
            if "/ToUnicode" not in font:
                yield f"{font.BaseFont} does not say which letters it shows"
