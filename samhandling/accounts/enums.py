"""Why an invitation cannot be used."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    UNKNOWN = "unknown", _("The link leads nowhere. Check that all of it was copied from the mail.")
    ACCEPTED = "accepted", _("The invitation has been used already. Log in with your e-mail address instead.")
    REVOKED = "revoked", _("The invitation has been taken back or replaced by a newer one. Look for a later mail.")
    EXPIRED = "expired", _("The invitation has expired. Ask the one who invited you to send a new one.")


class TokenRefusal(TextChoices):
    """Why a token opens nothing, or cannot be made."""

    UNKNOWN = "token_unknown", _("The token is not known here. Check that all of it was copied.")
    EXPIRED = "token_expired", _("The token has expired. Make a new one on the page of your account.")
    REVOKED = "token_revoked", _("The token has been revoked. Make a new one on the page of your account.")
    NO_LOG_IN = "token_no_log_in", _("The token's owner may no longer log in. Ask the one who gave access.")
    TOO_LONG = "token_too_long", _("A token works for at most a year. Choose an earlier day.")
    TOO_MANY = "token_too_many", _("You have as many tokens as you may. Revoke one that is not needed first.")
    NO_SCOPE = "token_no_scope", _("A token without any scope could do nothing. Choose at least one.")
