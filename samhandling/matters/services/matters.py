"""A matter is raised, changed, shared, published, closed. Its texts are never written into an event."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, alter, locked, refuse, remove
from samhandling.documents.enums import Openness
from samhandling.documents.permissions import organisations_in
from samhandling.lib.errors import RuleBroken
from samhandling.matters.enums import Refusal
from samhandling.matters.models import Matter, MatterPaper, MatterShare, OwnNumber
from samhandling.matters.permissions import can_let_out, can_raise, can_write
from samhandling.organisations.permissions import answers_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Area
    from samhandling.documents.models import Document
    from samhandling.forums.models import Forum
    from samhandling.organisations.models import Collaboration, Organisation

OWNERS = ("owner_forum", "owner_organisation", "owner_person")
# What an event may hold. The rest is text, which may name somebody or reveal what is not yet shared.
REMEMBERED = ("raised_on", "agreement", *OWNERS)


@transaction.atomic
def raise_matter(
    *,
    actor: "User",
    collaboration: "Collaboration",
    raised_by: "Organisation",
    raised_on: date,
    title: str,
    question: str,
    areas: Iterable["Area"] = (),
    **facts: Any,
) -> Matter:
    """A working draft of one's own organisation, seen by nobody else. `facts`: `purpose`, `agreement`, an owner."""
    require(can_raise(actor, collaboration.pk))
    if raised_by.pk not in organisations_in(actor, collaboration.pk):
        raise RuleBroken(Refusal.NOT_YOURS)
    matter = Matter(
        collaboration=collaboration,
        raised_by=raised_by,
        raised_on=raised_on,
        title=title,
        question=question,
        created_by=actor,
        **facts,
    )
    _check(matter)
    add(actor, "matter.raised", matter, "raised_by", "raised_on", on_behalf_of=raised_by)
    matter.areas.set(_own_areas(matter, areas))
    return matter


@transaction.atomic
def change_matter(*, actor: "User", matter: Matter, areas: Iterable["Area"] | None = None, **facts: Any) -> Matter:
    """Change what is said of it: `title`, `question`, `purpose`, `raised_on`, `agreement`, `areas`, and its owner."""
    matter = _to_write(actor, matter)
    is_written = _set_silently(matter, facts)
    is_altered = alter(
        actor, "matter.changed", matter, {name: facts[name] for name in REMEMBERED if name in facts}, check=_check
    )
    was = set(matter.areas.values_list("pk", flat=True))
    chosen = None if areas is None else _own_areas(matter, areas)
    moves = chosen is not None and {area.pk for area in chosen} != was
    if moves and chosen is not None:
        matter.areas.set(chosen)
    if (is_written or moves) and not is_altered:
        record(actor, "matter.changed", matter)
    return matter


@transaction.atomic
def discard_matter(*, actor: "User", matter: Matter) -> None:
    """Throw a working draft away, with what was planned for it."""
    matter = locked(matter)
    require(can_write(actor, matter))
    if matter.openness != Openness.DRAFT:
        raise RuleBroken(Refusal.NOT_A_DRAFT)
    remove(actor, "matter.discarded", matter, on_behalf_of=matter.raised_by)


@transaction.atomic
def share_matter(
    *, actor: "User", matter: Matter, forums: Iterable["Forum"], is_confirmed: bool, now: datetime
) -> Matter:
    """Give the matter to forums. It is official with the parties that sit there from that moment."""
    matter = locked(matter)
    require(can_let_out(actor, matter))
    chosen = {forum.pk: forum for forum in forums}
    already = set(matter.shares.values_list("forum", flat=True))
    new = [forum for pk, forum in chosen.items() if pk not in already]
    refuse(_why_not_share(matter, chosen.values(), new, is_confirmed=is_confirmed))
    MatterShare.objects.bulk_create(
        MatterShare(matter=matter, forum=forum, shared_at=now, shared_by=actor) for forum in new
    )
    if matter.openness == Openness.DRAFT:
        matter.openness = Openness.SHARED
        matter.save(update_fields=["openness"])
    record(actor, "matter.shared", matter, after={"forums": [str(forum) for forum in new]})
    return matter


@transaction.atomic
def publish_matter(*, actor: "User", matter: Matter, is_checked: bool, now: datetime) -> Matter:
    """Let everybody who sees the collaboration read it, once somebody has looked for what must not be public."""
    matter = locked(matter)
    require(can_let_out(actor, matter))
    if matter.openness == Openness.PUBLIC:
        raise RuleBroken(Refusal.EVERYBODY_READS)
    if matter.openness == Openness.DRAFT:
        raise RuleBroken(Refusal.STILL_A_DRAFT)
    if not is_checked:
        raise RuleBroken(Refusal.NOT_CHECKED)
    matter.openness, matter.published_at = Openness.PUBLIC, now
    matter.save(update_fields=["openness", "published_at"])
    record(actor, "matter.published", matter)
    return matter


