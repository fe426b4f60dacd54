"""What hangs on a row that shall be merged into another: in every room, found by the foreign keys themselves."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from samhandling.organisations.models import (
    CollaborationAccess,
    ContactPoint,
    FormerFacts,
    Organisation,
    OrganisationAccess,
    Participation,
    Person,
    Population,
)


@dataclass(frozen=True, slots=True)
class Moving:
    """So many rows of one kind would move."""

    name: str
    count: int


def what_would_move(duplicate: Person | Organisation) -> list[Moving]:
    """Every kind of row that points at the duplicate, and how many. Rows of upper rooms are told by room."""
    counts: dict[str, int] = {}
    for model, count in _pointing_at(duplicate):
        name = _name_of(model)
        counts[name] = counts.get(name, 0) + count
    return [Moving(name, count) for name, count in counts.items()]


def _pointing_at(row: Person | Organisation) -> list[tuple[type[models.Model], int]]:
    found = []
    for relation in row._meta.related_objects:
        model, field = relation.related_model, relation.field
        if field.name == "merged_into":
            continue
        count = model._base_manager.filter(**{field.name: row.pk}).count()  # noqa: SLF001  # Django's public name
        if count:
            found.append((model, count))
    return found


def _name_of(model: type[models.Model]) -> str:
    names = {
        Organisation: _("sub-organisations"),
        Participation: _("participations"),
        Person: _("people who work for it"),
        FormerFacts: _("former names and posts of people"),
        ContactPoint: _("contact details"),
        OrganisationAccess: _("users who represent it"),
        CollaborationAccess: _("roles"),
        Population: _("population figures"),
    }
    rooms = {"agreements": _("in agreements"), "forums": _("in forums")}
    label = model._meta.app_label
    return names.get(model) or rooms.get(label) or str(apps.get_app_config(label).verbose_name)
