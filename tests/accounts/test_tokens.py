"""API tokens: made, shown once, used as far as they reach, ended."""

from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samhandling.accounts.domain import hash_of
from samhandling.accounts.enums import TokenRefusal
from samhandling.accounts.models import ApiToken, User
from samhandling.accounts.services.tokens import create_token, note_use, revoke_token
from samhandling.accounts.services.users import anonymise_user
from samhandling.core.api.scopes import all_scopes
from samhandling.core.models import Event, OutgoingMail
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import by_token, make_token, make_user
from tests.factories.organisations import give_role, make_collaboration, make_coordinator, make_person

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)
LIST, NEW = "/konto/nycklar/", "/konto/nycklar/ny/"
COLLABORATIONS = "/api/v1/collaborations"


@pytest.fixture
def user() -> User:
    return make_user(name="Åsa Ek", email="asa@example.se")


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def made(user: User, **changes):
    now = timezone.now()
    facts = {"name": "Intranätet", "expires_at": now + timedelta(days=30)} | changes
    return create_token(actor=user, **({"now": now} | facts))


# --- Made ------------------------------------------------------------------------------------------


def test_only_the_hash_of_the_secret_is_kept(user: User):
    new = made(user, scopes=["organisations:read"])
    assert (new.secret.startswith("sht_"), len(new.secret)) == (True, 47)
    kept = ApiToken.objects.get()
    assert (kept.secret_hash, kept.beginning, kept.scopes) == (
        hash_of(new.secret),
        new.secret[:8],
        ["organisations:read"],
    )


def test_the_memory_tells_how_far_it_reaches_and_not_what_it_is_called(user: User):
    made(user, name="Åsas hemliga skript", scopes=["organisations:read"], expires_at=timezone.now() + timedelta(days=1))
    event = Event.objects.get(verb="token.created")
    assert (event.actor, event.object_id, event.after["scopes"]) == (user, user.pk, ["organisations:read"])
    assert "hemliga" not in str([event.before, event.after, event.reason])


def test_the_owner_is_told_by_mail_without_the_secret(user: User):
    new = made(user, scopes=["organisations:read"])
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("asa@example.se", "En API-nyckel har skapats för ditt konto")
    assert "Intranätet" in mail.body
    assert new.secret not in mail.body


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"expires_in": YEAR + timedelta(seconds=1)}, TokenRefusal.TOO_LONG),
        ({"scopes": []}, TokenRefusal.NO_SCOPE),
    ],
)
def test_a_token_ends_within_a_year_and_can_do_something(user: User, changes: dict[str, object], reason: TokenRefusal):
    now = timezone.now()
    facts = {"scopes": ["organisations:read"], "expires_at": now + changes.pop("expires_in", YEAR)} | changes
    with pytest.raises(RuleBroken) as refused:
        create_token(actor=user, name="x", now=now, **facts)
    assert (refused.value.reason, ApiToken.objects.count()) == (reason, 0)


def test_nobody_has_more_than_twenty_that_work(user: User):
    for _number in range(19):
        make_token(user)
    make_token(user, revoked_at=timezone.now())
    made(user, scopes=["organisations:read"])
    with pytest.raises(RuleBroken) as refused:
        made(user, scopes=["organisations:read"])
    assert refused.value.reason is TokenRefusal.TOO_MANY


# --- Used ------------------------------------------------------------------------------------------


def opens(headers: dict[str, str]) -> tuple[int, str]:
    answer = Client().get(COLLABORATIONS, headers=headers | {"Accept-Language": "en"})
    if answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expires_at": timezone.now()}, "token_expired"),
        ({"revoked_at": timezone.now()}, "token_revoked"),
        ({"secret": "sht_annan"}, "token_unknown"),
    ],
)
def test_a_token_that_has_ended_opens_nothing_not_even_what_is_public(
    user: User, changes: dict[str, object], code: str
):
    make_token(user, **{"secret": "sht_min", "scopes": ["organisations:read"]} | changes)
    assert opens({"Authorization": "Bearer sht_min"}) == (401, code)


@pytest.mark.parametrize(
    "header", ["", "sht_min", "Basic sht_min", "Bearer", "Bearer  ", "Bearer å", "Bearer x" * 2_000]
)
def test_a_header_that_holds_no_token_opens_nothing(user: User, header: str):
    make_token(user, secret="sht_min", scopes=["organisations:read"])
    assert opens({"Authorization": header}) == (401, "token_unknown")


def test_the_scheme_may_be_written_in_any_case(user: User):
    make_token(user, secret="sht_min", scopes=["organisations:read"])
    assert opens({"Authorization": "bearer sht_min"}) == (200, "")


def test_who_may_not_log_in_any_more_opens_nothing(user: User):
    headers = by_token(user, "organisations:read")
    User.objects.update(is_active=False)
    assert opens(headers) == (401, "token_no_log_in")


def test_a_log_in_by_cookie_opens_nothing_in_the_api(client: Client, user: User):
    hidden = make_collaboration(slug="dold")
    give_role(user, hidden)
    assert client.get(f"{COLLABORATIONS}/dold").status_code == 404
    assert client.post(f"{COLLABORATIONS}/dold/people", {}, content_type="application/json").status_code == 401


# What is asked for, by a token with which scope, and what is answered.
GRID = [
    ("get", None, 404),
    ("get", "organisations:read", 200),
    ("get", "organisations:write", 403),
    ("get", "forums:read", 403),
    ("post", None, 401),
    ("post", "organisations:read", 403),
    ("post", "organisations:write", 201),
    ("post", "forums:write", 403),
]


