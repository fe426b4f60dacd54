"""What an agreement file would become: checked against the register and the upper rooms, and nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from samhandling.agreements.domain.file_meaning import Entry, Register, meaning_problems
from samhandling.agreements.domain.file_reading import MOST_PROBLEMS, Document, Problem, Unreadable, read
from samhandling.agreements.domain.file_shape import schema_with, shape_problems, sound_part
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement
from samhandling.core import slots
from samhandling.lib.swedish import search_key
from samhandling.organisations.enums import Kind, Role
from samhandling.organisations.models import Collaboration, CollaborationAccess, Organisation

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@dataclass(frozen=True, slots=True)
class ProblemInWords:
    """A problem as the person who wrote the file reads it."""

    line: int
    place: str
    what: str
    remedy: str
    written: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file read and checked. It may be imported when there are no problems."""

    document: Document
    problems: Sequence[Problem] = field(default_factory=list)
    text: str = ""

    @property
    def file(self) -> Any:
        return self.document.value

    def problems_in_words(self) -> list[ProblemInWords]:
        """Every problem with its line, its place in words, and the line as it was written."""
        lines = [*self.text.splitlines(), ""]
        return [
            ProblemInWords(
                line=problem.line,
                place=self.document.place_in_words(problem.path),
                what=problem.what,
                remedy=problem.remedy,
                written=lines[min(problem.line, len(lines)) - 1].strip()[:120],
            )
            for problem in self.problems
        ]


def inspect_file(content: bytes, collaboration: Collaboration, today: date) -> Inspection:
    """Everything that is wrong with the file, all at once; and what it says when nothing is."""
    text = content.decode("utf-8-sig", errors="replace")
    try:
        document = read(content)
    except Unreadable as unreadable:
        return Inspection(Document(), [unreadable.problem], text)
    shaped = shape_problems(document, file_schema())
    first = [*document.problems, *shaped]
    sound = sound_part(document, first)
    meant = meaning_problems(sound, register_of(collaboration), today)
    upper = _upper_problems(sound, first)
    located = [document.located(problem) for problem in [*first, *meant, *upper]]
    return Inspection(document, sorted(located, key=lambda problem: problem.line)[:MOST_PROBLEMS], text)


def _upper_problems(sound: Any, first: Sequence[Problem]) -> list[Problem]:
    """What the upper rooms find. They lean on the parties, so they wait until those have the right shape."""
    leant_on = {"parties", *(key for properties in slots.functions("agreement.import.schema") for key in properties())}
    if any(not problem.path or problem.path[0] in leant_on for problem in first):
        return []
    found = (problem for check in slots.functions("agreement.import.check") for problem in check(sound))
    return list(islice(found, MOST_PROBLEMS))


def file_schema() -> dict[str, Any]:
    """The schema of an agreement file, with the sections of every upper room."""
    return schema_with([properties() for properties in slots.functions("agreement.import.schema")])


def register_of(collaboration: Collaboration) -> Register:
    """The names that the parties of a file are looked up by: short and formal, in the whole country."""
    rows = Organisation.objects.filter(
        collaboration=None, merged_into=None, kind__in=[Kind.REGION, Kind.MUNICIPALITY]
    ).exclude(scb_code=None)
    regions: dict[str, Entry] = {}
    municipalities: dict[str, Entry] = {}
    for row in rows:
        entry = Entry(row.pk, str(row.scb_code), row.display_name)
        names = regions if row.kind == Kind.REGION else municipalities
        names[search_key(row.formal_name)] = names[search_key(row.display_name)] = entry
    return Register(regions, municipalities, collaboration.county_code)


def same_agreement(collaboration: Collaboration, title: str, starts_on: date) -> Agreement | None:
    """An agreement with the same name and first day: the file has most likely been read already."""
    alike = Agreement.objects.filter(collaboration=collaboration, title=title, starts_on=starts_on)
    return alike.exclude(status=Status.WITHDRAWN).first()


def collaboration_at(slug: str) -> Collaboration | None:
    """For the command line, where nobody is logged in."""
    return Collaboration.objects.filter(slug=slug).first()


def hold_collaboration(collaboration: Collaboration) -> None:
    """Let other imports into the same collaboration wait until this transaction ends."""
    Collaboration.objects.select_for_update().get(pk=collaboration.pk)


def coordinators_of(collaboration: Collaboration) -> list["User"]:
    """Those who may read a file in."""
    access = CollaborationAccess.objects.filter(
        collaboration=collaboration, role=Role.COORDINATOR, user__is_active=True
    )
    return [row.user for row in access.select_related("user").order_by("user__email")]
