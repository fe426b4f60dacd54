"""What is measured: who asks, and for which address."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from bench.nation import coordinator_of, slug_of
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement
from samhandling.forums.models import Forum
from samhandling.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Ask:
    """One page, and the cookie of the one who asks; empty for a visitor."""

    page: str
    address: str
    cookie: str = ""


def asks(code: str) -> list[Ask]:
    """The measured pages of one county, as its coordinator and as a visitor see them."""
    cookie = session_of(coordinator_of(code))
    slug = slug_of(code)
    here = {"collaboration": slug}
    agreement = Agreement.objects.get(collaboration__slug=slug, status=Status.IN_FORCE).pk
    forum = Forum.objects.get(collaboration__slug=slug, abbreviation="PKD").pk
    person = Person.objects.filter(collaboration__slug=slug).order_by("pk")[10].pk

    def page(name: str, **more: int) -> str:
        return reverse(name, kwargs={**here, **more})

    return [
        Ask("home", reverse("portal:home"), cookie),
        Ask("collaboration", page("portal:collaboration"), cookie),
        Ask("forums", page("forums:list"), cookie),
        Ask("forum", page("forums:detail", pk=forum), cookie),
        Ask("vacancies", page("forums:terms"), cookie),
        Ask("agreements", page("agreements:list"), cookie),
        Ask("agreement", page("agreements:detail", pk=agreement), cookie),
        Ask("gaps", page("agreements:gaps", pk=agreement), cookie),
        Ask("people", page("organisations:people"), cookie),
        Ask("person", page("organisations:person", pk=person), cookie),
        Ask("search", reverse("portal:search") + "?q=anders+sson", cookie),
        Ask("search, nothing found", reverse("portal:search") + "?q=xyzzy", cookie),
        Ask("public start", reverse("portal:start")),
        Ask("public collaboration", page("portal:collaboration")),
        Ask("public agreement", page("agreements:detail", pk=agreement)),
        Ask("public forum", page("forums:detail", pk=forum)),
        Ask("public chart", page("forums:chart")),
        Ask("public search", reverse("portal:search") + "?q=n%C3%A4tverk"),
    ]


def session_of(email: str) -> str:
    """The cookie of a session, as log-in would have made it."""
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return client.cookies["sessionid"].value
