"""What rooms say to this one: a happening, in a sentence, with an address, to these people.

A room lays a table in the slot `notices`: verb to `Telling`. The room is asked once for all events of a verb that were
recorded together, however many they are, and answers with as many `Told` as there are sentences to tell.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samhandling.notices.enums import NoticeKind

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samhandling.core.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence to some people about one happening, which `source` names.

    `text` is written in each reader's own language with `facts` in it; a day among these is written out. It names no
    person and no document: it may leave as mail. Those who are told are `users`, those who answer for one of the
    `parties` (organisations' numbers) and those who have one of the `roles`, in the collaboration; each of them once.
    """

    source: str
    collaboration: int
    text: "str | Promise"
    url: str
    kind: NoticeKind = NoticeKind.NEWS
    facts: Mapping[str, Any] = field(default_factory=dict)
    users: Collection[int | None] = ()
    parties: Collection[int | None] = ()
    roles: Collection[str] = ()
    but_not: int | None = None  # who acted


@dataclass(frozen=True, slots=True)
class Telling:
    """What a verb does: tells by `tell`, and takes back what these verbs asked about the same object.

    Where many such things lie on one object, `same` names the fact that says which of them it was: only what the events
    that told the same of it had asked is taken back.
    """

    tell: Callable[[list["Event"]], Iterable[Told]]
    withdraws: tuple[str, ...] = ()
    same: str = ""


def source_of(event_id: int) -> str:
    return f"event:{event_id}"


def told(event: "Event", text: "str | Promise", url: str, *, source: str = "", **more: Any) -> Told:
    """What the event tells. Whoever did it is not told. Those events that give the same `source` tell it once."""
    if event.collaboration_id is None:
        raise ValueError(f"{event.verb} belongs to no collaboration, and tells nobody")
    return Told(
        source=source or source_of(event.pk),
        collaboration=event.collaboration_id,
        text=text,
        url=url,
        but_not=event.actor_id,
        **more,
    )
