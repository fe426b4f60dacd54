"""What a check of the whole database has found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be so. It names rows by number and never people; `words` end in what to do."""

    code: str  # "forums.overlap"
    where: str  # "forums.appointment 17"
    words: str
