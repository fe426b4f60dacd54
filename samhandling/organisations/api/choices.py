"""Rows that a body names by number: found among those that may be chosen, or a fault of the field."""

from typing import TYPE_CHECKING

from django.http import Http404

from samhandling.core.api.problems import invalid_field, unknown_choice
from samhandling.organisations.selectors.organisations import may_lie_below, organisation_for

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


def organisation_chosen(
    viewer: "Viewer", collaboration: "Collaboration", pk: int, field: str = "organisation_id"
) -> "Organisation":
    """The organisation with this number: of the national register, or the collaboration's own."""
    try:
        return organisation_for(viewer, collaboration, pk)
    except Http404 as error:
        raise invalid_field(field, unknown_choice()) from error


def parent_chosen(
    collaboration: "Collaboration", organisation: "Organisation | None", pk: int | None
) -> "Organisation | None":
    """Which organisation it shall lie below, if any."""
    if pk is None:
        return None
    parent = may_lie_below(organisation, collaboration).filter(pk=pk).first()
    if parent is None:
        raise invalid_field("parent_id", unknown_choice())
    return parent
