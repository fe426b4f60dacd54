"""What lay there on a day that is past, how far it had gone, and who may read it now."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories.accounts import make_user
from tests.factories.documents import make_document, mark, publish, share
from tests.factories.forums import make_forum, make_paper
from tests.factories.organisations import give_party, make_collaboration, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_collaboration(slug="norr", is_public=True)


@pytest.fixture
def owner(here):
    return make_organisation(display_name="Norrbyn", collaboration=here, takes_part=True)


@pytest.fixture
def client(here, owner):
    client = Client()
    user = make_user()
    give_party(user, here, owner)
    client.force_login(user)
    return client


@pytest.fixture
def three(here, owner):
    """Shared in March 2024 and published in May; published and then taken back; a draft of 2026."""
    plan = make_document(here, owner, title="Plan", dated_on=date(2024, 2, 1))
    share(plan, make_organisation(collaboration=here, takes_part=True), shared_at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    publish(plan, datetime(2024, 5, 1, 12, tzinfo=UTC))
    list_ = make_document(here, owner, title="Lista", dated_on=date(2024, 4, 1), openness="shared")
    list_.published_at = datetime(2024, 4, 2, 12, tzinfo=UTC)
    list_.save()
    mark(list_, marked_at=datetime(2025, 1, 1, 12, tzinfo=UTC))
    return plan, list_, make_document(here, owner, title="Utkast", dated_on=date(2026, 1, 1))


def rows(client, **asked):
    answer = client.get(reverse("documents:list", args=["norr"]), asked)
    assert answer.status_code == 200
    found = re.findall(r'<tr role="row">\s*<th role="rowheader".*?</tr>', answer.content.decode(), re.DOTALL)
    cells = [[" ".join(strip_tags(cell).split()) for cell in re.split(r"</t[hd]>", row)] for row in found]
    return {row[0]: row[4] for row in cells}


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("day", "listed"),
    [
        ("2024-01-31", {}),
        ("2024-02-01", {"Plan": "Inte delad än"}),
        ("2024-03-01", {"Plan": "Delad"}),
        ("2024-05-01", {"Plan": "Publicerad", "Lista": "Publicerad Sekretessmarkerad"}),
        ("2025-01-01", {"Plan": "Publicerad", "Lista": "Delad Sekretessmarkerad"}),
        ("2099-01-01", {"Plan": "Publicerad", "Lista": "Delad Sekretessmarkerad", "Utkast": "Utkast"}),
        ("", {"Plan": "Publicerad", "Lista": "Delad Sekretessmarkerad", "Utkast": "Utkast"}),
    ],
)
def test_how_far_each_had_gone(client, three, day, listed):
    assert {title: signs.lower() for title, signs in rows(client, datum=day).items()} == {
        title: signs.lower() for title, signs in listed.items()
    }


@pytest.mark.both_databases
def test_the_filter_means_how_far_it_had_gone_then(client, three):
    assert list(rows(client, datum="2024-03-01", openness="public")) == []
    assert list(rows(client, datum="2024-05-01", openness="public")) == ["Lista", "Plan"]
    assert list(rows(client, datum="2024-02-01", openness="draft")) == ["Plan"]


def test_no_day_opens_what_one_may_not_read_now(three, client):
    assert list(rows(Client(), datum="2024-05-01")) == ["Plan"]
    assert list(rows(Client(), datum="2024-02-01")) == ["Plan"]


def test_the_page_says_the_day_and_leads_back(client, three):
    html = client.get(reverse("documents:list", args=["norr"]), {"datum": "2024-03-01"}).content.decode()
    assert "Du ser läget den <strong>1 mars 2024</strong>." in html
    assert "En handling som du får läsa, daterad senast 1 mars 2024." in html
    assert (
        "Inga handlingar vid den tiden"
        in client.get(reverse("documents:list", args=["norr"]), {"datum": "2024-01-31"}).content.decode()
    )


def test_a_day_costs_no_more_questions_for_more_documents(client, here, owner, three, django_assert_num_queries):
    address = reverse("documents:list", args=["norr"])
    client.get(address)
    with django_assert_num_queries(12) as first:
        client.get(address, {"datum": "2024-05-01"})
    for number in range(3):
        publish(make_document(here, owner, title=f"Ny {number}", dated_on=date(2024, 1, 1)))
    with django_assert_num_queries(len(first)):
        client.get(address, {"datum": "2024-05-01"})


def test_the_panel_of_an_organisation_hears_the_day(client, owner, three):
    panel = client.get(reverse("documents:organisation_panel", args=["norr", owner.pk]), {"datum": "2024-03-01"})
    html = panel.content.decode()
    assert ("Plan" in html, "Lista" in html) == (True, False)
    assert "/dokument/?owner=" in html
    assert f"owner={owner.pk}&amp;datum=2024-03-01" in html


def test_the_papers_of_forums_are_those_dated_by_then(here, client):
    forum = make_forum(here, name="Rådet", access="open")
    for title, dated_on in (("Kallelse", date(2024, 2, 1)), ("Protokoll", date(2024, 6, 1))):
        make_paper(forum, title, dated_on=dated_on)
    address = reverse("portal:papers", args=["norr"])
    then, now = (client.get(address, asked).content.decode() for asked in ({"datum": "2024-03-01"}, {}))
    assert ("Kallelse" in then, "Protokoll" in then) == (True, False)
    assert ("Kallelse" in now, "Protokoll" in now) == (True, True)
    assert "En handling som du får läsa, daterad senast 1 mars 2024." in then
    assert "Inga handlingar vid den tiden" in client.get(address, {"datum": "2024-01-01"}).content.decode()
