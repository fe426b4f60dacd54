"""Reads."""

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from samhandling.organisations.models import Collaboration
from samhandling.organisations.permissions import collaborations_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def collaboration_for(viewer: "Viewer", slug: str) -> Collaboration:
    """The collaboration at this address, or 404 when this person may not know it exists."""
    return get_object_or_404(collaborations_visible_to(viewer), slug=slug)
