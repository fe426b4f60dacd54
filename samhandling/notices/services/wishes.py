"""How one wishes to be told."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.accounts.models import User
from samhandling.core.audit import record
from samhandling.core.verbs import set_values
from samhandling.notices.enums import Frequency
from samhandling.notices.models import NoticeWish

if TYPE_CHECKING:
    from collections.abc import Mapping


@transaction.atomic
def change_wish(*, actor: User, **wish: Any) -> NoticeWish:
    """One's own. What already waits to be mailed follows the new wish. To keep what holds for all is a choice too."""
    return _changed(actor, wish)


@transaction.atomic
def stop_mail(*, actor: User) -> NoticeWish:
    """No more mail of notices, as the link in every such mail does it. They still lie on one's home."""
    return _changed(actor, {"requests": Frequency.NEVER, "news": Frequency.NEVER})


def _changed(user: User, values: "Mapping[str, Any]") -> NoticeWish:
    User.objects.select_for_update().get(pk=user.pk)
    row = NoticeWish.objects.filter(user=user).first() or NoticeWish(user=user)
    before, after = set_values(row, dict(values))
    if after or row.pk is None:
        row.save()
        record(user, "notice_wish.changed", user, before=before, after=after)
    return row
