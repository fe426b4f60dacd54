"""What this room lays in the slots of the rooms below: what waits, what is found, what hangs on a party."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit
from samhandling.finance.models import (
    BaseFee,
    Fee,
    Project,
    SplitShare,
)
from samhandling.finance.permissions import projects_visible_to, splits_visible_to

if TYPE_CHECKING:
    from samhandling.agreements.models import Party
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


def search(viewer: "Viewer", query: str, limit: int) -> list[Hit]:
    """Projects and shared costs by title."""
    words = Q()
    for word in query.split():
        words &= Q(search_key__contains=word)
    if not query.split():
        return []
    projects = projects_visible_to(viewer).filter(words).select_related("collaboration")[:limit]
    hits = [
        Hit(one.title, str(one.collaboration), _address(one.collaboration, "project", pk=one.pk), _("Joint project"))
        for one in projects
    ]
    splits = splits_visible_to(viewer).filter(words).select_related("agreement__collaboration")[: limit - len(hits)]
    return hits + [
        Hit(
            f"{one.title} {one.year}",
            str(one.agreement.collaboration),
            _address(one.agreement.collaboration, "split", agreement=one.agreement_id, split=one.pk),
            _("Shared cost"),
        )
        for one in splits
    ]


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


def _address(collaboration: "Collaboration", page: str, **where: int) -> str:
    return reverse(f"finance:{page}", kwargs={"collaboration": collaboration.slug, **where})
