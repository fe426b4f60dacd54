"""The one-time key of a form: whose page it stood on, and that it is sent once however often the button is pressed."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.http import HttpRequest

from samhandling.core.idempotency import Answer, AnswerForgotten, answer_once, is_answered

if TYPE_CHECKING:
    from samhandling.accounts.models import User

KEY_FIELD, HELD_FIELD = "once", "held:"
VALID_FOR = timedelta(days=14)  # a page may be left open over a holiday
_SIGNER = TimestampSigner(salt="samhandling.core.sending")


@dataclass(frozen=True, slots=True)
class SendKey:
    """Read from a form that came in. It is signed: nobody else's name can be written on it."""

    user_id: int
    mark: str


@dataclass(frozen=True, slots=True)
class Received:
    """How a sent form was answered: what was said, and where the person came."""

    said: str
    to: str


def new_key(user: "User") -> str:
    return _SIGNER.sign(f"{user.pk}.{secrets.token_urlsafe(12)}")


def key_of(request: HttpRequest) -> SendKey | None:
    """The key that came with the form, whoever sends it; None when there is none, or it is nobody's or too old."""
    written = request.POST.get(KEY_FIELD, "")
    try:
        user_id, _dot, mark = _SIGNER.unsign(written, max_age=VALID_FOR).partition(".")
    except BadSignature:
        return None
    return SendKey(int(user_id), mark)


def received_once(
    request: HttpRequest, user: "User", key: SendKey, now: datetime, act: Callable[[], Received]
) -> tuple[Received | None, bool]:
    """What `act` answers, or what it answered when the same form came before; True for the latter.

    None when that is not known any more: then it was received all the same, and nothing is done again. A form that
    is refused is not remembered: it may be sent anew. A twin waits while the first is carried out.
    """

    def answered() -> Answer:
        received = act()
        return Answer(302, json.dumps([received.said, received.to]).encode(), {})

    name = _name(request, key)
    try:
        with transaction.atomic():
            answer, is_twin = answer_once(user=user, key=name, fingerprint="", now=now, act=answered)
    except AnswerForgotten:
        return None, True
    return Received(*json.loads(answer.content)), is_twin


def was_received(request: HttpRequest, user: "User", key: SendKey, now: datetime) -> bool:
    """Whether the same form has come before, for what looks at how things are before it acts."""
    return is_answered(user=user, key=_name(request, key), now=now)


def _name(request: HttpRequest, key: SendKey) -> str:
    return f"form {key.mark} {_fingerprint(request)}"


def _fingerprint(request: HttpRequest) -> str:
    """Of the address and all that was sent, the files with their content: another text is another sending."""
    digest = hashlib.sha256(request.get_full_path().encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            digest.update(json.dumps([name, values]).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(json.dumps([name, upload.name, upload.size]).encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    return digest.hexdigest()


def fields_of(request: HttpRequest, *leave_out: str) -> dict[str, list[str]]:
    """What the person has written and chosen, without what the page added, and without anything secret."""
    return {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", KEY_FIELD, *leave_out}
        and not name.startswith(HELD_FIELD)
        and not re.search("password|secret|token", name)
    }
