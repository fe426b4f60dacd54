"""No secret is written in a log: not when all is well, and not when it goes wrong."""

import json
import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from samhandling.core.logs import DiscreetFormatter, RouteForAddress
from samhandling.core.models import OutgoingMail
from tests.factories.accounts import by_token, make_invitation, make_user
from tests.factories.opendata import make_feed

PASSWORD = "en mening som ingen får läsa"


# The organisation's provider runs in this process too, and says everything that it does.
PROVIDER = {"werkzeug", "oidc_provider_mock"}


@pytest.fixture
def lines(caplog):
    """The log as production writes it, everything that any library says included; the provider's own apart."""
    written: dict[bool, list[str]] = {False: [], True: []}
    handler = logging.Handler()
    handler.addFilter(RouteForAddress())
    formatter = DiscreetFormatter("%(levelname)s %(name)s %(message)s")
    handler.emit = lambda record: written[record.name in PROVIDER].append(formatter.format(record))
    logging.getLogger().addHandler(handler)
    with caplog.at_level("INFO"):
        yield written
    logging.getLogger().removeHandler(handler)


def test_no_line_holds_what_opens_a_door(lines, world, trust, openid_provider):
    client, stranger = Client(raise_request_exception=False), Client(raise_request_exception=False)
    secrets = {"password": PASSWORD, "address": "anna@nordvik.se"}
    make_user(email="anna@nordvik.se", password=PASSWORD)
    for password in (f"{PASSWORD}!", PASSWORD):
        stranger.post(reverse("account_login"), {"login": "anna@nordvik.se", "password": password})

    stranger.logout()
    stranger.post(reverse("account_reset_password"), {"email": "anna@nordvik.se"})
    link = re.search(r"https?://\S+/losenord/nytt/(\S+)/", OutgoingMail.objects.latest("pk").body)
    assert link is not None
    secrets["reset link"] = link[1]
    for key in (link[1], f"{link[1]}x"):
        stranger.get(f"/konto/losenord/nytt/{key}/")

    secrets["invitation"] = "inbjudningshemlighet"
    make_invitation(secret=secrets["invitation"])
    for more in ("", "x"):
        stranger.get(reverse("accounts:invitation", args=[secrets["invitation"] + more]))

    secrets["calendar"] = "kalenderhemlighet"
    make_feed(world.coordinator, world.collaboration, secret=secrets["calendar"])
    for more in ("", "x"):
        stranger.get(reverse("opendata:calendar", args=[secrets["calendar"] + more]))

    headers = by_token(world.coordinator, "organisations:read")
    secrets["token"] = headers["Authorization"].removeprefix("Bearer ")
    for lines_logged in (headers, {"Authorization": f"{headers['Authorization']}x"}):
        client.get("/api/v1/collaborations", headers=lines_logged)

    trust()
    sub = openid_provider.person("anna-1", email="anna@nordvik.se", email_verified=True)
    question = client.post("/konto/oidc/nordvik/").headers["Location"]
    answer = openid_provider.approve(question, sub)
    client.get(answer.replace("state=", "state=x"))  # a swapped state
    client.get(answer)
    client.get(answer)  # the same answer once more
    given = parse_qs(urlsplit(answer).query)
    secrets |= {"code": given["code"][0], "state": given["state"][0], "key at the provider": "anna-1"}

    ours, providers = "\n".join(lines[False]), "\n".join(lines[True])
    assert [name for name, secret in secrets.items() if secret in ours] == []
    assert {name for name, secret in secrets.items() if secret in providers} >= {"state", "key at the provider"}
    lines_logged = [json.loads(line) for line in lines[False]]
    assert [line["message"] for line in lines_logged if line["name"] == "samhandling.log_ins"] == [
        "log-in failed",
        "logged in",
        "logged in",
    ]
    routes = {line.get("route") for line in lines_logged}
    assert routes >= {"konto/inbjudan/<str:secret>/", "kalender/<str:secret>.ics", "konto/inloggning/"}
    assert any("nordvik" in line and "stale" in line for line in lines[False])  # what went wrong is told
