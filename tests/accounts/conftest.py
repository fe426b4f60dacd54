"""A real OpenID provider on a port of its own, as an organisation would have one."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
import requests
from oidc_provider_mock import run_server_in_thread

from samhandling.lib.login_providers import LoginProvider


@dataclass
class Organisation:
    """The provider, and what a test wants of it."""

    url: str

    def person(self, sub: str, **claims: object) -> str:
        """Somebody who can log in there. What they are told of is in `claims`."""
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()
        return sub

    def approve(self, question: str, sub: str) -> str:
        """The person logs in there; returns the address that they are sent back to, without its host."""
        answer = requests.post(question, data={"sub": sub}, allow_redirects=False, timeout=5)
        return back(answer)

    def deny(self, question: str) -> str:
        return back(requests.post(question, data={"action": "deny"}, allow_redirects=False, timeout=5))


def back(answer: requests.Response) -> str:
    assert answer.status_code in {302, 303}
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def changed(address: str, **parts: str) -> str:
    """The same address with other parts in its query."""
    split = urlsplit(address)
    return urlunsplit(split._replace(query=urlencode(dict(parse_qsl(split.query)) | parts)))


@pytest.fixture(scope="session")
def openid_provider() -> Iterator[Organisation]:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the provider's library would refuse plain http
    with run_server_in_thread() as server:
        yield Organisation(f"http://localhost:{server.server_port}")


@pytest.fixture
def trust(settings: Any, openid_provider: Organisation) -> Callable[..., LoginProvider]:
    """Trust the provider for the addresses of Nordvik, with what else the test asks for."""

    def trusted(**more: object) -> LoginProvider:
        provider = LoginProvider(
            **{
                "id": "nordvik",
                "name": "Nordviks kommun",
                "type": "oidc",
                "domains": ("nordvik.se",),
                "server_url": openid_provider.url,
                "client_id": "samhandling",
                "secret": "hemlig",
            }
            | more
        )
        settings.LOGIN_PROVIDERS = (provider,)
        return provider

    return trusted
