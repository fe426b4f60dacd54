"""One walk over every address: nothing may be framed, kept by a cache, or changed by merely being looked at."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse

from samhandling.core.api.middleware import PREFIX
from samhandling.core.models import Event
from tests.factories.accounts import by_token
from tests.journeys.test_nothing_breaks import walked
from tests.journeys.world import addresses, make_world

# The same for everybody, whoever asks: open data is what a stranger sees, and a theme is colours.
FOR_EVERYBODY = {
    "opendata:dcat",
    "opendata:popolo",
    "opendata:popolo_all",
    "opendata:popolo_schema",
    "opendata:parties_csv",
    "opendata:duties_csv",
    "opendata:populations_csv",
    "ui:theme",
    "ui:collaboration_theme",
}


def framed(answer) -> bool:
    policy = answer.headers.get("Content-Security-Policy", "")
    return "frame-ancestors 'none'" not in policy or answer.headers.get("X-Frame-Options") != "DENY"


def kept(answer) -> bool:
    return not {"no-store", "private"} & {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}


def test_what_only_members_see_is_kept_by_no_cache_whatever_it_is():
    hidden = make_world("Egnahem")
    client = Client()
    client.force_login(hidden.coordinator)
    names = sorted(FOR_EVERYBODY - {"opendata:popolo_schema", "ui:theme", "ui:collaboration_theme"})
    kwargs = dict(addresses())
    answers = [
        client.get(reverse(name, kwargs={"collaboration": hidden.collaboration.slug} if kwargs[name] else {}))
        for name in names
    ]
    texts = [b"".join(answer.streaming_content) if answer.streaming else answer.content for answer in answers]
    speaking = [(name, answer) for name, answer, text in zip(names, answers, texts, strict=True) if b"Egnahem" in text]
    assert len(speaking) >= 2  # a member does see it
    assert [name for name, answer in speaking if kept(answer)] == []


def rows() -> dict[str, int]:
    """How many rows there are of everything but log-ins and what is counted of failed ones."""
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.label != "accounts.Session"
    }


@pytest.mark.both_databases
def test_looking_at_every_page_changes_nothing_frames_nothing_and_is_kept_nowhere(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.coordinator)
    before, can_be_framed, can_be_kept, seen = rows(), [], [], 0
    for name, address in walked(world):
        if name == "mfa_download_recovery_codes":
            continue
        answer = client.get(address)
        seen += answer.status_code == 200
        if framed(answer):
            can_be_framed.append(name)
        if kept(answer) and name not in FOR_EVERYBODY and answer.status_code < 400:
            can_be_kept.append((name, answer.headers.get("Cache-Control")))
    assert (can_be_framed, can_be_kept) == ([], [])
    assert rows() == before
    assert seen > 100
    client.post(reverse("accounts:profile"), {"name": "Någon annan", "language": "en"})
    assert rows()["core.Event"] == before["core.Event"] + 1  # the count does see what is written


def test_what_programs_are_told_and_what_goes_wrong_can_be_neither_framed_nor_kept(world):
    client, token = Client(raise_request_exception=False), by_token(world.coordinator, "organisations:read")
    base = f"{PREFIX}1/collaborations"
    answers = {
        "list": client.get(base, headers=token),
        "not known": client.get(base, headers={"Authorization": "Bearer sht_ingen"}),
        "not found": client.get(f"{base}/finns-inte", headers=token),
        "no address": client.get(f"{PREFIX}1/finns-inte"),
        "wrong method": client.delete(base),
        "lying host": client.get("/", headers={"Host": "ond.example"}),
        "log-in": client.get(reverse("account_login")),
        "no page": client.get("/finns/inte/"),
        "form": client.get(reverse("account_reset_password")),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "list": 200, "not known": 401, "not found": 404, "no address": 404, "wrong method": 405, "lying host": 400,
        "log-in": 200, "no page": 404, "form": 200,
    }  # fmt: skip
    assert [name for name, answer in answers.items() if framed(answer)] == []
    of_the_api = [answers[name] for name in ("list", "not known", "not found", "no address", "wrong method")]
    assert {answer.headers["Content-Disposition"] for answer in of_the_api} == {'attachment; filename="api.json"'}
    assert [answer.headers["Cache-Control"] for answer in of_the_api if kept(answer)] == []


def test_who_needs_no_token_in_a_form_is_counted():
    """Only a provider's signed answer, a mail's signed link, and the API that knows no cookies, go without."""
    free = {name for name, _kwargs in addresses() if _needs_no_token(name)}
    assert free == {"saml_acs", "saml_finish_acs", "notices:unsubscribe"}
    assert {name for name, _kwargs in addresses()} > free


def _needs_no_token(name: str) -> bool:
    *spaces, last = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    (pattern,) = [found for found in _patterns(resolver) if getattr(found, "name", None) == last][:1]
    return bool(getattr(pattern.callback, "csrf_exempt", False))


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            if not pattern.namespace:
                yield from _patterns(pattern)
        else:
            yield pattern


def test_another_sites_form_is_refused_also_with_a_token_of_its_own(world):
    """The cookie's twin alone is not enough: browsers tell where a form came from."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.coordinator)
    token = client.get(reverse("accounts:profile")).context["csrf_token"]
    sent = {"name": "Kapad", "language": "sv", "csrfmiddlewaretoken": str(token)}
    events = Event.objects.count()
    assert client.post(reverse("accounts:profile"), sent, headers={"Origin": "https://ond.example"}).status_code == 403
    assert Event.objects.count() == events
    assert client.post(reverse("accounts:profile"), sent, headers={"Origin": "http://testserver"}).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_methods_that_no_page_takes_are_refused(world, method):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.coordinator)
    assert getattr(client, method)(reverse("accounts:profile")).status_code == 403
