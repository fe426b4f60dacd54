"""What goes on from one term to the next, and what may be said about the draft."""

from datetime import date, timedelta

from samhandling.agreements.enums import ProposalState, Refusal, Status
from samhandling.lib.periods import Period


def next_term(starts_on: date, ends_on: date) -> tuple[date, date]:
    """As many calendar years as the term before, from the day after it."""
    first = ends_on + timedelta(days=1)
    return first, date(first.year + ends_on.year - starts_on.year, 12, 31)


def why_not_renew(status: Status, ends_on: date, next_starts_on: date, *, has_successor: bool) -> Refusal | None:
    """Next term is drafted once, from an agreement that is or has been in force, and begins after it."""
    if status not in {Status.IN_FORCE, Status.ENDED}:
        return Refusal.NOT_RENEWABLE
    if has_successor:
        return Refusal.HAS_SUCCESSOR
    return Refusal.STARTS_BEFORE_END if next_starts_on <= ends_on else None


def why_not_ask(status: Status, due_on: date, today: date) -> Refusal | None:
    """Comments are asked for on a draft, with time to write them."""
    if status is not Status.DRAFT:
        return Refusal.COMMENTS_CLOSED
    return Refusal.DAY_PASSED if due_on < today else None


def why_not_comment(status: Status, text: str) -> Refusal | None:
    """A draft may be commented on until its text is fixed, also by those who are late."""
    if status is not Status.DRAFT:
        return Refusal.COMMENTS_CLOSED
    return None if text.strip() else Refusal.NOTHING_WRITTEN


def why_not_propose_text(status: Status, now: str, proposed: str, reason: str) -> Refusal | None:
    """A proposal says something else than the clause does, and why."""
    if refusal := why_not_comment(status, proposed):
        return refusal
    if now.strip() == proposed.strip():
        return Refusal.SAME_TEXT
    return None if reason.strip() else Refusal.REASON_MISSING


def why_not_decide(state: ProposalState) -> Refusal | None:
    """Accepted or declined once."""
    return None if state is ProposalState.OPEN else Refusal.ALREADY_ANSWERED


def why_not_decline(state: ProposalState, answer: str) -> Refusal | None:
    """Whoever is told no is told why."""
    if refusal := why_not_decide(state):
        return refusal
    return None if answer.strip() else Refusal.ANSWER_MISSING


def why_not_withdraw_request(status: Status, due_on: date | None) -> Refusal | None:
    """A question can be taken back while it stands: the text is a draft, and somebody has been asked."""
    if status is not Status.DRAFT:
        return Refusal.COMMENTS_CLOSED
    return None if due_on else Refusal.NOT_ASKED


def why_not_withdraw_comment(status: Status, answer: str) -> Refusal | None:
    """A comment can be taken back until it is answered, or the text is fixed."""
    if status is not Status.DRAFT:
        return Refusal.COMMENTS_CLOSED
    return Refusal.COMMENT_ANSWERED if answer else None


def why_not_withdraw_proposal(status: Status, state: ProposalState) -> Refusal | None:
    """A proposal can be taken back until it is decided on, or the text is fixed."""
    if refusal := why_not_decide(state):
        return refusal
    return None if status is Status.DRAFT else Refusal.COMMENTS_CLOSED


def goes_on(due_on: date | None, law: str) -> bool:
    """A duty without a day, or one that the law lays down, goes on. One with a day belonged to that term."""
    return due_on is None or bool(law)


def same_rhythm(review: Period, old: Period, new: Period) -> Period | None:
    """The same review in the next term: the whole term, the same year of it, or its last year. None: no room for it."""
    if review.first <= old.first and review.end >= old.end:
        return new
    is_in_last_year = review.end.year == old.end.year
    years = new.end.year - old.end.year if is_in_last_year else new.first.year - old.first.year
    first = max(new.first, _years_on(review.first, years))
    last = min(new.end, _years_on(review.end, years))
    return Period(first, last) if first <= last else None


def _years_on(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def is_outdated(base_version: int, version: int) -> bool:
    """The proposal was written before the clause got its present wording."""
    return base_version < version
