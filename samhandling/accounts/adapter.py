"""How allauth behaves in this house: our words, our outbox, our audit, and no account without an invitation."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.attempts import count_attempt, forget_attempts, has_proved, may_write
from samhandling.accounts.enums import LogInRefusal
from samhandling.accounts.middleware import SECOND_FACTOR
from samhandling.accounts.models import User
from samhandling.accounts.selectors import provider_of_address
from samhandling.accounts.services.factors import report_factor_change
from samhandling.accounts.services.log_ins import end_other_log_ins
from samhandling.accounts.services.users import set_password
from samhandling.accounts.trust import refused
from samhandling.core.outbox import queue_mail

log = logging.getLogger("samhandling.log_ins")

# What allauth notifies the owner of, and what we call it in events and letters.
FACTOR_CHANGES = {
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/recovery_codes_generated": "codes_renewed",
}
REMOVALS = {"passkey_removed", "app_removed"}
# Messages of allauth that are worth a word. That one has logged in or out, one sees.
MESSAGES = {
    "account/messages/password_changed.txt": _("The new password has been saved."),
    "mfa/messages/webauthn_added.txt": _("The passkey has been saved."),
    "mfa/messages/webauthn_removed.txt": _("The passkey has been removed."),
    "mfa/messages/totp_activated.txt": _("The app is connected. From now on you also need its codes to log in."),
    "mfa/messages/totp_deactivated.txt": _("The app has been removed."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The email address or the password is wrong. Check both and try again, or choose a new password."
        ),
        "too_many_login_attempts": _(
            "There have been too many attempts. Wait five minutes and try again, or choose a new password."
        ),
        "enter_current_password": _("This is not your current password. Enter it again."),
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
        """Recorded, notified by mail, and the count of failed attempts starts again."""
        set_password(
            user=user,
            password=password,
            now=timezone.now(),
            here=self.request.session.session_key,
            revoke_tokens=wants_tokens_revoked(self.request),
        )
        has_proved(self.request, user.email)
        forget_attempts(self.request, user.email, "password")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted in our own way. `authenticate` takes the count back when the password was right."""
        self._login_failed_rl_usage = count_attempt(request, credentials.get("email", ""), "password")
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Some letters for each address and no more: the link of the last one still works."""
        if may_write(self.request, user.email):
            super().send_password_reset_mail(user, email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str = "",
        *_context: Any,
        message: str = "",
        **_more: Any,
    ) -> None:
        """In our words, or not at all. A stranger hears only why a passkey did not let them in."""
        text = MESSAGES.get(message_template, message)
        if text and (message or request.user.is_authenticated):
            messages.add_message(request, level, text)

    def send_notification_mail(self, template_prefix: str, user: User, *_context: Any, **_more: Any) -> None:
        """A factor came or went: recorded and notified by mail. What is asked of the user is asked again.

        One that is taken away may be lost: what it let in somewhere else ends with it.
        """
        self.request.session.pop(SECOND_FACTOR, None)
        now, change = timezone.now(), FACTOR_CHANGES.get(template_prefix)
        if change in REMOVALS:
            here, shut_out = self.request.session.session_key, wants_tokens_revoked(self.request)
            end_other_log_ins(actor=user, here=here, now=now, revoke_tokens=shut_out)
        if change:
            report_factor_change(user=user, change=change, now=now)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who comes in through their organisation alone has nothing here to confirm with: its log-in stands for it."""
        has_any = bool(self.get_reauthentication_methods(self.request.user))
        return has_any and bool(super().is_reauthentication_required(app=app, **more))

    def authentication_failed(self, request: HttpRequest, **_credentials: Any) -> None:
        """For who watches the log: many of these are somebody who guesses. What was tried is not written."""
        log.warning("log-in failed")

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        log.info("logged in", extra={"user": user.pk})
        has_proved(request, user.email)
        answer: HttpResponse = super().post_login(request, user, **more)
        return answer

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """Whose organisation wants its own log-in comes in by no other way, a passkey included."""
        provider = provider_of_address(user.email)
        if provider and provider.required and _way_in(request, user) != provider.id:
            return refused(request, LogInRefusal.USE_ORGANISATION, provider).response  # type: ignore[no-any-return]  # no types
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer


def wants_tokens_revoked(request: HttpRequest) -> bool:
    """Whether the box was ticked that stands beside what ends other log-ins: parts/also_tokens.html."""
    return "revoke_tokens" in request.POST


def _way_in(request: HttpRequest, user: User) -> str:
    """The provider that vouched for the user in this log-in, or nothing."""
    records = get_authentication_records(request, user)
    return str(records[-1].get("provider", "")) if records else ""
