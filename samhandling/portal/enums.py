"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Conformance(TextChoices):
    """How far a service meets the law's requirements; Digg's three words."""

    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


class Shortcoming(TextChoices):
    """Why something is not accessible. The law knows these three reasons (2018:1937, 9 and 12 §§)."""

    DEFECT = "defect", _("a defect that will be fixed")
    BURDEN = "burden", _("disproportionate burden, 12 §")
    OUTSIDE = "outside", _("outside the law, 9 §")
