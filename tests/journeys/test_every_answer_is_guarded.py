"""The headers that protect a reader stand on every kind of answer, and commands may be run again."""

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from samhandling.config import urls
from samhandling.core.models import Event
from samhandling.forums.models import ForumType
from samhandling.organisations.models import Organisation, Population
from tests.factories.accounts import make_user
from tests.factories.forums import make_secretary
from tests.journeys.world import make_world

pytestmark = pytest.mark.django_db

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def broken(_request: HttpRequest) -> HttpResponse:
    return 1 // 0  # type: ignore[return-value]  # the site with one page more, which does not hold


urlpatterns = [path("trasig/", broken), *urls.urlpatterns]
handler500 = urls.handler500


@pytest.mark.urls(__name__)
def test_a_page_a_file_a_table_a_redirect_and_a_no_are_all_guarded():
    world = make_world("Egnahem", is_public=True)
    forum, slug = world.rows["forum"], world.collaboration.slug
    client, stranger = Client(raise_request_exception=False), Client(enforce_csrf_checks=True)
    client.force_login(make_secretary(forum))
    paper = reverse("forums:paper", args=[slug, forum.pk, world.rows["paper"].pk])
    answers = {
        "page": client.get(reverse("forums:list", args=[slug])),
        "file": client.get(paper),
        "table": client.get(reverse("forums:members", args=[slug, "csv"])),
        "redirect": stranger.get(reverse("portal:home")),
        "not found": client.get("/finns/inte/"),
        "closed paper": stranger.get(paper),
        "not allowed": client.get(reverse("forums:create", args=[slug])),
        "form without token": stranger.post(reverse("account_login")),
        "wrong method": client.post(reverse("account_inactive")),
        "probe": stranger.get("/healthz"),
        "broken": client.get("/trasig/"),
    }

    assert {kind: answer.status_code for kind, answer in answers.items()} == {
        "page": 200,
        "file": 200,
        "table": 200,
        "redirect": 302,
        "not found": 404,
        "closed paper": 404,
        "not allowed": 403,
        "form without token": 403,
        "wrong method": 405,
        "probe": 200,
        "broken": 500,
    }
    unguarded = [
        (kind, name)
        for kind, answer in answers.items()
        for name, value in GUARDS.items()
        if answer.headers.get(name) != value
    ]
    assert unguarded == []
    assert [kind for kind, answer in answers.items() if "Content-Security-Policy" not in answer.headers] == []
    assert answers["file"].headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "elsewhere", ["https://ond.example/", "//ond.example/", "/\\ond.example/", "javascript:alert(1)"]
)
def test_logging_in_never_leads_to_another_site(client, elsewhere):
    make_user(email="anna@example.se", password="ett långt lösenord")
    sent = {"login": "anna@example.se", "password": "ett långt lösenord", "next": elsewhere}
    assert client.post(reverse("account_login"), sent).headers["Location"] == reverse("portal:home")


def test_commands_that_are_run_twice_change_nothing_more():
    def counted():
        return [model.objects.count() for model in (Organisation, Population, ForumType, Event)]

    for command in ("setup", "tick"):
        call_command(command, verbosity=0)
    once = counted()
    for command in ("setup", "tick", "check"):
        call_command(command, verbosity=0) if command == "setup" else call_command(command)
    assert counted() == once
    assert once[0] == 311
