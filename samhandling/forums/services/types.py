"""The shipped forum types, loaded from data."""

import json
from pathlib import Path

from django.db import transaction

from samhandling.forums.models import ForumType

FACTS = Path(__file__).resolve().parents[1] / "facts" / "forum_types.json"


@transaction.atomic
def load_forum_types() -> None:
    """Fills the slot "setup": may be run any number of times, and corrects what an older version shipped."""
    for position, facts in enumerate(json.loads(FACTS.read_text(encoding="utf-8")), start=1):
        ForumType.objects.update_or_create(
            key=facts.pop("key"), collaboration=None, defaults=facts | {"position": position}
        )
