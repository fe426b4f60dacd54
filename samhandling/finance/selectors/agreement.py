"""Which agreement the room's pages begin with."""

from datetime import date
from typing import TYPE_CHECKING

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.selectors import agreements_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def agreement_now(viewer: "Viewer", collaboration: "Collaboration", today: date) -> Agreement | None:
    """The agreement whose money one most likely means: in force today, else the newest that may be seen."""
    seen = list(agreements_of(viewer, collaboration).select_related("collaboration"))
    running = [one for one in seen if one.status == Status.IN_FORCE and one.starts_on <= today <= one.ends_on]
    return next(iter([*running, *seen]), None)
