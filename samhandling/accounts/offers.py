"""What this room lays in slots."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Door

if TYPE_CHECKING:
    from samhandling.accounts.models import User


def token_doors(_user: "User") -> list[Door]:
    """Slot `account.doors`."""
    return [Door(_("API tokens"), reverse("accounts:tokens"))]
