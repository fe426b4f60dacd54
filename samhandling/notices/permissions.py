"""Whose notices one may see."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from samhandling.notices.models import Notice

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def visible_to(viewer: "Viewer") -> QuerySet[Notice]:
    """One's own, and nobody else's. One whose access has ended keeps the sentence; the page behind it says no."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Notice.objects.none()
    return Notice.objects.filter(user=viewer.pk)
