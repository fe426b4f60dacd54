"""Why an act in the address book cannot be done now."""

from collections.abc import Collection
from datetime import date

from samhandling.lib.periods import ends_before_start
from samhandling.organisations.enums import Refusal, Role


def why_not_take_role(role: Role, user_id: int, active_coordinators: Collection[int]) -> Refusal | None:
    """A collaboration always has a coordinator who can log in."""
    if role is Role.COORDINATOR and not set(active_coordinators) - {user_id}:
        return Refusal.LAST_COORDINATOR
    return None


def why_not_publish(introduction: str, contact_email: str) -> Refusal | None:
    """A citizen must be told what it is and whom to ask."""
    return None if introduction.strip() and contact_email else Refusal.NOT_READY_TO_PUBLISH


def why_not_leave(joined_on: date | None, left_on: date | None) -> Refusal | None:
    return Refusal.LEFT_BEFORE_JOINED if ends_before_start(joined_on, left_on) else None


def why_not_change_from(from_on: date, *, changed_until: date | None, today: date) -> Refusal | None:
    """What a person is today is what they are, so a change is written when it has come, and after the one before it."""
    if from_on > today:
        return Refusal.CHANGED_AHEAD
    return Refusal.CHANGED_LATER if changed_until and from_on <= changed_until else None


def why_not_merge_organisations(duplicate: int, keeper: int, *, duplicate_is_national: bool) -> Refusal | None:
    if duplicate == keeper:
        return Refusal.MERGE_SELF
    return Refusal.MERGE_NATIONAL if duplicate_is_national else None


def why_not_merge_people(duplicate: int, keeper: int, users: Collection[int | None]) -> Refusal | None:
    """Two log-ins cannot become one here: which of them is right is for the person to say."""
    if duplicate == keeper:
        return Refusal.MERGE_SELF
    return Refusal.MERGE_TWO_USERS if len(set(users) - {None}) > 1 else None
