"""Does what an agreement file says hold together? The shape is right already; this is about what it means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import Any

from samhandling.agreements.domain.clauses import DEEPEST, depth
from samhandling.agreements.domain.file_reading import MOST_PROBLEMS, Path, Problem
from samhandling.agreements.enums import Fault
from samhandling.lib.likeness import nearest
from samhandling.lib.swedish import search_key

_MOST_LISTED = 50
# There are 290 municipalities: so many names of a file are looked up, and that there are more is a problem by itself.
MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A region or a municipality of the national register."""

    pk: int
    code: str
    name: str

    @property
    def county(self) -> str:
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Register:
    """The names an agreement may use for its parties, folded, and the county that the collaboration is about."""

    regions: Mapping[str, Entry] = field(default_factory=dict)
    municipalities: Mapping[str, Entry] = field(default_factory=dict)
    county: str = ""

    def region(self, name: str) -> Entry | None:
        return self.regions.get(search_key(name))

    def municipality(self, name: str) -> Entry | None:
        return self.municipalities.get(search_key(name))

    def nearest_municipality(self, name: str) -> str:
        """The county's own municipalities come first; one elsewhere must be much alike."""
        here = [entry.name for entry in self.municipalities.values() if entry.county == self.county]
        everywhere = [entry.name for entry in self.municipalities.values()]
        return nearest(name, here) or nearest(name, everywhere, likeness=0.75)

    def nearest_region(self, name: str) -> str:
        return nearest(name, [entry.name for entry in self.regions.values()])


def meaning_problems(file: Any, register: Register, today: date) -> list[Problem]:
    """All that does not hold together. What the shape already refused is absent and is not reported again."""
    found = chain(
        _period_problems(file),
        _party_problems(_get(file, "parties", {}), register),
        _twice(_keys(_rows(_get(file, "strategy", {}), "areas"), "key"), ("strategy", "areas")),
        _review_problems(file),
        _ratification_problems(file, today),
        _entry_problems(file),
        _clause_problems(_rows(file, "clauses"), "", ("clauses",)),
        _duty_problems(file),
    )
    return list(islice(found, MOST_PROBLEMS))


def day(text: Any) -> date | None:
    """A day as the file writes it, or None when it is absent."""
    return date.fromisoformat(text) if isinstance(text, str) else None


def clause_numbers(clauses: Sequence[Any], prefix: str = "") -> Iterator[str]:
    """The numbers that the clauses have by their place, in reading order."""
    for count, clause in enumerate(clauses, start=1):
        yield f"{prefix}{count}"
        yield from clause_numbers(_rows(clause, "children"), f"{prefix}{count}.")


def party_names(file: Any) -> dict[str, str]:
    """Every party the file names: folded name to the name as written."""
    parties = _get(file, "parties", {})
    names = [_get(parties, "region", None), *_get(parties, "municipalities", [])]
    return {search_key(name): name for name in names if isinstance(name, str)}


def _get(section: Any, key: str, default: Any) -> Any:
    found = section.get(key) if isinstance(section, dict) else None
    return default if found is None else found


def _rows(section: Any, key: str) -> list[Any]:
    rows: list[Any] = _get(section, key, [])
    return rows


def _keys(rows: Sequence[Any], key: str) -> list[Any]:
    return [_get(row, key, None) for row in rows]


