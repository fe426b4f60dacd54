"""Every change of a draft begins here."""

from typing import TYPE_CHECKING

from samhandling.agreements.domain.status import why_not_edit, why_not_follow_up
from samhandling.agreements.enums import Status
from samhandling.agreements.permissions import can_edit
from samhandling.core.access import require
from samhandling.core.verbs import locked, refuse

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement


def open_draft(actor: "User", agreement: "Agreement") -> "Agreement":
    """The agreement, locked, when this person may edit it and its text is not fixed."""
    require(can_edit(actor, agreement))
    draft = locked(agreement)
    refuse(why_not_edit(Status(draft.status)))
    return draft


def open_follow_up(actor: "User", agreement: "Agreement") -> "Agreement":
    """The agreement, locked, when this person may edit it and it is not over."""
    require(can_edit(actor, agreement))
    running = locked(agreement)
    refuse(why_not_follow_up(Status(running.status)))
    return running
