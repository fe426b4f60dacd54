"""Who must do what by when, and what stops it from being called done."""

from datetime import date, timedelta

from samhandling.agreements.enums import DutyState, Refusal

SOON = timedelta(days=30)


def duty_state(due_on: date | None, fulfilled_on: date | None, on: date) -> DutyState:
    """How it stands on the day. A duty without a day of its own is open until it is fulfilled."""
    if fulfilled_on is not None and fulfilled_on <= on:
        return DutyState.FULFILLED
    if due_on is None or due_on > on + SOON:
        return DutyState.OPEN
    return DutyState.OVERDUE if due_on < on else DutyState.SOON


def why_not_add(law: str, law_section: str) -> Refusal | None:
    """A legal duty names its law and the section; any other duty names neither."""
    return Refusal.LAW_WITHOUT_SECTION if bool(law.strip()) != bool(law_section.strip()) else None


def why_not_fulfil(fulfilled_on: date | None, done_on: date, evidence: str, today: date) -> Refusal | None:
    """A duty is fulfilled once, not in the future, and with something that shows it."""
    if fulfilled_on is not None:
        return Refusal.ALREADY_FULFILLED
    if done_on > today:
        return Refusal.IN_THE_FUTURE
    return None if evidence.strip() else Refusal.EVIDENCE_MISSING