def _twice(names: Sequence[Any], path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if isinstance(name, str | int):
            folded = search_key(str(name))
            if folded in seen:
                yield Problem((*path, index), Fault.LISTED_TWICE, {"found": name})
            seen.add(folded)


def _period_problems(file: Any) -> Iterator[Problem]:
    period = _get(file, "period", {})
    first, last = day(_get(period, "from", None)), day(_get(period, "to", None))
    if first and last and last < first:
        yield Problem(("period", "to"), Fault.ENDS_BEFORE_START, {"found": last, "first": first})


def _party_problems(parties: Any, register: Register) -> Iterator[Problem]:
    region = _get(parties, "region", None)
    if region is not None:
        known = register.region(region)
        close = register.nearest_region(region)
        problem = _name_problem(region, known, close, Fault.UNKNOWN_REGION, register.county)
        yield from [Problem(("parties", "region"), *problem)] if problem else []
    municipalities = _get(parties, "municipalities", [])
    for index, name in enumerate(municipalities[:MOST_NAMES]):
        if isinstance(name, str):
            known = register.municipality(name)
            close = "" if known else register.nearest_municipality(name)
            problem = _name_problem(name, known, close, Fault.UNKNOWN_MUNICIPALITY, register.county)
            yield from [Problem(("parties", "municipalities", index), *problem)] if problem else []
    found = [register.municipality(name) if isinstance(name, str) else None for name in municipalities]
    yield from _twice([entry and entry.name for entry in found], ("parties", "municipalities"))


def _name_problem(
    name: str, known: Entry | None, close: str, unknown: Fault, county: str
) -> tuple[Fault, dict[str, str]] | None:
    if known is None:
        return (Fault.MISSPELT_NAME if close else unknown), {"found": name, "nearest": close}
    if county and known.county != county:
        return Fault.OTHER_COUNTY, {"found": name}
    return None


def _review_problems(file: Any) -> Iterator[Problem]:
    path: Path = ("follow_up", "relevance_reviews")
    years = _get(_get(file, "follow_up", {}), "relevance_reviews", [])
    yield from _twice(years, path)
    period = _get(file, "period", {})
    first, last = day(_get(period, "from", None)), day(_get(period, "to", None))
    for index, year in enumerate(years):
        if first and last and isinstance(year, int) and not first.year <= year <= last.year:
            yield Problem((*path, index), Fault.YEAR_OUTSIDE, {"found": str(year)})


def _ratification_problems(file: Any, today: date) -> Iterator[Problem]:
    rows = _rows(file, "ratifications")
    known = party_names(file)
    yield from _twice(_keys(rows, "party"), ("ratifications",))
    for index, row in enumerate(rows):
        party, decided_on = _get(row, "party", None), day(_get(row, "decided_on", None))
        yield from _not_a_party(party, known, ("ratifications", index, "party"))
        if decided_on and decided_on > today:
            yield Problem(("ratifications", index, "decided_on"), Fault.IN_THE_FUTURE, {"found": decided_on})


def _not_a_party(name: Any, known: Mapping[str, str], path: Path) -> Iterator[Problem]:
    if name is not None and search_key(name) not in known:
        yield Problem(path, Fault.NOT_A_PARTY, {"found": name})


def _entry_problems(file: Any) -> Iterator[Problem]:
    rule = _get(file, "entry_rule", {})
    if not isinstance(rule, dict) or rule.get("rule") in {None, "all"}:
        return
    number, parties = rule.get("number"), len(_rows(_get(file, "parties", {}), "municipalities"))
    most = parties + (rule["rule"] == "number")
    if number is None:
        yield Problem(("entry_rule",), Fault.RULE_WITHOUT_NUMBER, {"found": rule["rule"]})
    elif parties and number > most:
        yield Problem(("entry_rule", "number"), Fault.MORE_THAN_PARTIES, {"found": number, "limit": most})


def _clause_problems(clauses: Sequence[Any], prefix: str, path: Path) -> Iterator[Problem]:
    for count, clause in enumerate(clauses, start=1):
        here: Path = (*path, count - 1)
        number, written = f"{prefix}{count}", _get(clause, "number", None)
        if depth(number) > DEEPEST:
            yield Problem(here, Fault.TOO_DEEP)
            return
        if written is not None and str(written) != number:
            yield Problem((*here, "number"), Fault.OTHER_NUMBER, {"found": written, "expected": number})
        yield from _clause_problems(_rows(clause, "children"), f"{number}.", (*here, "children"))


def _duty_problems(file: Any) -> Iterator[Problem]:
    parties = party_names(file)
    areas = {key: None for key in _keys(_rows(_get(file, "strategy", {}), "areas"), "key") if key}
    known_areas = ", ".join(islice(areas, _MOST_LISTED))
    numbers = set(clause_numbers(_rows(file, "clauses")))
    for index, duty in enumerate(_rows(file, "duties")):
        path: Path = ("duties", index)
        yield from _not_a_party(_get(duty, "party", None), parties, (*path, "party"))
        area, clause = _get(duty, "area", None), _get(duty, "clause", None)
        if area is not None and area not in areas:
            yield Problem((*path, "area"), Fault.UNKNOWN_AREA, {"found": area, "known": known_areas})
        if clause is not None and str(clause) not in numbers:
            yield Problem((*path, "clause"), Fault.UNKNOWN_CLAUSE, {"found": clause})
