"""What cannot be so among log-ins, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef

from samhandling.accounts.models import ApiToken, Session, User
from samhandling.core.findings import Finding

_TOKEN = "The token works, and its user may not log in. Revoke it, and find out who wrote past the application."  # noqa: S105  # words about one
_LOG_IN = "Somebody is logged in as a user who is gone or may not log in. Remove the session's row."
_KEY = "It leads into the account of a user who may not log in. Remove it, and erase the person again."


def check_log_ins(now: datetime) -> Iterator[Finding]:
    """A session bears no number, and its key is a secret: it is told by its user."""
    living = ApiToken.objects.filter(revoked_at=None, expires_at__gt=now, user__is_active=False)
    for number in living.order_by("pk").values_list("pk", flat=True):
        yield Finding("accounts.token_of_nobody", f"accounts.apitoken {number}", _TOKEN)
    may_log_in = Exists(User.objects.filter(pk=OuterRef("user_id"), is_active=True))
    nobodys = Session.objects.filter(~may_log_in, user__isnull=False).order_by("user_id")
    for number in nobodys.values_list("user_id", flat=True):
        yield Finding("accounts.log_in_of_nobody", f"accounts.session of accounts.user {number}", _LOG_IN)
    for rows in (
        Authenticator.objects.filter(user__is_active=False),
        SocialAccount.objects.filter(user__is_active=False),
    ):
        for number in rows.order_by("pk").values_list("pk", flat=True):
            yield Finding("accounts.key_of_nobody", f"{rows.model._meta.label_lower} {number}", _KEY)
