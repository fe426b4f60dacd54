"""What a verb is carried out on, and which facts of that row its event tells. Each room's table lies beside this."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Manager, Model

from samhandling.core.audit import event_of
from samhandling.core.models import Event
from samhandling.forums.selectors.composition import rules_in_words
from samhandling.forums.selectors.in_words import seat_in_words
from samhandling.organisations.models import Collaboration
from tests.journeys.overtaken import Scene

# Facts that are words about the row, and no field of it.
WORDS: dict[str, Callable[[Any], object]] = {
    "@asked": lambda recommendation: [str(row.organisation) for row in recommendation.answers.all()],
    "@forums": lambda matter: [str(share.forum) for share in matter.shares.all()],
    "@place": lambda treatment: str(treatment.place),
    "@areas": lambda forum: sorted(map(str, forum.areas.all())),
    "@marking": lambda document: document.markings.first(),
    "@numbers": lambda disposal: list(disposal.lines.values_list("document", flat=True)),
    "@recipients": lambda document: [str(share.recipient) for share in document.shares.all()],
    "@rules": rules_in_words,
    "@seat": seat_in_words,
    "@term": lambda agreement: f"{agreement.title}, {agreement.starts_on}–{agreement.ends_on}",
}


@dataclass(frozen=True)
class Deed:
    """How to provoke a verb, and what its event holds.

    `row` is a row of the world by its name, or is made by a function; without it, `act` returns the row it made.
    `before` and `after` name the facts of the row as it was and as it is: "title", or "area=name" where the event
    calls the fact something else, or a path: "party=party.organisation". `was` and `now` are facts that are not the
    row's own, such as counts. `on` is the path from the row to what the event lies on.
    """

    act: Callable[[Scene, Any], object]
    row: str | Callable[[Scene], Any] | None = None
    before: str = ""
    after: str = ""
    was: Mapping[str, object] = field(default_factory=dict)
    now: Mapping[str, object] = field(default_factory=dict)
    on: str = ""
    reason: str = ""
    by: str | None = (
        "actor"  # who acts: "actor" coordinates, "answering" answers for the organisation; None: the system
    )
    is_here: bool = True  # whether the event belongs to the collaboration
    others: frozenset[str] = frozenset()  # verbs of the other events that the act rightly leaves
    is_many: bool = False  # the act leaves the same event on several rows


def faults_of(verb: str, deed: Deed, scene: Scene) -> Iterator[str]:
    """What is wrong with the event that the deed leaves; nothing when all is as the table says."""
    row = scene.row(deed.row) if isinstance(deed.row, str) else deed.row(scene) if deed.row else None
    there = _anew(row) if row else None
    before, gone = (_facts(there, deed.before), _facts(there, deed.after)) if there else ({}, {})
    place = _at(there, deed.on) if there else None
    last = Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    made = deed.act(scene, row)
    now = _anew(row or made)
    events = list(Event.objects.filter(pk__gt=last))
    place = place or _at(now, deed.on)
    mine = [event for event in events if event.verb == verb]
    here = [event for event in mine if (event.object_type, event.object_id) == (place._meta.label_lower, place.pk)]
    if len(here) != 1 or (len(mine) != 1 and not deed.is_many):
        yield f"{verb}: {len(here)} on {place._meta.label_lower} {place.pk}, among {sorted(map(str, events))}"
        return
    if (others := {event.verb for event in events} - {verb}) != deed.others:
        yield f"{verb}: leaves {sorted(others)} beside it"
    [event] = here
    after = _facts(now, deed.after) if now else gone
    right = event_of(
        getattr(scene, deed.by) if deed.by else None, verb, place, before=before | deed.was, after=after | deed.now
    )
    right.collaboration_id = _collaboration_of(place, scene) if deed.is_here else None
    right.reason = deed.reason
    for name in ("before", "after", "reason", "actor_id", "collaboration_id"):
        if (there_is := getattr(event, name)) != (wanted := getattr(right, name)):
            yield f"{verb}: {name} is {there_is}, not {wanted}"
    if event.collaboration_id is None and deed.is_here:
        yield f"{verb}: give {place._meta.label} a property `collaboration_id` that asks the row it hangs on"


def _collaboration_of(place: Model, scene: Scene) -> int:
    return place.pk if isinstance(place, Collaboration) else scene.here.pk


def as_found(scene: Scene) -> Scene:
    """The same scene with every row read anew, so that no verb sees what another has set on it."""
    rows = {name: _anew(row) for name, row in scene.world.rows.items()}
    people = {name: _anew(getattr(scene, name)) for name in ("actor", "here", "organisation", "other", "answering")}
    return replace(scene, world=replace(scene.world, rows=rows), **people)


def _anew(row: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).first() if isinstance(row, Model) else None


def _facts(row: Any, names: str) -> dict[str, object]:
    pairs = [name.partition("=") for name in names.split()]
    return {name: _at(row, path or name) for name, _is, path in pairs}


def _at(row: Any, path: str) -> Any:
    for step in filter(None, path.split(".")):
        if row is None:
            return None
        value = WORDS[step](row) if step in WORDS else getattr(row, step)
        row = value() if callable(value) and not isinstance(value, Manager) else value
    return row
