"""What the collaboration is about: areas with their topics, aims, and perspectives that run through all of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from samhandling.agreements.enums import AimKind, Refusal
from samhandling.agreements.models import Agreement, Aim, Area
from samhandling.agreements.services.draft import open_draft
from samhandling.core.audit import changes, record
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
    area = Area.objects.create(
        agreement=draft, key=key, position=_next_position(draft.areas.all()), name=name, topics=list(topics)
    )
    record(actor, "area.added", draft, after={"area": name, "topics": list(topics)})
    return area


@transaction.atomic
def change_area(*, actor: "User", area: Area, name: str, topics: Sequence[str]) -> Area:
    draft = open_draft(actor, area.agreement)
    before, after = changes(area, {"name": name, "topics": list(topics)})
    if after:
        area.name, area.topics = name, list(topics)
        area.save(update_fields=["name", "topics"])
        record(actor, "area.changed", draft, before=before, after=after)
    return area


@transaction.atomic
def remove_area(*, actor: "User", area: Area) -> None:
    draft = open_draft(actor, area.agreement)
    if area.duties.exists() or area.special_agreements.exists():
        raise RuleBroken(Refusal.AREA_IN_USE)
    record(actor, "area.removed", draft, before={"area": area.name, "topics": area.topics})
    area.delete()


@transaction.atomic
def add_aim(*, actor: "User", agreement: Agreement, text: str, kind: str = AimKind.AIM) -> Aim:
    """Add an aim, or a perspective, last among its kind."""
    draft = open_draft(actor, agreement)
    position = _next_position(draft.aims.filter(kind=kind))
    aim = Aim.objects.create(agreement=draft, kind=kind, position=position, text=text)
    record(actor, "aim.added", draft, after={"kind": kind, "text": text})
    return aim


@transaction.atomic
def change_aim(*, actor: "User", aim: Aim, text: str) -> Aim:
    draft = open_draft(actor, aim.agreement)
    before, after = changes(aim, {"text": text})
    if after:
        aim.text = text
        aim.save(update_fields=["text"])
        record(actor, "aim.changed", draft, before=before, after=after)
    return aim


@transaction.atomic
def remove_aim(*, actor: "User", aim: Aim) -> None:
    draft = open_draft(actor, aim.agreement)
    record(actor, "aim.removed", draft, before={"kind": aim.kind, "text": aim.text})
    aim.delete()


def _next_position(rows: "QuerySet[Area] | QuerySet[Aim]") -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1
