"""Reading how a forum is put together out of the agreement's own words, in Swedish or English.

"2 from each of the 15 municipalities" · "7 from BSR and 6 from RUN" · "chosen by PKD among its members" ·
"1 municipal director from each municipality" · "7 från BSR och 6 från RUN" · "utses av PKD bland dess ledamöter"
"""

import re
from dataclasses import dataclass

from samhandling.forums.enums import RuleKind

REGION_WORDS = frozenset({"region", "the region", "regionen"})
_PART = re.compile(r"\s*(?:,|;|\band\b|\boch\b|\bsamt\b)\s*(?=\d)", re.IGNORECASE)
_EACH = re.compile(
    r"(?P<count>\d+)\b(?P<who>[^\d]*?)\s*\b(?:from|from among|från|ur|per)\b\s*"
    r"(?:each(?: one)?(?: of)?(?: the)?|every|varje|vardera|var och en av|var och en utav|respektive)?"
    r"\s*(?:de\s+)?(?P<of>\d+)?\s*(?P<role>municipalit(?:y|ies)|kommun(?:er|erna|en)?|part(?:y|ies|er|erna|en)?)\.?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?P<count>\d+)\b(?P<who>[^\d]*?)\s*\b(?:from|från|ur)\b\s+(?P<source>the region|[^\s\d][^\s]*?)\.?", re.IGNORECASE
)
_AMONG = (
    re.compile(
        r"(?:(?P<count>\d+)\s+)?(?:chosen|elected|appointed) by (?P<source>.+?) among its members\.?", re.IGNORECASE
    ),
    re.compile(
        r"(?:(?P<count>\d+)\s+)?(?:chosen|elected|appointed) among the members of (?P<source>.+?)\.?", re.IGNORECASE
    ),
    re.compile(
        r"(?:(?P<count>\d+)\s+)?(?:utses|väljs|utsedda|valda) av (?P<source>.+?) (?:bland|ur|inom) "
        r"(?:dess|sina|delegationens|deras|sig)(?: ledamöter)?\.?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?P<count>\d+)\s+)?(?:utses|väljs|utsedda|valda) bland ledamöterna i (?P<source>.+?)\.?", re.IGNORECASE
    ),
    re.compile(
        r"(?:(?P<count>\d+)\s+)?(?:utses|väljs|utsedda|valda) bland (?P<source>.+?)s ledamöter\.?", re.IGNORECASE
    ),
)


_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "en ett one",
            "två two",
            "tre three",
            "fyra four",
            "fem five",
            "sex six",
            "sju seven",
            "åtta eight",
            "nio nine",
            "tio ten",
            "elva eleven",
            "tolv twelve",
        ),
        start=1,
    )
    for word in words.split()
}
# A number in letters begins a rule; "var och en av" and "each one of" are no numbers.
_NUMBER_WORD = re.compile(
    rf"(?P<before>^|(?:,|;|\band\b|\boch\b|\bsamt\b)\s+)(?P<word>{'|'.join(_NUMBERS)})\b(?!\s+(?:av|of)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedRule:
    """One rule as the agreement says it; forums and organisations are still names.

    `count` None means: as many as the forum has seats. `of` is how many parties the words say there are.
    """

    kind: RuleKind
    count: int | None = None
    deputies: int = 0
    role: str = ""
    source: str = ""
    of: int | None = None


def read_composition(words: str) -> list[ParsedRule] | None:
    """The rules that the words give, or None when they are not understood."""
    whole = _NUMBER_WORD.sub(
        lambda found: f"{found['before']}{_NUMBERS[found['word'].lower()]}", " ".join(words.split())
    )
    if among := _among(whole):
        return [among]
    rules = [_part(part) for part in _PART.split(whole)]
    return None if any(rule is None for rule in rules) else [rule for rule in rules if rule]


def _among(words: str) -> ParsedRule | None:
    for pattern in _AMONG:
        if found := pattern.fullmatch(words):
            source = found["source"].removesuffix(":")
            return ParsedRule(RuleKind.FROM_FORUM, _number(found["count"]), source=source)
    return None


def _part(words: str) -> ParsedRule | None:
    if found := _EACH.fullmatch(words):
        role = "municipality" if found["role"].casefold().startswith(("munic", "kommun")) else ""
        return ParsedRule(RuleKind.PER_PARTY, int(found["count"]), role=role, of=_number(found["of"]))
    if found := _FROM.fullmatch(words):
        source = found["source"]
        is_region = source.casefold() in REGION_WORDS
        kind = RuleKind.FROM_ORGANISATION if is_region else RuleKind.FROM_FORUM
        return ParsedRule(kind, int(found["count"]), source="region" if is_region else source)
    return None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
