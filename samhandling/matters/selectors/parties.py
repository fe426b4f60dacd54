"""Whom a recommendation goes to."""

from datetime import date

from django.db.models import QuerySet

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Party
from samhandling.matters.models import Matter
from samhandling.organisations.models import Collaboration, Organisation


def parties_to_ask(matter: Matter, today: date) -> QuerySet[Organisation]:
    """The parties of the matter's own agreement; without one, of the collaboration's agreement in force."""
    parties = Party.objects.filter(agreement=matter.agreement or agreement_in_force(matter.collaboration, today))
    return Organisation.objects.filter(pk__in=parties.values("organisation")).order_by("sort_key")


def agreement_in_force(collaboration: Collaboration, today: date) -> Agreement | None:
    """The one that runs on the day, the latest begun first."""
    running = Agreement.objects.filter(collaboration=collaboration, status=Status.IN_FORCE, starts_on__lte=today)
    return running.order_by("-starts_on", "-pk").first()
