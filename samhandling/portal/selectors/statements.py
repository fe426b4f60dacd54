"""What the law wants said about how accessible the service is."""

from typing import TYPE_CHECKING

from samhandling.portal.models import AccessibilityStatement

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def statement_of(collaboration: "Collaboration") -> AccessibilityStatement | None:
    return AccessibilityStatement.objects.filter(collaboration=collaboration).prefetch_related("shortcomings").first()
