"""The life of a mission statement or of rules of procedure: written, adopted, replaced, and never changed after."""

from datetime import date

from samhandling.forums.enums import MandateStatus, Refusal


def why_not_write(status: str) -> Refusal | None:
    return None if status == MandateStatus.DRAFT else Refusal.MANDATE_FIXED


def why_not_adopt(
    status: str, text: str, adopted_on: date, *, former_adopted_on: date | None, today: date
) -> Refusal | None:
    """A draft with a text is adopted on a day that has been, and not before the version that it replaces."""
    if status != MandateStatus.DRAFT:
        return Refusal.MANDATE_FIXED
    if not text.strip():
        return Refusal.TEXT_MISSING
    if adopted_on > today:
        return Refusal.ADOPTED_AHEAD
    if former_adopted_on is not None and adopted_on < former_adopted_on:
        return Refusal.ADOPTED_TOO_EARLY
    return None
