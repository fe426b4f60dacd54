"""Who keeps the front pages, and what there is one's own."""

from typing import TYPE_CHECKING

from django.http import Http404

from samhandling.organisations.permissions import access_of, is_coordinator, parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def can_edit_statement(viewer: "Viewer", collaboration_id: int) -> bool:
    return is_coordinator(viewer, collaboration_id)


def can_take_steps(viewer: "Viewer", collaboration_id: int) -> bool:
    """First steps are for those with access to the collaboration, or to something inside it."""
    return collaboration_id in access_of(viewer).open_to


def require_somebody_here(viewer: "Viewer", collaboration_id: int) -> None:
    """404 for those who only see what is published."""
    if not can_take_steps(viewer, collaboration_id):
        raise Http404


def require_party(viewer: "Viewer", collaboration_id: int) -> None:
    """404 for those who answer for no organisation here."""
    if not parties_of(viewer, collaboration_id):
        raise Http404
