"""The seven people one can try to be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    COORDINATOR = "coordinator", _("Coordinator at the region")
    DIRECTOR = "director", _("Municipal director")
    ELECTED = "elected", _("Elected member")
    SECRETARY = "secretary", _("Secretary of a forum")
    FINANCE = "finance", _("Finance officer at the region")
    EVALUATOR = "evaluator", _("Evaluator")
    CITIZEN = "citizen", _("Citizen, without logging in")
