"""The frame of every page, and the page that shows the kit."""

import gzip
import re

import pytest
from django.urls import reverse
from django.utils import translation

from samhandling.accounts.models import User
from samhandling.core import slots
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.ui.frame import Frame
from tests.factories.accounts import make_user
from tests.factories.notices import make_notice
from tests.factories.organisations import make_collaboration, make_coordinator
from tests.ui.rendering import draw, make_request


@pytest.fixture
def menu(monkeypatch):
    def items(viewer, collaboration):
        return [
            NavItem("Meetings", "/lan/moten/", 20, Group.FORUMS),
            NavItem("Forums", "/lan/forum/", 10, Group.FORUMS),
            NavItem("Overview", "/lan/", 0, Group.HOME),
            NavItem("Agreements", "/lan/avtal/", 10, Group.AGREEMENT),
            NavItem("People", "/lan/personer/", 20, Group.REGISTER),
            NavItem("Settings", "/lan/installningar/", 20, Group.SETTINGS),
            NavItem("Calendars", "/lan/kalender/", 60, Group.FOOT),
        ]

    monkeypatch.setitem(slots._slots, "collaboration.nav", [items])


class Lan:
    slug = "lan"


@pytest.mark.parametrize(
    ("path", "group", "room", "rooms"),
    [
        ("/lan/", ["Home"], ["Overview"], []),
        ("/lan/avtal/5/", ["Agreement"], ["Agreements"], []),
        ("/lan/moten/", ["Forums"], ["Meetings"], ["Forums", "Meetings"]),
        ("/lan/annat/", ["Home"], ["Overview"], []),
        ("/lan/personer/3/", [], [], []),
    ],
)
def test_the_group_and_the_room_one_is_in_are_marked(menu, path, group, room, rooms):
    with translation.override("en"):
        frame = Frame(make_request(path), Lan())
        assert [one.text for one in frame.groups] == ["Home", "Forums", "Agreement"]
        assert [one.text for one in frame.groups if one.is_current] == group
        assert [item.text for one in frame.groups for item in one.items if item.is_current] == room
        assert [item.text for item in frame.rooms] == rooms
    assert frame.collaboration_url == "/lan/"


def test_register_and_settings_lie_behind_the_name_and_what_serves_readers_at_the_foot(menu):
    frame = Frame(make_request("/lan/personer/3/"), Lan())
    assert [(item.text, item.is_current) for item in frame.register] == [("People", True)]
    assert [item.text for item in frame.settings] == ["Settings"]
    assert [item.text for item in frame.footer if item.url.startswith("/lan/")] == ["Calendars"]


def test_what_one_may_make_anew_is_offered_to_those_who_have_logged_in(menu, monkeypatch):
    makers = [lambda *_: [Creation("Person", "/p/", 60)], lambda *_: [Creation("Forum", "/f/", 30)], lambda *_: []]
    monkeypatch.setitem(slots._slots, "frame.create", makers)
    frame = Frame(make_request("/lan/"), Lan())
    assert frame.creations == []
    frame = Frame(make_request("/lan/", user=User(pk=1)), Lan())
    assert [creation.text for creation in frame.creations] == ["Forum", "Person"]


def test_outside_a_collaboration_there_are_no_rooms():
    frame = Frame(make_request(), None)
    assert (frame.groups, frame.register, frame.settings, frame.creations) == ([], [], [], [])


@pytest.mark.django_db
def test_a_visitor_is_offered_to_log_in_and_the_start_page_stays_light(client):
    page = client.get("/").content.decode()
    assert reverse("account_login") in page
    assert "htmx" not in page


@pytest.mark.django_db
def test_somebody_logged_in_finds_their_name_the_way_out_and_htmx_without_eval(client):
    client.force_login(make_user(name="Anna <Sundström>"))
    page = client.get(reverse("ui:style")).content.decode()
    assert "Anna &lt;Sundström&gt;" in page
    assert reverse("account_logout") in page
    assert '"allowEval":false' in page
    assert '"selfRequestsOnly":true' in page


@pytest.mark.django_db
def test_the_frame_names_the_collaboration_in_crumbs_title_and_footer(client):
    collaboration = make_collaboration(slug="lan", name="Samverkan i länet", is_public=True)
    client.force_login(make_coordinator(collaboration))
    page = client.get(reverse("portal:collaboration", kwargs={"collaboration": "lan"})).content.decode()
    assert "– Samverkan i länet – Samhandling</title>" in page
    assert reverse("portal:contact", kwargs={"collaboration": "lan"}) in page
    assert reverse("portal:privacy") in page


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("sv", "Hoppa till innehållet"), ("en", "Skip to content")])
def test_the_frame_speaks_both_languages(client, language, word):
    client.cookies["django_language"] = language
    page = client.get(reverse("ui:style")).content.decode()
    assert word in page
    assert f'<html lang="{language}"' in page


@pytest.mark.django_db
def test_no_page_holds_style_or_script_that_the_policy_forbids(client):
    page = client.get(reverse("ui:style")).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


@pytest.mark.django_db
def test_the_example_form_shows_errors_and_then_says_that_it_saved(client):
    address = reverse("ui:style_form")
    assert "data-error-summary" in client.post(address, {}).content.decode()
    sent = {"name": "PKD", "starts_on": "2027-01-01", "kind": "council", "openness": "open", "confirmed": "on"}
    page = client.post(address, sent, follow=True).content.decode()
    assert '<div class="toast" data-tone="success">' in page


@pytest.mark.django_db
def test_the_theme_is_sent_packed(client):
    answer = client.get(reverse("ui:theme"), headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).startswith(b":root{")


def test_a_message_tells_its_tone_by_sign():
    class Message:
        level_tag = "warning"

        def __str__(self) -> str:
            return "<b>"

    with translation.override("en"):
        html = draw('{% include "ui/frame/messages.html" %}', {"messages": [Message()]})
    assert '<div class="toast" data-tone="warning"><p> [warning] <span>&lt;b&gt;</span>' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "shown", "words"),
    [(0, None, None), (1, "1", "1 oläst avisering"), (99, "99", "99 olästa aviseringar"), (100, "99+", "100 olästa")],
)
def test_home_says_how_many_notices_are_unread(client, count, shown, words):
    collaboration = make_collaboration(is_public=True)
    reader = make_coordinator(collaboration)
    for number in range(count):
        make_notice(reader, collaboration, f"Svara {number}.")
    address = reverse("portal:contact", args=[collaboration.slug])
    assert 'class="unread"' not in client.get(address).text
    client.force_login(reader)
    rail = client.get(address).text.partition('<nav class="rail"')[2].partition("</nav>")[0]
    badges = re.findall(r'class="unread"><span aria-hidden="true">(.*?)</span>.*?>, (.*?)</span>', rail)
    assert [badge for badge, _words in badges] == ([shown] if shown else [])
    assert all(said.startswith(words) for _badge, said in badges)


@pytest.mark.django_db
def test_one_question_tells_how_many_and_none_where_nobody_has_logged_in(client, django_assert_num_queries):
    frame = Frame(make_request("/"), None)
    with django_assert_num_queries(0):
        assert frame.unread == 0
    reader = make_user()
    make_notice(reader, make_collaboration(), "Svara.")
    with django_assert_num_queries(1):
        frame = Frame(make_request("/", user=reader), None)
        assert [frame.unread, frame.unread_shown, Frame(make_request("/", user=reader), None).unread] == [1, "1", 1]
