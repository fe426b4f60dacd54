"""What waits for the coordinator in the address book."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from samhandling.core.navigation import Waiting
from samhandling.organisations.permissions import access_of, collaborations_visible_to, is_coordinator
from samhandling.organisations.selectors.people import overdue_counts

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    """People whose time has run out, for the coordinator to decide about."""
    mine = [pk for pk in access_of(viewer).roles if is_coordinator(viewer, pk)]
    counts = overdue_counts(mine, today) if mine else {}
    found = collaborations_visible_to(viewer).filter(pk__in=counts) if counts else []
    return [
        Waiting(
            ngettext(
                "Decide about %(count)d person whose data is due for removal",
                "Decide about %(count)d people whose data is due for removal",
                counts[collaboration.pk],
            )
            % {"count": counts[collaboration.pk]},
            reverse("organisations:retention", args=[collaboration.slug]),
            collaboration.pk,
        )
        for collaboration in found
    ]
