"""What the law wants said of a collaboration's pages, and of whose pages."""

from typing import TYPE_CHECKING

from samhandling.organisations.permissions import collaborations_visible_to
from samhandling.portal.models import AccessibilityStatement

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def published_collaborations(viewer: "Viewer") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(viewer).filter(is_public=True)


def statement_of(collaboration: "Collaboration") -> AccessibilityStatement | None:
    return AccessibilityStatement.objects.filter(collaboration=collaboration).prefetch_related("shortcomings").first()
