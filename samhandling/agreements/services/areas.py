"""What the collaboration is about: areas with their topics, aims, and perspectives that run through all of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from samhandling.agreements.enums import AimKind, Refusal
from samhandling.agreements.models import Agreement, Aim, Area
from samhandling.agreements.services.draft import open_draft
from samhandling.core.verbs import add, alter, remove
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.accounts.models import User


@transaction.atomic
def add_area(*, actor: "User", agreement: Agreement, name: str, topics: Sequence[str] = (), key: str = "") -> Area:
    """Add an area, last. The key is a short name for files; it is made from the name unless given."""
    draft = open_draft(actor, agreement)
    key = key or slugify(name)[:40] or f"area-{draft.areas.count() + 1}"
    if draft.areas.filter(key=key).exists():
        raise RuleBroken(Refusal.AREA_KEY_TAKEN)
    position = _next_position(draft.areas.all())
    area = Area(agreement=draft, key=key, position=position, name=name, topics=list(topics))
    return add(actor, "area.added", area, on=draft, after={"area": name, "topics": area.topics})


@transaction.atomic
def change_area(*, actor: "User", area: Area, name: str, topics: Sequence[str]) -> Area:
    draft = open_draft(actor, area.agreement)
    alter(actor, "area.changed", area, {"name": name, "topics": list(topics)}, on=draft)
    return area


@transaction.atomic
def remove_area(*, actor: "User", area: Area) -> None:
    draft = open_draft(actor, area.agreement)
    if area.duties.exists() or area.special_agreements.exists():
        raise RuleBroken(Refusal.AREA_IN_USE)
    remove(actor, "area.removed", area, on=draft, before={"area": area.name, "topics": area.topics})


@transaction.atomic
def add_aim(*, actor: "User", agreement: Agreement, text: str, kind: str = AimKind.AIM) -> Aim:
    """Add an aim, or a perspective, last among its kind."""
    draft = open_draft(actor, agreement)
    position = _next_position(draft.aims.filter(kind=kind))
    aim = Aim(agreement=draft, kind=kind, position=position, text=text)
    return add(actor, "aim.added", aim, "kind", "text", on=draft)


@transaction.atomic
def change_aim(*, actor: "User", aim: Aim, text: str) -> Aim:
    draft = open_draft(actor, aim.agreement)
    alter(actor, "aim.changed", aim, {"text": text}, on=draft)
    return aim


@transaction.atomic
def remove_aim(*, actor: "User", aim: Aim) -> None:
    draft = open_draft(actor, aim.agreement)
    remove(actor, "aim.removed", aim, "kind", "text", on=draft)


def _next_position(rows: "QuerySet[Area] | QuerySet[Aim]") -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1
