"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords

WORDS = RoomWords(
    room="accounts",
    sentences={
        "user.invited": _("Invited the user"),
        "user.renamed": _("Changed their own name"),
        "user.changed": _("Changed their own settings"),
        "user.password_changed": _("Chose a new password"),
        "user.passkey_added": _("Added a passkey"),
        "user.passkey_removed": _("Removed a passkey"),
        "user.app_added": _("Connected an app with codes"),
        "user.app_removed": _("Removed the app with codes"),
        "user.codes_renewed": _("Renewed the recovery codes"),
        "user.factors_forgotten": _("Removed the second step"),
        "user.provider_connected": _("Logged in through their organisation for the first time"),
        "user.provider_disconnected": _("Disconnected their organisation’s log-in"),
        "user.log_ins_ended": _("Ended log-ins of their own"),
        "user.erased": _("Erased the user"),
        "token.created": _("Created an API token"),
        "token.revoked": _("Revoked an API token"),
        "token.all_revoked": _("Revoked all API tokens"),
        "invitation.accepted": _("Accepted the invitation"),
        "invitation.revoked": _("Withdrew the invitation"),
    },
    fields={
        "count": _("How many"),
        "scopes": _("Scopes"),
        "expires_on": _("Valid until"),
    },
)
