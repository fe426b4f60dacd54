"""Letters that the house writes to its users, in their language."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from samhandling.accounts.models import User
from samhandling.core.outbox import queue_mail


def write_to(user: User, letter: str, context: dict[str, object], now: datetime) -> None:
    """Queue the letter of that name. Its template sees `user` and what the context holds."""
    write_letter(user, f"accounts/mail/{letter}.txt", context, now)


def write_letter(user: User, template: str, context: dict[str, object], now: datetime) -> None:
    """Queue a letter of any room's."""
    with translation.override(user.language):
        text = render_to_string(template, {"user": user, **context})
    # The first line of a letter's template is its subject, the rest its text.
    subject, _line_end, body = text.strip().partition("\n")
    queue_mail(to=user.email, subject=subject, body=f"{body.strip()}\n", now=now)


def address_of(name: str, **parts: str | int) -> str:
    """The whole address of a page of this house, as it stands in a letter."""
    return f"{settings.SITE_URL}{reverse(name, kwargs=parts)}"
