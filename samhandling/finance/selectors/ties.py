"""What binds a party to the agreement's money, and an organisation to the collaboration's projects."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from samhandling.finance.models import BaseFee, Fee, Project, SplitShare

if TYPE_CHECKING:
    from samhandling.agreements.models import Party
    from samhandling.organisations.models import Collaboration, Organisation


def ties_of_party(party: "Party") -> list[str]:
    """Why the party cannot leave the agreement: it has a fee or a share there."""
    ties = [
        _("Has a fee in %(year)s.") % {"year": year}
        for year in Fee.objects.filter(party=party).order_by("fee_list__year").values_list("fee_list__year", flat=True)
    ]
    shares = SplitShare.objects.filter(party=party).select_related("split").order_by("split__sort_key")
    ties += [_("Has a share of %(cost)s.") % {"cost": share.split} for share in shares]
    if BaseFee.objects.filter(party=party).exists():
        ties.append(_("Has a fee in the base year."))
    return ties


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: projects it owns or funds that still run."""
    running = Project.objects.filter(collaboration=collaboration).filter(
        Q(owner=organisation) | Q(funders__organisation=organisation)
    )
    return [_("Takes part in the project %(project)s.") % {"project": project} for project in running.distinct()]
