"""Many papers at once, in the order of the agenda; one bad file loses none of the others."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samhandling.core.models import Event, HeldFile, StoredFile
from samhandling.forums.models import Paper
from samhandling.forums.services.papers import move_paper
from tests.factories.accounts import make_user
from tests.factories.forums import make_secretary
from tests.forums.test_papers import TODAY, County, paper_in

pytestmark = pytest.mark.django_db

NAMES = ["02 Tjänsteskrivelse budget.txt", "01 Kallelse.txt", "Bilaga.exe", "Protokoll.txt"]


def file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"Det här är {name}".encode())


@pytest.fixture
def county():
    return County()


@pytest.fixture
def address(county):
    return reverse("forums:add_papers", args=[county.collaboration.slug, county.forum.pk])


@pytest.fixture
def browser(county):
    client = Client()
    client.force_login(county.secretary)
    return client


def received(browser, address, *names):
    return browser.post(address, {"uploads": [file(name) for name in names], "step": "files"})


def rows() -> dict[str, int]:
    return {held.stored.name: held.pk for held in HeldFile.objects.select_related("stored")}


def test_the_good_files_are_received_and_the_bad_one_is_told_by_name(browser, address):
    page = received(browser, address, *NAMES).content.decode()
    assert list(rows()) == ["02 Tjänsteskrivelse budget.txt", "01 Kallelse.txt", "Protokoll.txt"]
    assert "<strong>Bilaga.exe</strong>" in page
    assert 'value="Tjänsteskrivelse budget"' in page
    assert '<option value="memo" selected>tjänsteskrivelse</option>' in page
    assert Paper.objects.count() == 0


def test_a_file_is_received_once_and_can_be_put_away(browser, address):
    received(browser, address, "Protokoll.txt", "Protokoll.txt")
    received(browser, address, "Protokoll.txt", "Kallelse.txt")
    kept = rows()
    assert list(kept) == ["Protokoll.txt", "Kallelse.txt"]
    browser.post(address, {"step": f"away:{kept['Protokoll.txt']}"})
    assert list(rows()) == ["Kallelse.txt"]
    assert StoredFile.objects.count() == 1


def test_the_order_of_the_page_becomes_the_order_of_the_agenda(browser, address, county):
    received(browser, address, *NAMES)
    memo, summons, minutes = rows().values()
    answers = {"row": [memo, summons, minutes], f"title-{memo}": "Budget 2027", f"kind-{memo}": "memo"}
    moved = browser.post(address, answers | {"step": f"up:{summons}"}).content.decode()
    assert moved.index(f'name="row" value="{summons}"') < moved.index(f'name="row" value="{memo}"')
    assert 'value="Budget 2027"' in moved

    answers |= {"row": [summons, memo, minutes], "dated_on": TODAY, "is_confirmed": "on"}
    answers |= {f"title-{summons}": "Kallelse", f"kind-{summons}": "summons"}
    answers |= {f"title-{minutes}": "", f"kind-{minutes}": "minutes"}
    refused = browser.post(address, answers)
    assert (refused.status_code, Paper.objects.count()) == (200, 0)

    done = browser.post(address, answers | {f"title-{minutes}": "Protokoll"})
    assert done.status_code == 302
    found = [(str(one), one.document.kind, one.place) for one in county.forum.papers.all()]
    assert found == [("Kallelse", "summons", 1), ("Budget 2027", "memo", 2), ("Protokoll", "minutes", 3)]
    assert county.forum.papers.last().document.file.content.read() == "Det här är Protokoll.txt".encode()
    assert (HeldFile.objects.count(), Event.objects.filter(verb="paper.added").count()) == (0, 3)


def test_what_was_received_is_there_after_the_log_in_ran_out_and_for_nobody_else(browser, address, county):
    received(browser, address, "Kallelse.txt")
    browser.logout()
    assert browser.post(address, {"uploads": file("Protokoll.txt")}).status_code == 302
    browser.force_login(county.secretary)
    assert "Kallelse.txt" in browser.get(address).content.decode()
    browser.force_login(make_secretary(county.forum, make_user()))
    assert "Kallelse.txt" not in browser.get(address).content.decode()


def test_nothing_is_submitted_without_a_file(browser, address):
    page = browser.post(address, {"dated_on": TODAY, "is_confirmed": "on"})
    assert "Ingen fil är mottagen. Välj filerna först." in page.content.decode()


def test_nonsense_in_the_order_breaks_nothing(browser, address):
    received(browser, address, "Kallelse.txt")
    for step in ("up:", "up:9", "down:å", "away:x", "sideways:1", "\0"):
        assert browser.post(address, {"row": ["1", "-1", "å", "9" * 30], "step": step}).status_code == 200
    assert HeldFile.objects.count() == 1


def test_a_paper_moves_among_those_of_its_own_day(browser, county):
    first, second = (paper_in(county.forum, county.secretary, title=title) for title in ("Ett", "Två"))
    older = paper_in(county.forum, county.secretary, title="Äldre", dated_on=TODAY - timedelta(days=1))
    move_paper(actor=county.secretary, paper=second, by=-1, today=TODAY)
    move_paper(actor=county.secretary, paper=second, by=-1, today=TODAY)
    assert [str(one) for one in county.forum.papers.all()] == ["Två", "Ett", "Äldre"]
    assert Event.objects.filter(verb="paper.moved").count() == 1
    here = [county.collaboration.slug, county.forum.pk]
    page = browser.get(reverse("forums:papers", args=here)).content.decode()
    assert (page.count("Flytta upp"), page.count("Flytta ner")) == (1, 1)
    assert "Flytta" not in browser.get(reverse("forums:papers", args=here) + "?kind=notes").content.decode()
    browser.post(reverse("forums:paper_down", args=[*here, second.pk]))
    assert list(county.forum.papers.all()) == [first, second, older]
