"""Nothing typed is lost: sent once, kept when the log-in has run out, and seen by nobody but its writer."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from samhandling.accounts.services.users import anonymise_user
from samhandling.core.held_files import forget_held_files
from samhandling.core.kept import MOST_FORMS, MOST_SIGNS, forget_old_kept, keep_form
from samhandling.core.models import Event, HeldFile, KeptForm, StoredFile
from samhandling.documents.models import Document
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.accounts import make_user
from tests.factories.organisations import give_party, make_collaboration, make_coordinator, make_municipality
from tests.processes import try_together

pytestmark = pytest.mark.django_db

NEW = "/samverkan/vasterbotten/organisationer/ny/"
NAME = "Norrlandsrådet å ä ö"


@pytest.fixture
def anna():
    return make_coordinator(make_collaboration(slug="vasterbotten", is_public=False), password="kaffe-och-bulle")


@pytest.fixture
def browser(anna):
    client = Client()
    client.force_login(anna)
    return client


def secrets_in(page) -> dict[str, str]:
    return dict(re.findall(r'name="(csrfmiddlewaretoken|once)" value="([^"]+)"', page.content.decode()))


def written(client, address=NEW, **more) -> dict[str, str]:
    return {"once": secrets_in(client.get(address))["once"], **ORGANISATION, **more}


ORGANISATION = {"display_name": NAME, "formal_name": NAME, "kind": "other", "sector": "public"}


def log_in(client, user, address) -> None:
    client.post("/konto/inloggning/?next=" + address, {"login": user.email, "password": "kaffe-och-bulle"})


def test_a_form_sent_after_the_log_in_ran_out_stands_filled_after_the_next(anna, browser):
    answers = written(browser, display_name="")
    browser.cookies.clear()
    wall = browser.post(NEW, answers | {"password": "hemligt"}, follow=True)
    assert wall.redirect_chain == [("/konto/inloggning/?next=" + NEW, 302)]
    assert "Det du skrev är sparat" in wall.content.decode()
    kept = KeptForm.objects.get()
    assert (kept.user, kept.address, kept.fields["formal_name"], kept.was_sent) == (anna, NEW, [NAME], True)
    assert not {"once", "password", "csrfmiddlewaretoken"} & kept.fields.keys()

    log_in(browser, anna, NEW)
    page = browser.get(NEW).content.decode()
    assert "Det du skrev finns kvar. Skicka när du är klar." in page
    assert f'value="{NAME}"' in page
    assert "data-error-summary" not in page

    browser.post(NEW, written(browser))
    assert (Organisation.objects.filter(formal_name=NAME).count(), KeptForm.objects.count()) == (1, 0)


def test_nobody_else_who_logs_in_sees_it(anna, browser):
    answers = written(browser)
    browser.cookies.clear()
    browser.post(NEW, answers)
    other = make_coordinator(Collaboration.objects.get())
    browser.force_login(other)
    assert NAME not in browser.get(NEW).content.decode()
    assert KeptForm.objects.get().user == anna


def test_a_stale_secret_brings_the_form_back_with_its_text(anna):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna)
    answers = written(browser)
    again = browser.post(NEW, answers | {"csrfmiddlewaretoken": "x" * 64}, follow=True)
    assert (again.redirect_chain, KeptForm.objects.get().was_sent) == ([(NEW, 302)], True)
    assert f'value="{NAME}"' in again.content.decode()


def test_who_has_logged_in_since_is_told_and_gets_nothing(anna):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna)
    answers = written(browser)
    browser.force_login(make_user())
    page = browser.post(NEW, answers | {"csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 403
    assert "Någon annan har loggat in" in page.content.decode()
    assert NAME not in page.content.decode()
    assert KeptForm.objects.get().user == anna


def test_a_key_that_we_did_not_sign_keeps_nothing(anna):
    for once in ("", "1.abc", f"{anna.pk}.abc:1:x", "\0"):
        assert Client().post(NEW, ORGANISATION | {"once": once}).status_code in {302, 404}
    assert KeptForm.objects.count() == 0


def test_the_same_form_sent_twice_is_received_once_and_answered_alike(browser):
    answers = written(browser)
    first, again = browser.post(NEW, answers), browser.post(NEW, answers)
    assert (first.status_code, again.status_code, again["Location"]) == (302, 302, first["Location"])
    assert Organisation.objects.filter(formal_name=NAME).count() == 1
    assert Event.objects.filter(verb="organisation.created").count() == 1


def test_another_text_from_the_same_page_is_another_sending(browser):
    answers = written(browser)
    browser.post(NEW, answers)
    browser.post(NEW, answers | {"display_name": "Annan", "formal_name": "Annan"})
    assert Organisation.objects.filter(formal_name__in=[NAME, "Annan"]).count() == 2


def test_a_refused_form_may_be_sent_again(browser):
    answers = written(browser, display_name="")
    assert [browser.post(NEW, answers).status_code for _twice in "12"] == [200, 200]


def test_a_draft_saves_itself_is_offered_and_can_be_continued_or_discarded(anna, browser):
    draft = written(browser) | {"address-of-draft": NEW + "?utkast=ja"}
    saved = browser.post("/utkast/spara/", draft)
    assert re.fullmatch(r"Sparat \d\d\.\d\d", saved.json()["said"])
    page = browser.get(NEW).content.decode()
    assert "Du har ett utkast från" in page
    assert NAME not in page
    assert NAME in browser.get(NEW + "?utkast=ja").content.decode()
    assert browser.post("/utkast/slang/", {"address-of-draft": NEW})["Location"] == NEW
    assert KeptForm.objects.count() == 0


def test_a_draft_wants_the_key_of_its_own_writer(anna, browser):
    draft = written(browser) | {"address-of-draft": NEW}
    browser.force_login(make_user())
    assert browser.post("/utkast/spara/", draft).status_code == 409
    browser.logout()
    assert browser.post("/utkast/spara/", draft).status_code == 302
    assert KeptForm.objects.count() == 0


@pytest.mark.parametrize("address", ["//example.org/", "https://example.org/", "", "\0"])
def test_a_discarded_draft_leads_nowhere_else(browser, address):
    assert browser.post("/utkast/slang/", {"address-of-draft": address})["Location"] == "/"


def test_what_is_kept_is_bounded_in_size_number_and_age(anna):
    now = timezone.now()

    def keep(address, text, at=now):
        return keep_form(user=anna, address=address, fields={"a": [text]}, files=[], was_sent=False, now=at)

    assert [keep("/a/", "x" * MOST_SIGNS), keep("/" + "a" * 500, "x")] == [False, False]
    assert keep("/gammal/", "nul\0", now - timedelta(days=14))
    assert KeptForm.objects.get().fields == {"a": ["nul"]}
    for number in range(MOST_FORMS):
        keep(f"/{number}/", "x", now - timedelta(minutes=number))
    assert KeptForm.objects.count() == MOST_FORMS
    assert not KeptForm.objects.filter(address="/gammal/").exists()
    KeptForm.objects.filter(address="/0/").update(kept_at=now - timedelta(days=14))
    forget_old_kept(now)
    assert KeptForm.objects.count() == MOST_FORMS - 1


def test_an_erased_user_leaves_no_draft(anna, browser):
    browser.post("/utkast/spara/", written(browser) | {"address-of-draft": NEW})
    anonymise_user(actor=anna, user=anna)
    assert KeptForm.objects.count() == 0


def test_a_file_of_a_refused_form_comes_along_with_the_next_try(browser, anna):
    county = Collaboration.objects.get()
    owner = make_municipality("Malå", collaboration=county)
    give_party(anna, county, owner)
    address, paper = "/samverkan/vasterbotten/dokument/nytt/", SimpleUploadedFile("Protokoll.txt", "§ 1".encode())
    once = secrets_in(browser.get(address))["once"]
    page = browser.post(address, {"once": once, "title": "", "upload": paper})
    assert "Protokoll.txt är mottagen och följer med" in page.content.decode()
    held = HeldFile.objects.get()
    assert (held.user, f'name="held:upload" value="{held.stored.key}"' in page.content.decode()) == (anna, True)

    answers = {"title": "Protokoll", "kind": "other", "dated_on": "2026-11-03", "direction": "internal"}
    answers |= {"owner": owner.pk, "once": once, "held:upload": str(held.stored.key)}
    other = Client()
    other.force_login(give_party(make_user(), county, owner))
    assert other.post(address, answers).status_code == 200
    assert browser.post(address, answers).status_code == 302
    document = Document.objects.get()
    assert (document.title, document.file.name, document.file.content.read()) == (
        "Protokoll", "Protokoll.txt", "§ 1".encode(),
    )  # fmt: skip
    forget_held_files(timezone.now() + timedelta(days=14))
    assert (HeldFile.objects.count(), StoredFile.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_of_three_processes_with_the_same_form_one_writes_and_all_are_answered_alike(anna, browser):
    answers, session = written(browser), browser.cookies["sessionid"].value
    assert try_together("tests.journeys.sending", [[NEW, answers, {"session": session}]] * 3) == ["302"] * 3
    assert Organisation.objects.filter(formal_name=NAME).count() == 1
    assert Event.objects.filter(verb="organisation.created").count() == 1
