"""To take back what one has just done: for acts that nobody has been told of, and that another verb undoes exactly.

What to undo goes along in the message, signed and bound to who did it. A room fills the slot `undo` with a function
that does it by its own verbs, and says in words what it did.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.core.http import UserRequest

TIME = timedelta(minutes=10)
_SALT = "undo"
_MARK = "undo "


def say_with_undo(request: HttpRequest, text: str, act: str, told: Any, *, back: str) -> None:
    """Say what was done, with a button that takes it back. `told` is what the undoing needs, as JSON can hold it."""
    signed = signing.dumps({"act": act, "told": told, "who": request.user.pk, "back": back}, salt=_SALT, compress=True)
    messages.success(request, text, extra_tags=f"{_MARK}{signed}")


def signed_in(message: Any) -> str:
    """What the message holds to be taken back; nothing in most."""
    tags = getattr(message, "extra_tags", "") or ""
    return tags.removeprefix(_MARK) if tags.startswith(_MARK) else ""


def take_back(request: "UserRequest", signed: str) -> str:
    """Undo it, say what was undone, and return where the person came from."""
    too_late = _("This can no longer be undone. Change it back by hand.")
    try:
        what = signing.loads(signed, salt=_SALT, max_age=TIME)
    except signing.BadSignature:
        messages.error(request, too_late)
        return "/"
    try:
        words = None if what["who"] != request.user.pk else _undone(request, what)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    except (PermissionDenied, Http404):
        messages.error(request, too_late)
    else:
        (messages.success if words else messages.error)(request, words or too_late)
    return str(what["back"])


def _undone(request: "UserRequest", what: dict[str, Any]) -> str | None:
    answers = (undo(request.user, what["act"], what["told"], timezone.now()) for undo in slots.functions("undo"))
    return next((words for words in answers if words), None)
