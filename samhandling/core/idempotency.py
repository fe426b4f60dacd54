"""Answers that are kept for a day, so that a program may send the same request again without doing the act twice.

The answer is written in the transaction of the act: either both are there or none. A request that comes while its
twin is being carried out waits for it, and is then answered alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from samhandling.core.models import RememberedAnswer

if TYPE_CHECKING:
    from samhandling.accounts.models import User

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: enough to answer it again."""

    status: int
    content: bytes
    headers: dict[str, str]


class KeyReused(Exception):
    """The key was used for another request."""


class AnswerForgotten(Exception):
    """The request was carried out, and what was answered is kept no longer."""


def answer_once(
    *, user: "User", key: str, fingerprint: str, now: datetime, act: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """What `act` answers, or what it answered when the same request came before; True for the latter.

    Call it inside the transaction of the act. On PostgreSQL the insertion waits for a twin that has not ended;
    on SQLite only one writes at a time.
    """
    _forget_expired(user, key, now)
    place = RememberedAnswer(user=user, key=key, fingerprint=fingerprint, created_at=now)
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError:
        return _answer_of(RememberedAnswer.objects.get(user=user, key=key), fingerprint), True
    answer = act()
    place.status, place.content, place.headers = answer.status, answer.content, answer.headers
    place.save(update_fields=["status", "content", "headers"])
    return answer, False


def is_answered(*, user: "User", key: str, now: datetime) -> bool:
    """Whether the request has been carried out already."""
    return RememberedAnswer.objects.filter(user=user, key=key, created_at__gt=now - KEPT_FOR).exists()


def forget_old_answers(now: datetime) -> None:
    """They hold what was answered, so they are not kept longer than anybody sends anew. Lies in the slot `tick`."""
    RememberedAnswer.objects.filter(created_at__lte=now - KEPT_FOR).delete()


def forget_contents() -> None:
    """Somebody has been erased, and any answer may tell who it was. That the requests were carried out stays known.

    Call it when the erased row is written: whoever wrote to it before has then left an answer that is found here.
    """
    RememberedAnswer.objects.update(content=b"")


def lock_address(address: str) -> None:
    """Until the transaction ends nobody else changes what lies at this address by way of If-Match."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [address])


def _forget_expired(user: "User", key: str, now: datetime) -> None:
    RememberedAnswer.objects.filter(user=user, key=key, created_at__lte=now - KEPT_FOR).delete()


def _answer_of(kept: RememberedAnswer, fingerprint: str) -> Answer:
    if kept.fingerprint != fingerprint:
        raise KeyReused
    if not kept.content and kept.status != HTTPStatus.NO_CONTENT:
        raise AnswerForgotten
    return Answer(kept.status, bytes(kept.content), kept.headers)
