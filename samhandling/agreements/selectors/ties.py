"""What an organisation is bound by here, so that it cannot stop taking part."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.models import Agreement

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, Organisation


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: it is a party to what is being made or is in force."""
    running = Agreement.objects.filter(
        collaboration=collaboration, status__in=NOT_OVER, parties__organisation=organisation
    )
    return [_("Is a party to %(agreement)s.") % {"agreement": agreement} for agreement in running]
