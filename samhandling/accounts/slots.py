"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.accounts.api import caller_of
from samhandling.accounts.checks import check_log_ins
from samhandling.accounts.services.log_ins import forget_old_sessions
from samhandling.core.navigation import Door
from samhandling.core.slots import Filling

if TYPE_CHECKING:
    from samhandling.accounts.models import User


def token_doors(_user: "User") -> list[Door]:
    return [Door(_("API tokens"), reverse("accounts:tokens"))]


SLOTS: dict[str, Filling] = {
    "tick": forget_old_sessions,
    "check": check_log_ins,
    "api.caller": caller_of,
    "account.doors": token_doors,
}
