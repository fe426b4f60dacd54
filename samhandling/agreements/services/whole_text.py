"""Writing a whole text at once: many clauses in few queries, numbered from the start."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from samhandling.agreements.domain.clause_drafts import Placed
from samhandling.agreements.models import Agreement, Clause, ClauseVersion

if TYPE_CHECKING:
    from samhandling.accounts.models import User


def write_text(
    actor: "User",
    agreement: Agreement,
    clauses: Sequence[Placed],
    *,
    reason: str,
    origins: Mapping[str, int] | None = None,
) -> dict[str, Clause]:
    """Give an empty draft its text. Returns the clauses by number.

    `clauses` stand in reading order. `origins` says from which clause (pk) each number was drafted.
    """
    written: dict[str, Clause] = {}
    for level in range(1, 1 + max((place.depth for place in clauses), default=0)):
        rows = [
            Clause(
                agreement=agreement,
                parent=written.get(place.parent),
                origin_id=(origins or {}).get(place.number),
                position=place.position,
                number=place.number,
                heading=place.draft.heading,
                text=place.draft.text,
            )
            for place in clauses
            if place.depth == level
        ]
        for row in rows:
            row.fold_text()
        for clause in rows:
            clause.fold_text()  # written in bulk, so `save` does not do it
        written |= {clause.number: clause for clause in Clause.objects.bulk_create(rows)}
    ClauseVersion.objects.bulk_create(
        ClauseVersion(
            clause=clause, version=1, heading=clause.heading, text=clause.text, written_by=actor, reason=reason
        )
        for clause in written.values()
    )
    return written
