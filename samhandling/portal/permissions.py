"""Who keeps the front pages."""

from typing import TYPE_CHECKING

from samhandling.organisations.permissions import is_coordinator

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def can_edit_statement(viewer: "Viewer", collaboration_id: int) -> bool:
    return is_coordinator(viewer, collaboration_id)
