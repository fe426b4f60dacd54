"""Why an invitation cannot be used, and why an organisation's log-in led nowhere."""

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


class LogInRefusal(TextChoices):
    """Each says what happened and what to do. Nothing has been changed when one of them is shown."""

    NOT_INVITED = (
        "not_invited",
        _(
            "Your organisation has told us who you are, but nobody has invited your address. "
            "Ask the coordinator of your collaboration for an invitation, and log in again when it has come."
        ),
    )
    NO_EMAIL = (
        "no_email",
        _(
            "Your organisation's log-in did not tell your e-mail address, so we cannot know who you are here. "
            "Ask those who keep the log-in of your organisation to send it along."
        ),
    )
    UNVERIFIED = (
        "unverified",
        _(
            "Your organisation's log-in says that your e-mail address has not been checked. "
            "Have it checked by those who keep the log-in of your organisation, and try again."
        ),
    )
    FOREIGN_EMAIL = (
        "foreign_email",
        _(
            "Your organisation's log-in told an e-mail address that is not its own. We believe it only about its own "
            "addresses. Ask those who keep the log-in of your organisation to send your work address."
        ),
    )
    ANOTHER_PERSON = (
        "another_person",
        _(
            "Your address has been used with another log-in at your organisation before, so we cannot be sure that it "
            "is you. Ask the coordinator of your collaboration to help you."
        ),
    )
    OTHER_ORGANISATION = (
        "other_organisation",
        _(
            "Your organisation's log-in says that you belong to another organisation. "
            "Choose the log-in of the organisation you work for."
        ),
    )
    IDENTITY_NUMBER = (
        "identity_number",
        _(
            "Your organisation's log-in names you by your personal identity number, which we never keep. "
            "Tell those who run this installation: they choose another name for you in the settings."
        ),
    )
    USE_ORGANISATION = (
        "use_organisation",
        _("Your organisation wants you to log in with its own log-in. Choose it on the log-in page."),
    )
    CANCELLED = ("cancelled", _("You stopped the log-in before it was done. Try again when you wish."))
    STALE = (
        "stale",
        _(
            "The log-in took too long, had been used already or was begun in another browser. "
            "Begin again from the log-in page."
        ),
    )
    UNREACHABLE = (
        "unreachable",
        _(
            "Your organisation's log-in does not answer just now. Wait a few minutes and try again, "
            "or ask those who keep the log-in of your organisation."
        ),
    )
    NOT_UNDERSTOOD = (
        "not_understood",
        _(
            "We could not trust the answer from your organisation's log-in. Begin again from the log-in page. "
            "If it happens again, tell those who run this installation."
        ),
    )
