"""How far a document has gone, and what may be done with it there. It goes one way only."""

from collections.abc import Collection
from dataclasses import dataclass

from samhandling.documents.enums import Openness, Refusal

# What the register itself may write down later: it describes the document and is no part of it.
CHANGEABLE_WHEN_SHARED = frozenset({"registration_number", "correspondent"})


@dataclass(frozen=True, slots=True)
class Step:
    """Where a document stands: how open it is, whether something in it is marked as secret, and whether it is gone."""

    openness: Openness
    is_marked: bool = False
    is_disposed: bool = False

    @property
    def is_draft(self) -> bool:
        return self.openness is Openness.DRAFT


def why_not_change(step: Step, changed: Collection[str]) -> Refusal | None:
    """A draft may change in all its parts; what others have had, only in what the register says about it."""
    if step.is_disposed:
        return Refusal.DISPOSED
    if not step.is_draft and not set(changed) <= CHANGEABLE_WHEN_SHARED:
        return Refusal.FROZEN
    return None


def why_not_replace_file(step: Step) -> Refusal | None:
    if step.is_disposed:
        return Refusal.DISPOSED
    return None if step.is_draft else Refusal.FILE_STANDS


def why_not_discard(step: Step) -> Refusal | None:
    """A working draft that nobody else has had may be thrown away. All else goes by a disposal decision."""
    if step.is_disposed:
        return Refusal.DISPOSED
    return None if step.is_draft else Refusal.OFFICIAL_STAYS


def why_not_share(step: Step) -> Refusal | None:
    if step.is_disposed:
        return Refusal.DISPOSED
    return Refusal.EVERYBODY_READS if step.openness is Openness.PUBLIC else None


def why_not_share_with(
    owner: int, chosen: Collection[int], taking_part: Collection[int], already: Collection[int], *, is_confirmed: bool
) -> Refusal | None:
    """Whom a document may be shared with: others who take part, with open eyes, and each only once."""
    if not chosen:
        return Refusal.NOBODY_CHOSEN
    if owner in chosen:
        return Refusal.OWN_DOCUMENT
    if not set(chosen) <= {*taking_part, *already}:
        return Refusal.NOT_TAKING_PART
    if set(chosen) <= set(already):
        return Refusal.ALREADY_SHARED
    return None if is_confirmed else Refusal.NOT_CONFIRMED


def why_not_publish(step: Step) -> Refusal | None:
    if step.is_disposed:
        return Refusal.DISPOSED
    if step.openness is Openness.PUBLIC:
        return Refusal.EVERYBODY_READS
    return Refusal.MARKED_AS_SECRET if step.is_marked else None


def why_not_follow(step: Step, *, is_followed: bool) -> Refusal | None:
    """A new version is for what others have had. A draft simply gets another file."""
    if step.is_disposed:
        return Refusal.DISPOSED
    if step.is_draft:
        return Refusal.STILL_A_DRAFT
    return Refusal.ALREADY_FOLLOWED if is_followed else None
