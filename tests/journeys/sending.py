"""What each of several processes sends to the same address at the same moment; it tells how it was answered."""

import json
from collections.abc import Callable

from django.conf import settings
from django.test import Client

import samhandling.config.urls  # noqa: F401  # once, before the processes fork, and not in each of them


def prepare(address: str, fields: dict[str, object], credentials: dict[str, str]) -> Callable[[], str]:
    """`credentials` hold the header of a token, for the interface for programs, or the cookie of a log-in."""
    client = Client(raise_request_exception=False, headers={"Host": "localhost"})
    if "session" in credentials:
        client.cookies[settings.SESSION_COOKIE_NAME] = credentials["session"]
        return lambda: str(client.post(address, fields).status_code)
    body = json.dumps(fields)

    def attempt() -> str:
        answer = client.post(address, body, content_type="application/json", headers=credentials)
        code = answer.json().get("code", "")
        return f"{answer.status_code} {code}".strip()

    return attempt
