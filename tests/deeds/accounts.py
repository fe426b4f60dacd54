"""How each verb about users, their log-ins and tokens is provoked, and what its event tells."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from samhandling.accounts.domain import Vouched, mark_of
from samhandling.accounts.models import Session, User
from samhandling.accounts.services import factors, invitations, log_ins, tokens, users
from samhandling.lib.login_providers import LoginProvider
from tests.deeds.deed import Deed
from tests.factories.accounts import make_invitation, make_token, make_user
from tests.journeys.overtaken import NOW, Scene

PROVIDER = LoginProvider(id="kommunen", name="Kommunen", type="oidc", domains=("example.se",))


def oneself(scene: Scene) -> User:
    return scene.actor


def with_app(_scene: Scene) -> User:
    user = make_user()
    Authenticator.objects.create(user=user, type="totp", data={})
    return user


def vouched(user: User) -> Vouched:
    return Vouched(email=user.email, is_verified=True, name=user.name)


def end_log_in(scene: Scene, row: User) -> None:
    log_in = Session.objects.create(user=row, session_key="a" * 32, session_data="", expire_date=NOW)
    log_ins.end_log_in(actor=row, mark=mark_of(log_in.session_key))


def disconnect(scene: Scene, row: User) -> None:
    account = SocialAccount.objects.create(user=row, provider="kommunen", uid="1")
    log_ins.disconnect_provider(actor=row, connection_id=account.pk, now=NOW)


def factor(change: str) -> Deed:
    return own(lambda _scene, row: factors.report_factor_change(user=row, change=change, now=NOW))


def own(act: Any, **more: Any) -> Deed:
    """What a user does with their own account."""
    return Deed(act, oneself, is_here=False, **more)


DEEDS: dict[str, Deed] = {
    "user.invited": Deed(
        lambda s, _: (
            invitations.invite_user(actor=s.actor, email="ny@example.se", name="Ny", language="sv", now=NOW).user
        ),
        is_here=False,
    ),
    "user.renamed": own(
        lambda _, row: users.change_profile(actor=row, name="Bo Ek", language="en"), before="language", after="language"
    ),
    "user.changed": own(
        lambda _, row: users.change_profile(actor=row, name=row.name, language="en"),
        before="language",
        after="language",
    ),
    "user.password_changed": own(lambda _, row: users.set_password(user=row, password="lösenordet", now=NOW)),
    **{
        f"user.{change}": factor(change)
        for change in ("passkey_added", "passkey_removed", "app_added", "app_removed", "codes_renewed")
    },
    "user.factors_forgotten": Deed(
        lambda _, row: factors.forget_factors(user=row, now=NOW), with_app, by=None, is_here=False
    ),
    "user.provider_connected": own(
        lambda s, row: log_ins.let_in(provider=PROVIDER, uid="1", vouched=vouched(row), user=None, now=NOW)
    ),
    "user.provider_disconnected": own(disconnect),
    "user.log_ins_ended": own(end_log_in, now={"count": 1}),
    "user.erased": Deed(
        lambda s, row: users.anonymise_user(actor=s.actor, user=row), lambda _: make_user(), is_here=False
    ),
    "token.created": Deed(
        lambda s, _: (
            tokens.create_token(
                actor=s.actor, name="Nätet", scopes=["forums:read"], expires_at=NOW + timedelta(days=9), now=NOW
            ).token
        ),
        after="scopes expires_on=expires_at.date",
        on="user",
        is_here=False,
    ),
    "token.revoked": Deed(
        lambda s, row: tokens.revoke_token(actor=s.actor, token=row, now=NOW), "token", on="user", is_here=False
    ),
    "token.all_revoked": own(
        lambda s, row: tokens.revoke_all_tokens(actor=row, user=make_token(row).user, now=NOW), now={"count": 2}
    ),
    "invitation.accepted": Deed(
        lambda s, row: invitations.count_as_accepted(row, "Bo Ek", NOW),
        lambda s: make_invitation(user=s.answering),
        on="user",
        by="answering",
        is_here=False,
    ),
    "invitation.revoked": Deed(
        lambda s, row: invitations.revoke_invitation(actor=s.actor, invitation=row, now=NOW),
        lambda _: make_invitation(),
        on="user",
        is_here=False,
    ),
}
