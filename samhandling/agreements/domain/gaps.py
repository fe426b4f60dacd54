"""A gap is something the agreement leaves open or contradicts. Here lie what a gap is, and the order they come in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.enums import Severity

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to fix: what, why it matters, in which clause, and the page where it is fixed.

    `url_name` is reversed with the collaboration's slug and `url_args`; empty when there is no such page.
    """

    code: str
    title: "str | Promise"
    explanation: "str | Promise"
    severity: Severity
    about: str = ""
    clause_number: str = ""
    url_name: str = ""
    url_args: dict[str, int] = field(default_factory=dict)


def in_order_of_severity(gaps: Iterable[Gap]) -> list[Gap]:
    """The serious first, and within each degree in the order of the text."""
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return sorted(gaps, key=lambda gap: (ranks[gap.severity], number_key(gap.clause_number), gap.code, gap.about))
