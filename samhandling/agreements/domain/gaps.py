"""A gap is something the agreement leaves open or contradicts. Here lie what a gap is, and the order they come in."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.domain.status import why_not_follow_up
from samhandling.agreements.enums import Mender, Refusal, Severity, Status

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Mending:
    """The form where a gap is mended, with the right thing chosen in it by `query`, and whose work that is."""

    url_name: str
    by: Mender
    url_args: dict[str, int] = field(default_factory=dict)
    query: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to fix: what, why it matters, in which clause, the page where it lies and the form where it is mended.

    `url_name` is reversed with the collaboration's slug and `url_args`; empty when there is no such page. `subject`
    is what the gap is known again by, and `basis` is all that it was judged from.
    """

    code: str
    title: "str | Promise"
    explanation: "str | Promise"
    severity: Severity
    about: str = ""
    clause_number: str = ""
    url_name: str = ""
    url_args: dict[str, int] = field(default_factory=dict)
    mending: Mending | None = None
    subject: str = ""
    basis: str = ""

    @property
    def key(self) -> str:
        """The same for as long as it is the same gap, whatever the text around it says."""
        return _digest(self.code, self.subject or self.about)

    @property
    def digest(self) -> str:
        """Another as soon as what it was judged from is another."""
        return _digest(self.basis or self.about)


def is_set_aside(gap: Gap, digests: Mapping[str, str]) -> bool:
    """Somebody has set the gap aside, and what it was judged from is the same still. `digests` are by key."""
    return digests.get(gap.key) == gap.digest


def why_not_set_aside(status: Status, reason: str) -> Refusal | None:
    """A gap is set aside with a reason, as long as the agreement lives."""
    return why_not_follow_up(status) or (None if reason.strip() else Refusal.REASON_MISSING)


def why_not_send_with(open_gaps: int, reason: str, *, is_sent_anyway: bool) -> Refusal | None:
    """What still has gaps goes to the councils only when somebody says that it should, and why."""
    return Refusal.GAPS_OPEN if open_gaps and not (is_sent_anyway and reason.strip()) else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def in_order_of_severity(gaps: Iterable[Gap]) -> list[Gap]:
    """The serious first, and within each degree in the order of the text."""
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return sorted(gaps, key=lambda gap: (ranks[gap.severity], number_key(gap.clause_number), gap.code, gap.about))
