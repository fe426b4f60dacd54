"""One database: load the demo, ask for each page again and again, print the figures as JSON."""

import json
import os
import statistics
import sys
import time
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # after setup
from django.db import connection  # noqa: E402  # after setup
from django.test import Client  # noqa: E402  # after setup
from django.test.utils import CaptureQueriesContext  # noqa: E402  # after setup
from django.urls import reverse  # noqa: E402  # after setup

from samhandling.demo.selectors import player  # noqa: E402  # after setup
from samhandling.demo.services.loading import load_demo  # noqa: E402  # after setup

SLUG = "vasterbotten"


def pages() -> dict[str, tuple[Client, str]]:
    """What is measured: who asks, and for which address."""
    visitor, coordinator = Client(), Client()
    user = player("coordinator")
    assert user
    coordinator.force_login(user)
    here = {"collaboration": SLUG}
    agreements = reverse("agreements:list", kwargs=here)
    return {
        "public start": (visitor, reverse("portal:start")),
        "public collaboration": (visitor, reverse("portal:collaboration", kwargs=here)),
        "home": (coordinator, reverse("portal:home")),
        "agreements": (coordinator, agreements),
        "agreement": (coordinator, reverse("agreements:detail", kwargs=here | {"pk": 1})),
        "gaps": (coordinator, reverse("agreements:gaps", kwargs=here | {"pk": 1})),
        "forums": (coordinator, reverse("forums:list", kwargs=here)),
        "forum": (coordinator, reverse("forums:detail", kwargs=here | {"pk": 1})),
        "organisation chart": (visitor, reverse("forums:chart", kwargs=here)),
        "vacancies": (coordinator, reverse("forums:terms", kwargs=here)),
        "people": (coordinator, reverse("organisations:people", kwargs=here)),
        "search": (coordinator, reverse("portal:search") + "?q=son"),
    }


def figures(client: Client, address: str, rounds: int) -> dict[str, float]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    asked = len(queries)  # counted now: the next request empties the log
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    return {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1], "queries": asked}


def main() -> None:
    call_command("setup", stdout=sys.stderr)
    load_demo(today=date(2026, 11, 22))
    rounds = int(sys.argv[1])
    told = {name: figures(client, address, rounds) for name, (client, address) in pages().items()}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