@pytest.mark.parametrize(("method", "scope", "status"), GRID)
def test_a_token_reaches_as_far_as_its_scopes(method: str, scope: str | None, status: int):
    collaboration = make_collaboration(slug="vasterbotten", is_public=True)
    headers = by_token(make_coordinator(collaboration), scope) if scope else {}
    body = {"given_name": "Anna", "family_name": "Berg"} if method == "post" else {}
    answer = getattr(Client(), method)(
        f"{COLLABORATIONS}/vasterbotten/people",
        body,
        headers=headers | {"Accept-Language": "en"},
        **({"content_type": "application/json"} if body else {}),
    )
    assert answer.status_code == status
    if status == 403:
        needed = "organisations:read" if method == "get" else "organisations:write"
        assert answer.json()["detail"] == f"This needs a token with the scope {needed}."
        assert answer.headers["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{needed}"'


def test_a_token_sees_no_more_than_its_user():
    """All scopes there are, in the hands of somebody who is a stranger here."""
    hidden = make_collaboration(slug="dold")
    make_person(collaboration=hidden)
    headers = by_token(make_user(), *(scope.name for scope in all_scopes()))
    for address in (f"{COLLABORATIONS}/dold", f"{COLLABORATIONS}/dold/people"):
        assert Client().get(address, headers=headers).status_code == 404


def test_the_last_use_is_told_to_the_minute_and_costs_no_more_than_that(user: User):
    token, now = make_token(user), timezone.now()
    note_use(token, now=now)
    token.refresh_from_db()
    assert token.last_used_at == now
    with CaptureQueriesContext(connection) as asked:
        note_use(token, now=now + timedelta(seconds=59))
    assert len(asked) == 0
    note_use(token, now=now + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == now + timedelta(seconds=60)


@pytest.mark.django_db(transaction=True)
def test_a_use_is_not_noted_while_another_holds_the_lock():
    """On SQLite whoever writes locks all; on PostgreSQL whoever changes the token locks the token."""
    token = make_token(make_user())
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            cursor.execute("UPDATE accounts_apitoken SET name = 'upptagen'")
            started = timezone.now()
            note_use(token, now=started)
            assert timezone.now() - started < timedelta(seconds=2)
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    token.refresh_from_db()
    assert (token.last_used_at, token.name) == (None, "Intranätet")


# --- Ended -----------------------------------------------------------------------------------------


def test_only_the_owner_revokes(user: User, client: Client):
    token = make_token(make_user())
    assert client.post(f"/konto/nycklar/{token.pk}/aterkalla/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_revoked_token_is_remembered_once(user: User):
    token, now = make_token(user), timezone.now()
    revoke_token(actor=user, token=token, now=now)
    revoke_token(actor=user, token=token, now=now + timedelta(days=1))
    token.refresh_from_db()
    assert (token.revoked_at, Event.objects.filter(verb="token.revoked").count()) == (now, 1)


def test_whoever_is_erased_leaves_no_token(user: User):
    headers = by_token(user, "organisations:read")
    anonymise_user(actor=make_user(), user=user)
    assert opens(headers) == (401, "token_unknown")
    assert ApiToken.objects.count() == 0


# --- The pages -------------------------------------------------------------------------------------


def test_the_secret_is_shown_once_and_opens_the_api(client: Client, user: User):
    page = client.post(NEW, {"name": "Intranätet", "scopes": ["organisations:read"], "days": "90"})
    secret = page.context["secret"]
    assert page.content.decode().count(secret) == 1
    assert "no-store" in page.headers["Cache-Control"]
    assert opens({"Authorization": f"Bearer {secret}"}) == (200, "")
    listed = client.get(LIST).content.decode()
    assert (secret in listed, secret[:8] in listed, "Intranätet" in listed) == (False, True, True)


def test_a_token_without_scope_or_with_one_that_is_not_offered_is_not_made(client: Client):
    for scopes in ([], ["admin:all"]):
        assert client.post(NEW, {"name": "x", "scopes": scopes, "days": "90"}).status_code == 200
    assert client.post(NEW, {"name": "x", "scopes": ["organisations:read"], "days": "9999"}).status_code == 200
    assert ApiToken.objects.count() == 0


def test_the_list_tells_what_works_and_what_has_ended(client: Client, user: User):
    make_token(user, name="Kalendern")
    make_token(user, name="Gamla skriptet", revoked_at=timezone.now())
    make_token(make_user(), name="Någon annans")
    page = client.get(LIST).context["page"]
    assert [one.token.name for one in page.living] == ["Kalendern"]
    assert [one.token.name for one in page.ended] == ["Gamla skriptet"]


def test_the_list_asks_as_often_for_three_as_for_one(client: Client, user: User):
    make_token(user)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    make_token(user)
    make_token(user)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(three) == len(one)


def test_revoking_ends_it_at_once(client: Client, user: User):
    headers = by_token(user, "organisations:read")
    client.post(f"/konto/nycklar/{ApiToken.objects.get().pk}/aterkalla/")
    assert opens(headers) == (401, "token_revoked")


@pytest.mark.parametrize("address", [LIST, NEW])
def test_the_pages_are_for_those_who_have_logged_in(address: str):
    assert Client().get(address).headers["Location"].startswith("/konto/inloggning/?next=")
