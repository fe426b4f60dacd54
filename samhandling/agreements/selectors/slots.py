"""What this room lays in the slots of the frame: a place in the menu, and what is found."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.models import Agreement, Clause
from samhandling.agreements.permissions import visible_to
from samhandling.core.navigation import Hit, NavItem

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


def nav_items(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """The agreements' place in the collaboration's menu."""
    url = reverse("agreements:list", kwargs={"collaboration": collaboration.slug})
    return [NavItem(_("Agreements"), url, 10)]


def hits(viewer: "Viewer", query: str, limit: int) -> list[Hit]:
    """Agreements by title, then clauses by heading and text."""
    agreements = visible_to(viewer).filter(search_key__contains=query).select_related("collaboration")[:limit]
    found = [
        Hit(agreement.title, str(agreement.collaboration), _page(agreement, "detail"), _("Agreement"))
        for agreement in agreements
    ]
    clauses = (
        Clause.objects.filter(agreement__in=visible_to(viewer), is_removed=False, search_key__contains=query)
        .select_related("agreement__collaboration")
        .only("number", "heading", "agreement__title", "agreement__collaboration__slug")[: limit - len(found)]
    )
    return found + [
        Hit(str(clause), clause.agreement.title, _page(clause.agreement, "clause", clause=clause.pk), _("Clause"))
        for clause in clauses
    ]


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: it is a party to what is being made or is in force."""
    running = Agreement.objects.filter(
        collaboration=collaboration, status__in=NOT_OVER, parties__organisation=organisation
    )
    return [_("Is a party to %(agreement)s.") % {"agreement": agreement} for agreement in running]


def _page(agreement: Agreement, page: str, **where: int) -> str:
    slug = agreement.collaboration.slug
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement.pk, **where})
