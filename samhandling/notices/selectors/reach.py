"""Whom no mail reaches: for the coordinator, who can ask for another address."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from samhandling.accounts.models import User
from samhandling.core.models import OutgoingMail
from samhandling.core.navigation import Waiting
from samhandling.core.prepared import Prepared
from samhandling.organisations.permissions import access_of, collaborations_visible_to, is_coordinator
from samhandling.organisations.selectors.access import users_in

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def _refused() -> QuerySet[User]:
    """Users whose address has been given up, and nothing has left for it since."""
    later = OutgoingMail.objects.filter(to=OuterRef("to"), sent_at__gt=OuterRef("gave_up_at"))
    given_up = OutgoingMail.objects.filter(~Exists(later), gave_up_at__isnull=False)
    return User.objects.filter(email__in=given_up.values("to")).order_by("name", "pk")


_refused_users = Prepared(int, lambda: _refused().values_list("pk"))


def unreached_in(collaboration: "Collaboration") -> list[User]:
    """In the order of their names."""
    here = users_in(collaboration)
    return [user for user in _refused() if user.pk in here]


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:  # noqa: ARG001 - the slot's signature
    """Slot `home.waiting`. Nearly always nobody, found out by one prepared question."""
    mine = [pk for pk in access_of(viewer).roles if is_coordinator(viewer, pk)]
    refused = set(_refused_users()) if mine else set()
    if not refused:
        return []
    counts = {one: len(refused & users_in(one)) for one in collaborations_visible_to(viewer).filter(pk__in=mine)}
    return [
        Waiting(
            ngettext(
                "One person cannot be reached by email: ask for another address",
                "%(count)s people cannot be reached by email: ask for other addresses",
                count,
            )
            % {"count": count},
            reverse("notices:unreached", args=[collaboration.slug]),
            collaboration.pk,
        )
        for collaboration, count in counts.items()
        if count
    ]
