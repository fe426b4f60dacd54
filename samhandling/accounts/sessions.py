"""Where log-ins are kept: Django's sessions in the database, which here also know whose they are.

So a person can see where they are logged in, and a log-in that is ended is gone with its row.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from samhandling.accounts.models import Session
from samhandling.core.trouble import is_trouble

DEVICE = "device"
STARTED_AT = "started_at"


class SessionStore(DatabaseStore):
    """Keeps with each log-in its user, its device and when it began. A visitor's session has none of them."""

    device = ""  # what the present request comes from; told by the middleware

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def save(self, must_create: bool = False) -> None:  # noqa: FBT002  # Django's signature
        try:
            super().save(must_create)
        except UpdateError as error:
            # Django takes every fault of the database for a log-in that was ended meanwhile.
            trouble = error.__context__
            if trouble is not None and is_trouble(trouble):
                raise trouble from trouble.__cause__
            raise

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to write. What the log-in began with lies in its content, and is never written anew."""
        user_id = data.get(SESSION_KEY)
        if user_id is not None:
            data.setdefault(STARTED_AT, timezone.now().isoformat())
            if self.device:
                data.setdefault(DEVICE, self.device)
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # the model class above
        row.user_id = None if user_id is None else int(user_id)
        row.device = data.get(DEVICE, "")
        row.started_at = parse_datetime(data.get(STARTED_AT, ""))
        return row
