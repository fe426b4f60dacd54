"""The life of an agreement: draft, proposed, in force, ended. And what stops each step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samhandling.agreements.enums import EntryRule, PartyRole, RatificationResult, Refusal, Status
from samhandling.lib.periods import ends_before_start

IN_FAVOUR = frozenset({RatificationResult.RATIFIED, RatificationResult.RATIFIED_WITH_NOTE})
OVER = frozenset({Status.ENDED, Status.WITHDRAWN})
NOT_OVER = (Status.DRAFT, Status.PROPOSED, Status.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Vote:
    """What one party has decided; None while it has not."""

    role: PartyRole
    result: RatificationResult | None = None

    @property
    def is_for(self) -> bool:
        return self.result in IN_FAVOUR


@dataclass(frozen=True, slots=True)
class Missing:
    """What the entry rule still waits for."""

    ratifications: int = 0
    region: bool = False
    declined: bool = False

    def __bool__(self) -> bool:
        return self.region or self.declined or self.ratifications > 0


def missing_ratifications(rule: EntryRule, number: int | None, votes: Sequence[Vote]) -> Missing:
    """What the agreement's own rule still waits for. A party that declines blocks only the rule that asks for all."""
    in_favour = [vote for vote in votes if vote.is_for]
    if rule is EntryRule.ALL:
        declined = any(vote.result is RatificationResult.DECLINED for vote in votes)
        return Missing(len(votes) - len(in_favour), declined=declined)
    if rule is EntryRule.NUMBER:
        return Missing(max(0, (number or 0) - len(in_favour)))
    others = sum(vote.role is not PartyRole.REGION for vote in in_favour)
    has_region = any(vote.role is PartyRole.REGION for vote in in_favour)
    return Missing(max(0, (number or 0) - others), region=not has_region)


def why_not_terms(starts_on: date, ends_on: date, rule: EntryRule, number: int | None) -> Refusal | None:
    """May an agreement have these terms at all?"""
    if ends_before_start(starts_on, ends_on):
        return Refusal.ENDS_BEFORE_START
    if rule is not EntryRule.ALL and not number:
        return Refusal.NUMBER_MISSING
    return None


def why_not_edit(status: Status) -> Refusal | None:
    """Text, parties, areas and terms change while the agreement is a draft, and never after."""
    return None if status is Status.DRAFT else Refusal.NOT_DRAFT


def why_not_follow_up(status: Status) -> Refusal | None:
    """Duties, reviews and annexes live as long as the agreement does."""
    return Refusal.AGREEMENT_OVER if status in OVER else None


def why_not_propose(
    status: Status, parties: Sequence[PartyRole], clause_count: int, rule: EntryRule, number: int | None
) -> Refusal | None:
    """An agreement may be sent to the councils when somebody can ratify it and there is something to ratify."""
    if status is not Status.DRAFT:
        return Refusal.NOT_DRAFT
    if len(parties) < 2:
        return Refusal.TOO_FEW_PARTIES
    if clause_count == 0:
        return Refusal.NO_CLAUSES
    return _why_not_reachable(parties, rule, number)


def _why_not_reachable(parties: Sequence[PartyRole], rule: EntryRule, number: int | None) -> Refusal | None:
    """A rule that the parties can never meet would leave the agreement hanging for ever."""
    if rule is EntryRule.REGION_AND_NUMBER and PartyRole.REGION not in parties:
        return Refusal.NO_REGION
    eligible = sum(role is not PartyRole.REGION for role in parties)
    if rule is EntryRule.NUMBER:
        eligible = len(parties)
    if rule is not EntryRule.ALL and (number or 0) > eligible:
        return Refusal.UNREACHABLE_NUMBER
    return None


def why_not_reopen(status: Status, decided_count: int) -> Refusal | None:
    """The text may be opened again only until the first party has decided on it."""
    if status is not Status.PROPOSED:
        return Refusal.NOT_PROPOSED
    return Refusal.ALREADY_RATIFIED if decided_count else None


def why_not_ratify(status: Status, decided_on: date, today: date) -> Refusal | None:
    """A council decides on a text that lies before it; a latecomer may join while the agreement runs."""
    if status not in {Status.PROPOSED, Status.IN_FORCE}:
        return Refusal.AGREEMENT_OVER if status in OVER else Refusal.NOT_PROPOSED
    return Refusal.IN_THE_FUTURE if decided_on > today else None


def why_not_remind_of_decision(
    status: Status, reminded_on: date | None, today: date, *, has_decided: bool, has_somebody: bool
) -> Refusal | None:
    """Only those whose council has the text before it and has not decided, where somebody can be told, once a day."""
    if refusal := why_not_ratify(status, today, today):
        return refusal
    if has_decided:
        return Refusal.HAS_DECIDED
    if not has_somebody:
        return Refusal.NOBODY_TO_REMIND
    return Refusal.REMINDED_TODAY if reminded_on == today else None


def why_not_enter_yet(status: Status, missing: Missing) -> Refusal | None:
    """The agreement takes effect when its own rule for that is met, whatever the day."""
    if status is not Status.PROPOSED:
        return Refusal.NOT_PROPOSED
    if missing.declined:
        return Refusal.DECLINED
    if missing.region:
        return Refusal.REGION_HAS_NOT_RATIFIED
    return Refusal.RATIFICATIONS_MISSING if missing else None


def why_not_enter_on(
    entered_on: date, starts_on: date, today: date, predecessor_ends_on: date | None = None
) -> Refusal | None:
    """Nothing takes effect before its first day, nor while the agreement it follows is still in force.

    `predecessor_ends_on` is None when there is no predecessor in force.
    """
    if entered_on < starts_on:
        return Refusal.TOO_EARLY
    if entered_on > today:
        return Refusal.IN_THE_FUTURE
    if predecessor_ends_on is not None and predecessor_ends_on >= entered_on:
        return Refusal.PREDECESSOR_RUNS
    return None


def why_not_end(status: Status, ends_on: date, today: date) -> Refusal | None:
    """An agreement ends by its last day, which it still includes."""
    if status is not Status.IN_FORCE:
        return Refusal.NOT_RUNNING
    return Refusal.LAST_DAY_AHEAD if today <= ends_on else None


def why_not_withdraw(status: Status, reason: str) -> Refusal | None:
    """What has not taken effect may be withdrawn, with a reason."""
    if status not in {Status.DRAFT, Status.PROPOSED}:
        return Refusal.ALREADY_CLOSED
    return None if reason.strip() else Refusal.REASON_MISSING
