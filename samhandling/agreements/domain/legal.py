"""The register of legal duties: what the law demands of those who collaborate, in our own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = Mapping[str, str]  # {"sv": …, "en": …}


@dataclass(frozen=True, slots=True)
class LegalDuty:
    key: str
    law: Words
    section: str
    who: Words
    duty: Words
    when: Words
    falls_on_region: bool


def read_legal_duties(rows: Sequence[Mapping[str, Any]]) -> tuple[LegalDuty, ...]:
    """The register as it lies in the file."""
    return tuple(
        LegalDuty(
            key=row["key"],
            law=row["law"],
            section=row["section"],
            who=row["who"],
            duty=row["duty"],
            when=row["when"],
            falls_on_region=row.get("falls_on_region", False),
        )
        for row in rows
    )
