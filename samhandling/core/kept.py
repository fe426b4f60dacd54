"""What people write in forms is kept until it is received: as drafts, and when a log-in ran out while they wrote.

Kept by user and address, on the server: docs/decisions/0024. Never passwords, never files, and not for ever.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.models import KeptForm

if TYPE_CHECKING:
    from samhandling.accounts.models import User

KEPT_FOR = timedelta(days=14)
MOST_SIGNS = 500_000  # of one form
MOST_FORMS = 40  # of one person; the oldest goes
LONGEST_ADDRESS = 500


@transaction.atomic
def keep_form(
    *,
    user: "User",
    address: str,
    fields: Mapping[str, list[str]],
    files: list[str],
    was_sent: bool,
    now: datetime,
) -> bool:
    """Keep what stands in the form. False when it is more than is kept: nothing is cut, and nothing half is shown."""
    # PostgreSQL keeps no NUL, and no form takes one.
    tidy = {name: [value.replace("\0", "") for value in values] for name, values in fields.items()}
    if len(address) > LONGEST_ADDRESS or "\0" in address or len(json.dumps(tidy)) > MOST_SIGNS:
        return False
    values = {"fields": tidy, "files": files, "was_sent": was_sent, "kept_at": now}
    KeptForm.objects.update_or_create(user=user, address=address, defaults=values)
    too_many = KeptForm.objects.filter(user=user).order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST_FORMS:]
    KeptForm.objects.filter(pk__in=list(too_many)).delete()
    return True


def kept_form(user: "User", address: str, now: datetime) -> KeptForm | None:
    """What this person has written there and not sent, if it is young enough."""
    return KeptForm.objects.filter(user=user, address=address, kept_at__gt=now - KEPT_FOR).first()


def discard_kept(*, user: "User", address: str) -> None:
    """It was received, or its writer has thrown it away."""
    KeptForm.objects.filter(user=user, address=address).delete()


def discard_all_kept(user: "User") -> None:
    """The user is erased: what they wrote and never sent goes too."""
    KeptForm.objects.filter(user=user).delete()


def forget_old_kept(now: datetime) -> None:
    """Nobody has come back to it for two weeks. Lies in the slot `tick`."""
    KeptForm.objects.filter(kept_at__lte=now - KEPT_FOR).delete()
