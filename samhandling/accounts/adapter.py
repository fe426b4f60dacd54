"""How allauth behaves in this house: our words, our outbox, our audit, and no account without an invitation."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.models import User
from samhandling.accounts.services import set_password
from samhandling.core.outbox import queue_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail address or the password is wrong. Check both and try again, or choose a new password."
        ),
        "too_many_login_attempts": _(
            "There have been too many attempts. Wait five minutes and try again, or choose a new password."
        ),
        "enter_current_password": _("This is not your present password. Write it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: one is invited."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every letter goes to the address we know and not the one that was typed, in its reader's language."""
        user: User = context["user"]
        with translation.override(user.language):
            letter = self.render_mail(template_prefix, user.email, context)
        queue_mail(to=user.email, subject=letter.subject, body=f"{letter.body}\n", now=timezone.now())

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is written, without the name of a site before it."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Built on the address we know, since the one in the request can be made up by whoever sends it."""
        uid, _dash, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return f"{settings.SITE_URL}{path}"

    def set_password(self, user: User, password: str) -> None:
        """Remembered, told by mail, and the count of failed attempts begins anew."""
        set_password(user=user, password=password, now=timezone.now())
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *_context: Any, **_more: Any
    ) -> None:
        """Only a changed password is worth a word. That one has logged in, logged out or reset it, one sees."""
        if message_template == "account/messages/password_changed.txt" and request.user.is_authenticated:
            messages.add_message(request, level, _("The new password is saved."))
