"""A forum's mission statement or rules of procedure, and how the versions differ."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from samhandling.agreements.domain.differences import DiffPart, words_changed
from samhandling.forums.enums import MandateStatus
from samhandling.forums.models import Forum, Mandate
from samhandling.forums.permissions import mandates_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class Mandates:
    """What holds on the day, what is being written, and all versions, newest first."""

    in_force: Mandate | None
    draft: Mandate | None
    versions: list[Mandate]


@dataclass(frozen=True, slots=True)
class MandateVersion:
    mandate: Mandate
    former: Mandate | None
    changes: list[DiffPart]


def mandates_of(viewer: "Viewer", forum: Forum, on: date) -> Mandates:
    versions = list(mandates_visible_to(viewer, forum))
    adopted = [one for one in versions if one.adopted_on is not None and one.adopted_on <= on]
    return Mandates(
        in_force=max(adopted, key=lambda one: one.version, default=None),
        draft=next((one for one in versions if one.status == MandateStatus.DRAFT), None),
        versions=versions,
    )


def mandate_for(viewer: "Viewer", forum: Forum, version: int) -> Mandate:
    return get_object_or_404(mandates_visible_to(viewer, forum).select_related("forum"), version=version)


def mandate_version(viewer: "Viewer", forum: Forum, version: int) -> MandateVersion:
    """The version, held word by word against the one adopted before it."""
    mandate = mandate_for(viewer, forum, version)
    former = forum.mandates.exclude(adopted_on=None).filter(version__lt=version).order_by("-version").first()
    changes = words_changed(former.text, mandate.text) if former else []
    return MandateVersion(mandate, former, changes)


def newest_text(forum: Forum) -> Mandate | None:
    """The adopted version that a new draft begins from."""
    return forum.mandates.filter(status=MandateStatus.ADOPTED).first()
