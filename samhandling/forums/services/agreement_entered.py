"""When a renewed agreement takes effect, the forums of the former one go on under it."""

from typing import TYPE_CHECKING

from samhandling.accounts.models import User
from samhandling.core.verbs import alter
from samhandling.forums.models import Forum

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement


def move_forums(actor: User, agreement: "Agreement") -> None:
    """The slot `agreement.entered`, in that transaction. A forum that ended before stays with the former agreement."""
    if agreement.predecessor_id is None:
        return
    going_on = Forum.objects.filter(agreement=agreement.predecessor_id).exclude(ends_on__lt=agreement.starts_on)
    areas = {area.key: area for area in agreement.areas.all()}
    for forum in going_on.prefetch_related("areas"):
        alter(actor, "forum.moved", forum, {"agreement": agreement})
        forum.areas.set([areas[area.key] for area in forum.areas.all() if area.key in areas])
