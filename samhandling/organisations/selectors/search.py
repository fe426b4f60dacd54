"""What the search finds in the address book."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Hit
from samhandling.core.search import SearchWish
from samhandling.organisations.selectors.organisations import organisations_found
from samhandling.organisations.selectors.people import people_found

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def search(viewer: "Viewer", wish: SearchWish) -> list[Hit]:
    """Organisations within collaborations one may see, and people within one's own."""
    organisations = [
        Hit(
            found.name,
            found.collaboration,
            reverse("organisations:detail", args=[found.slug, found.organisation]),
            _("Organisations"),
        )
        for found in organisations_found(viewer, wish)
    ]
    people = [
        Hit(
            found.name,
            ", ".join(filter(None, [found.title, found.organisation, found.collaboration])),
            reverse("organisations:person", args=[found.slug, found.pk]),
            _("People"),
        )
        for found in people_found(viewer, wish)
    ]
    return [*organisations, *people]
