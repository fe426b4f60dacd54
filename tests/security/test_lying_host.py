"""Who lies about which host was asked for gets nothing, and never into a letter, a link or a file."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samhandling.core.models import OutgoingMail
from tests.factories.accounts import make_user
from tests.journeys.test_nothing_breaks import walked

LIE = "ond.example"
API = "/api/v1/collaborations"


@pytest.mark.parametrize(
    "path", ["/", "/konto/inloggning/", "/datasets/dcat", "/export/popolo.json", API, "/finns-inte/"]
)
def test_a_lying_host_is_refused_without_being_repeated(path):
    assert Client().get(path, headers={"Host": "testserver"}).status_code in {200, 404}
    answer = Client(raise_request_exception=False).get(path, headers={"Host": LIE})
    assert (answer.status_code, LIE in answer.content.decode()) == (400, False)
    assert answer.headers["Content-Type"].startswith("application/problem+json" if path == API else "text/html")


def test_what_a_proxy_is_said_to_have_been_asked_for_is_never_listened_to(world):
    """X-Forwarded-Host and its kin: read on every address of the site, and they turn up nowhere."""
    client = Client(raise_request_exception=False)
    client.force_login(world.coordinator)
    lies = {
        "X-Forwarded-Host": LIE,
        "X-Host": LIE,
        "X-Forwarded-Server": LIE,
        "Forwarded": f"host={LIE};proto=https",
        "X-Original-URL": f"https://{LIE}/",
        "X-Rewrite-URL": f"https://{LIE}/",
    }
    texts, read = [], 0
    for name, address in [*walked(world), ("api", API), ("api", "/api/v1/openapi.json")]:
        answer = client.get(address, headers=lies)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read += len(text)
        if LIE.encode() in text or any(LIE in value for value in answer.headers.values()):
            texts.append(name)
    assert texts == []
    assert read > 1_000_000


def test_letters_lead_to_the_site_we_know_even_where_every_host_is_answered(settings, world):
    """An installation whose hosts are left wide open: links are still not built from what was asked for."""
    settings.ALLOWED_HOSTS = ["*"]
    make_user(email="anna@example.se", password="en mening att minnas")
    client = Client(headers={"Host": LIE})
    client.post(reverse("account_reset_password"), {"email": "anna@example.se"})
    cache.clear()
    client.force_login(world.coordinator)
    slug = world.collaboration.slug
    client.post(
        reverse("organisations:invite", args=[slug]),
        {"email": "ny@example.se", "name": "Ny", "role": "reader", "language": "sv"},
    )
    client.post(reverse("accounts:token_create"), {"name": "Program", "scopes": ["forums:read"], "days": "30"})
    links = [link for mail in OutgoingMail.objects.all() for link in re.findall(r"https?://[^\s]+", mail.body)]
    assert len(links) >= 3
    assert [link for link in links if not link.startswith(f"{settings.SITE_URL}/")] == []
    made = client.post(reverse("opendata:feeds", args=[slug]), {"organisation": ""})
    assert set(re.findall(r"https?://[^/\"<]+/kalender/", made.content.decode())) == {f"{settings.SITE_URL}/kalender/"}
    assert LIE not in client.get(reverse("opendata:dcat")).content.decode()
    assert LIE not in client.get(reverse("opendata:popolo", args=[slug])).content.decode()
    listed = client.get(f"{API}?limit=1")
    assert LIE not in f"{listed.content!r}{dict(listed.headers)}"
