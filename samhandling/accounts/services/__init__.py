"""The verbs of users, their invitations, log-ins and tokens."""

from samhandling.accounts.services.factors import forget_factors, tell_of_factor
from samhandling.accounts.services.invitations import (
    accept_invitation,
    invite_user,
    resend_invitation,
    revoke_invitation,
)
from samhandling.accounts.services.log_ins import (
    disconnect_provider,
    end_log_in,
    end_other_log_ins,
    forget_old_sessions,
    let_in,
)
from samhandling.accounts.services.tokens import NewToken, create_token, note_use, revoke_all_tokens, revoke_token
from samhandling.accounts.services.users import anonymise_user, change_profile, set_password

__all__ = [
    "NewToken",
    "accept_invitation",
    "anonymise_user",
    "change_profile",
    "create_token",
    "disconnect_provider",
    "end_log_in",
    "end_other_log_ins",
    "forget_factors",
    "forget_old_sessions",
    "invite_user",
    "let_in",
    "note_use",
    "resend_invitation",
    "revoke_all_tokens",
    "revoke_invitation",
    "revoke_token",
    "set_password",
    "tell_of_factor",
]
