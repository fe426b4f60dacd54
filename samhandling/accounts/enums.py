"""Why an invitation cannot be used, and why an organisation's log-in led nowhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    UNKNOWN = "unknown", _("The link does not work. Check that you copied all of it from the email.")
    ACCEPTED = "accepted", _("The invitation has already been used. Log in with your email address instead.")
    REVOKED = "revoked", _("The invitation has been withdrawn or replaced by a newer one. Look for a later email.")
    EXPIRED = "expired", _("The invitation has expired. Ask the person who invited you to send a new one.")


class TokenRefusal(TextChoices):
    """Why a token opens nothing, or cannot be made."""

    UNKNOWN = "token_unknown", _("The token is not recognised. Check that you copied all of it.")
    EXPIRED = "token_expired", _("The token has expired. Create a new one on your account page.")
    REVOKED = "token_revoked", _("The token has been revoked. Create a new one on your account page.")
    NO_LOG_IN = "token_no_log_in", _("The token’s owner may no longer log in. Ask the person who granted access.")
    TOO_LONG = "token_too_long", _("A token is valid for at most one year. Choose an earlier day.")
    TOO_MANY = "token_too_many", _("You have reached the maximum number of tokens. Revoke one you do not need first.")
    NO_SCOPE = "token_no_scope", _("A token without a scope cannot do anything. Choose at least one.")


class LogInRefusal(TextChoices):
    """Each says what happened and what to do. Nothing has been changed when one of them is shown."""

    NOT_INVITED = (
        "not_invited",
        _(
            "Your organisation has confirmed who you are, but your address has not been invited. Ask the "
            "coordinator of your collaboration for an invitation, and log in again when it arrives."
        ),
    )
    NO_EMAIL = (
        "no_email",
        _(
            "Your organisation’s log-in did not include your email address, so we cannot tell who you are. Ask "
            "your organisation’s IT department to include it."
        ),
    )
    UNVERIFIED = (
        "unverified",
        _(
            "Your organisation’s log-in says your email address has not been verified. Ask your organisation’s IT "
            "department to verify it, and try again."
        ),
    )
    FOREIGN_EMAIL = (
        "foreign_email",
        _(
            "Your organisation’s log-in sent an email address from another domain, which we cannot accept. Ask "
            "your organisation’s IT department to send your work address."
        ),
    )
    ANOTHER_PERSON = (
        "another_person",
        _(
            "Your address has previously been used with another log-in at your organisation, so we cannot be sure "
            "it is you. Ask the coordinator of your collaboration for help."
        ),
    )
    OTHER_ORGANISATION = (
        "other_organisation",
        _(
            "Your organisation’s log-in says you belong to another organisation. Use the log-in of the "
            "organisation you work for."
        ),
    )
    IDENTITY_NUMBER = (
        "identity_number",
        _(
            "Your organisation’s log-in identifies you by your personal identity number, which we never store. "
            "Tell the system administrator, who can choose another identifier in the settings."
        ),
    )
    USE_ORGANISATION = (
        "use_organisation",
        _("Your organisation wants you to log in with its own log-in. Choose it on the log-in page."),
    )
    CANCELLED = ("cancelled", _("You cancelled the log-in. Try again whenever you like."))
    STALE = (
        "stale",
        _(
            "The log-in took too long, had already been used or was started in another browser. Start again from "
            "the log-in page."
        ),
    )
    UNREACHABLE = (
        "unreachable",
        _(
            "Your organisation’s log-in is not responding. Wait a few minutes and try again, or contact your "
            "organisation’s IT department."
        ),
    )
    NOT_UNDERSTOOD = (
        "not_understood",
        _(
            "The answer from your organisation’s log-in could not be verified. Start again from the log-in page. "
            "If it happens again, tell the system administrator."
        ),
    )