@transaction.atomic
def close_matter(
    *, actor: "User", matter: Matter, ending: str, closed_on: date, ending_words: str, today: date
) -> Matter:
    """It is no longer worked on, and says why: nothing vanishes."""
    matter = _to_write(actor, matter)
    if closed_on > today:
        raise RuleBroken(Refusal.IN_THE_FUTURE)
    if not ending_words.strip():
        raise RuleBroken(Refusal.REASON_MISSING)
    matter.ending_words = ending_words
    matter.save(update_fields=["ending_words"])
    alter(actor, "matter.closed", matter, {"closed_on": closed_on, "ending": ending})
    return matter


@transaction.atomic
def reopen_matter(*, actor: "User", matter: Matter, reason: str) -> Matter:
    matter = locked(matter)
    require(can_write(actor, matter))
    if matter.closed_on is None:
        raise RuleBroken(Refusal.NOT_CLOSED)
    if not reason.strip():
        raise RuleBroken(Refusal.REASON_MISSING)
    alter(actor, "matter.reopened", matter, {"closed_on": None, "ending": ""}, reason=reason)
    return matter


@transaction.atomic
def add_paper(*, actor: "User", matter: Matter, document: "Document") -> MatterPaper:
    """Lay a document to the matter. Who reads it is the document's own affair."""
    matter = _to_write(actor, matter)
    if document.collaboration_id != matter.collaboration_id:
        raise RuleBroken(Refusal.FROM_ELSEWHERE)
    if matter.papers.filter(document=document).exists():
        raise RuleBroken(Refusal.PAPER_ALREADY_THERE)
    return add(actor, "matter.paper_added", MatterPaper(matter=matter, document=document), "document", on=matter)


@transaction.atomic
def remove_paper(*, actor: "User", paper: MatterPaper) -> None:
    """The document stays where it is; it is no longer the matter's."""
    matter = _to_write(actor, paper.matter)
    remove(actor, "matter.paper_removed", paper, "document", on=matter)


@transaction.atomic
def note_number(*, actor: "User", matter: Matter, organisation: "Organisation", number: str) -> None:
    """Note what number the matter has in a party's own register. An empty one takes it away."""
    matter = locked(matter)
    require(answers_for(actor, matter.collaboration_id, organisation.pk))
    noted = OwnNumber.objects.filter(matter=matter, organisation=organisation).first()
    was = noted.number if noted else ""
    if was == number:
        return
    if number:
        OwnNumber.objects.update_or_create(matter=matter, organisation=organisation, defaults={"number": number})
    elif noted:
        noted.delete()
    record(
        actor,
        "matter.number_noted",
        matter,
        before={"number": was},
        after={"number": number},
        on_behalf_of=organisation,
    )


def _to_write(actor: "User", matter: Matter) -> Matter:
    matter = locked(matter)
    require(can_write(actor, matter))
    if matter.closed_on is not None:
        raise RuleBroken(Refusal.CLOSED)
    return matter


def _set_silently(matter: Matter, facts: dict[str, Any]) -> bool:
    """The texts, which no event repeats. Tells whether any differed."""
    differing = [
        name for name in ("title", "question", "purpose") if name in facts and getattr(matter, name) != facts[name]
    ]
    for name in differing:
        setattr(matter, name, facts[name])
    if differing:
        matter.save()
    return bool(differing)


def _check(matter: Matter) -> None:
    owners = [owner for owner in (getattr(matter, name) for name in OWNERS) if owner is not None]
    if len(owners) > 1:
        raise RuleBroken(Refusal.TWO_OWNERS)
    held = [row for row in (matter.agreement, matter.owner_forum, matter.owner_person) if row is not None]
    if any(row.collaboration_id != matter.collaboration_id for row in held):
        raise RuleBroken(Refusal.FROM_ELSEWHERE)


def _own_areas(matter: Matter, areas: Iterable["Area"]) -> list["Area"]:
    chosen = list(areas)
    if any(area.agreement.collaboration_id != matter.collaboration_id for area in chosen):
        raise RuleBroken(Refusal.FROM_ELSEWHERE)
    return chosen


def _why_not_share(
    matter: Matter, chosen: Iterable["Forum"], new: list["Forum"], *, is_confirmed: bool
) -> Refusal | None:
    forums = list(chosen)
    if not forums:
        return Refusal.NO_FORUM
    if any(forum.collaboration_id != matter.collaboration_id for forum in forums):
        return Refusal.FROM_ELSEWHERE
    if not new:
        return Refusal.ALREADY_SHARED
    return None if is_confirmed else Refusal.NOT_CONFIRMED
