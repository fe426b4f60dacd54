"""`python -m bench.nation 24`: fill an empty database with one county; with no code, with all 21.

A county is made from its code and the day alone, so the county that is measured by itself is the same as among
the others. Everybody in it is made up.
"""

import csv
import json
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")

import django

django.setup()

from django.apps import apps  # noqa: E402  # after setup
from django.core.management import call_command  # noqa: E402  # after setup
from django.db import connection, transaction  # noqa: E402  # after setup
from django.utils import timezone  # noqa: E402  # after setup
from django.utils.text import slugify  # noqa: E402  # after setup

from bench.made.agreements import make_agreements  # noqa: E402  # after setup
from bench.made.county import County, write  # noqa: E402  # after setup
from bench.made.documents import make_documents  # noqa: E402  # after setup
from bench.made.forums import make_forums  # noqa: E402  # after setup
from bench.made.matters import make_matters  # noqa: E402  # after setup
from bench.made.money import make_money  # noqa: E402  # after setup
from bench.made.people import make_people  # noqa: E402  # after setup
from samhandling.accounts.models import User  # noqa: E402  # after setup
from samhandling.core.audit import event_of  # noqa: E402  # after setup
from samhandling.core.models import Event  # noqa: E402  # after setup
from samhandling.organisations.enums import Kind  # noqa: E402  # after setup
from samhandling.organisations.models import Collaboration, Organisation  # noqa: E402  # after setup

TABLES = (
    "organisations.Collaboration", "organisations.Organisation", "organisations.Person", "organisations.ContactPoint",
    "agreements.Agreement", "agreements.Party", "agreements.Clause", "agreements.Duty", "forums.Forum", "forums.Seat",
    "forums.Appointment", "finance.Fee", "finance.SplitShare", "finance.BudgetLine", "documents.Document",
    "forums.Paper", "accounts.User", "core.Event",
)  # fmt: skip


def build(codes: Iterable[str] = (), *, today: date) -> dict[str, int]:
    """Fill the database with these counties, or with all; tells how many rows there are of what."""
    names = county_names()
    with transaction.atomic(), _history_in_the_past():
        for code in codes or names:
            _county(code, names[code], today)
    if connection.vendor == "postgresql":  # what autovacuum does within a minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    models = [apps.get_model(table) for table in TABLES]
    return {str(model._meta.model_name): model.objects.count() for model in models}


@contextmanager
def _history_in_the_past() -> Iterator[None]:
    """Events are stamped when they are written, and no service can do otherwise: only what is made up here is."""
    at = Event._meta.get_field("at")
    at.auto_now_add = False
    try:
        yield
    finally:
        at.auto_now_add = True


def county_names() -> dict[str, str]:
    """Code to name without "län", in the order of the codes."""
    text = files("samhandling.organisations").joinpath("facts", "regions.csv").read_text(encoding="utf-8")
    return {row["county_code"]: row["county_name"].removesuffix(" län") for row in csv.DictReader(text.splitlines())}


def slug_of(code: str) -> str:
    return slugify(county_names()[code])


def coordinator_of(code: str) -> str:
    """The e-mail address of the one who coordinates the county."""
    return f"coordinator{code}@example.se"


def _county(code: str, name: str, today: date) -> None:
    place = name.removesuffix("s")
    (collaboration,) = write(
        [
            Collaboration(
                slug=slug_of(code),
                name=f"Samverkan i {place}",
                county_code=code,
                is_public=True,
                is_example=True,
            )
        ]
    )
    (coordinator,) = write([User(email=coordinator_of(code), name=f"Samordnare {place}", password="!")])
    county = County(
        collaboration=collaboration,
        region=Organisation.objects.get(scb_code=code),
        municipalities=list(Organisation.objects.filter(kind=Kind.MUNICIPALITY, scb_code__startswith=code)),
        chance=random.Random(f"{code} {today}"),
        today=today,
        coordinator=coordinator,
    )
    county.events.append(event_of(coordinator, "collaboration.published", collaboration))
    make_people(county)
    _former, running, _coming = make_agreements(county)
    make_forums(county, running)
    make_money(county, running)
    make_documents(county)
    make_matters(county, running)
    _spread(county)
    write(county.events)


def _spread(county: County) -> None:
    """The acts lie evenly over the years, in the order they were made."""
    first = datetime.combine(county.terms[0].first, datetime.min.time(), UTC)
    step = (timezone.now() - first) / (len(county.events) + 1)
    for number, event in enumerate(county.events):
        event.at = first + timedelta(seconds=round(step.total_seconds() * number))


def main() -> None:
    call_command("setup", stdout=sys.stderr)
    started = time.perf_counter()
    sizes = build(sys.argv[1:], today=timezone.localdate())
    json.dump(sizes | {"seconds": round(time.perf_counter() - started)}, sys.stdout)


if __name__ == "__main__":
    main()
