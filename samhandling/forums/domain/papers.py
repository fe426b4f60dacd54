"""What the name of a file tells of the paper in it, so that a secretary with ten files need not write it again."""

import re
from pathlib import PurePosixPath

from samhandling.documents.enums import DocumentKind

# The first that a name holds decides: "bilaga 2 till tjänsteskrivelse" is an appendix.
_WORDS = (
    (DocumentKind.APPENDIX, ("bilaga", "underlag", "appendix")),
    (DocumentKind.SUMMONS, ("kallelse", "summons")),
    (DocumentKind.AGENDA, ("föredragningslista", "dagordning", "agenda", "ärendelista")),
    (DocumentKind.MEMO, ("tjänsteskrivelse", "tjänsteutlåtande", "tjut", "memo")),
    (DocumentKind.OPINION, ("yttrande", "remissvar", "opinion")),
    (DocumentKind.NOTES, ("minnesanteckning", "anteckning", "notes")),
    (DocumentKind.MINUTES, ("protokoll", "minutes")),
    (DocumentKind.PRESENTATION, ("presentation", "bildspel", "pptx", "odp")),
    (DocumentKind.PLAN, ("verksamhetsplan", "handlingsplan", "plan")),
    (DocumentKind.REPORT, ("rapport", "report")),
    (DocumentKind.DECISION, ("beslut", "decision")),
    (DocumentKind.LETTER, ("skrivelse", "brev", "letter")),
)


def title_of(file_name: str, longest: int = 200) -> str:
    """The name as one reads it: "03_tjansteskrivelse-budget 2027.pdf" is “Tjansteskrivelse budget 2027”.

    A number first is the place in the folder, which the order of the agenda tells already; a year is no such number.
    """
    words = re.sub(r"[_\s]+|(?<=\w)-(?=\w)(?<!\d-)|(?<=\D)-(?=\d{1,3}\b)", " ", PurePosixPath(file_name).stem).strip()
    words = re.sub(r"^\d{1,2}[.)]?\s*[-–]?\s+(?=\D)", "", words)
    return (words[:1].upper() + words[1:])[:longest] or file_name[:longest]


def kind_of(file_name: str) -> DocumentKind:
    """The kind that the name speaks of, else another paper."""
    name = _plain(file_name)
    return next((kind for kind, words in _WORDS if any(_plain(word) in name for word in words)), DocumentKind.OTHER)


def _plain(text: str) -> str:
    """Names of files are often written without å, ä and ö."""
    return text.lower().translate(str.maketrans("åäö", "aao"))


def moved(order: list[int], number: int, by: int) -> list[int]:
    """The same papers, one of them a step up (-1) or down (1). The first stays first, and the last stays last."""
    at = order.index(number)
    there = min(max(at + by, 0), len(order) - 1)
    rest = [one for one in order if one != number]
    return [*rest[:there], number, *rest[there:]]
