"""The text: in reading order, and what each clause has said before."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.shortcuts import get_object_or_404

from samhandling.agreements.domain.clauses import depth, number_key
from samhandling.agreements.domain.differences import DiffPart, words_changed
from samhandling.agreements.models import Agreement, Clause, ClauseVersion
from samhandling.agreements.permissions import can_see_workings

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as it stands in the text."""

    clause: Clause
    level: int  # of its heading on the page: 2 for "1", 3 for "1.1", never deeper than 6
    duty_count: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """What a clause said in one version, and how that differs from the version before."""

    version: int
    heading: str
    written_at: datetime
    written_by: str
    reason: str
    text: str
    former: ClauseVersion | None

    @property
    def heading_difference(self) -> list[DiffPart]:
        return words_changed(self.former.heading, self.heading) if self.former else [("same", self.heading)]

    @property
    def text_difference(self) -> list[DiffPart]:
        """Reckoned when it is asked for: of many versions a page shows some."""
        return words_changed(self.former.text, self.text) if self.former else [("same", self.text)]

    @property
    def is_heading_changed(self) -> bool:
        return any(kind != "same" for kind, _text in self.heading_difference)


def text_of(agreement: Agreement) -> list[ClauseLine]:
    """The whole text in reading order."""
    clauses = agreement.clauses.filter(is_removed=False).annotate(duty_count=Count("duties"))
    return [
        ClauseLine(clause, min(6, depth(clause.number) + 1), clause.duty_count)
        for clause in sorted(clauses, key=lambda clause: number_key(clause.number))
    ]


def clauses_in_order(agreement: Agreement) -> list[Clause]:
    clauses = agreement.clauses.filter(is_removed=False)
    return sorted(clauses, key=lambda clause: number_key(clause.number))


def clause_for(viewer: "Viewer", agreement: Agreement, pk: int) -> Clause:
    """One of this agreement's clauses, or 404. One that was removed is for those who work with the agreement."""
    clauses = agreement.clauses.select_related("parent", "origin__agreement")
    if not can_see_workings(viewer, agreement):
        clauses = clauses.filter(is_removed=False)
    return get_object_or_404(clauses, pk=pk)


def wordings_of(clause: Clause) -> list[Wording]:
    """Every version with what changed in it, the newest first."""
    versions = list(ClauseVersion.objects.filter(clause=clause).select_related("written_by").order_by("version"))
    wordings = [
        Wording(
            version=now.version,
            heading=now.heading,
            written_at=now.written_at,
            written_by=str(now.written_by or ""),
            reason=now.reason,
            text=now.text,
            former=before,
        )
        for before, now in zip([None, *versions], versions, strict=False)
    ]
    return wordings[::-1]
