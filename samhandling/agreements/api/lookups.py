"""What the operations of this room look up first: the collaboration, and in it the agreement."""

from typing import TYPE_CHECKING

from django.http import Http404

from samhandling.agreements.permissions import can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.core.access import require
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer

# Where an agreement lies. What belongs to it lies below.
ONE = "/collaborations/{slug}/agreements/{int:pk}"


def agreement_in(viewer: "Viewer", slug: str, pk: int) -> "Agreement":
    """The agreement, or 404 when this person may not know that it or the collaboration exists."""
    return agreement_for(viewer, collaboration_for(viewer, slug), pk)


def workings_in(viewer: "Viewer", slug: str, pk: int) -> "Agreement":
    """The same, for what is only for those who work with the agreement."""
    agreement = agreement_in(viewer, slug, pk)
    if not can_see_workings(viewer, agreement):
        raise Http404
    return agreement


def edited_in(viewer: "User", slug: str, pk: int) -> "Agreement":
    """The same, for the coordinator. Asked before anything in the body is looked up."""
    agreement = agreement_in(viewer, slug, pk)
    require(can_edit(viewer, agreement))
    return agreement
