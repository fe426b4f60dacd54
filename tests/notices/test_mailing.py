"""One letter for all that waits, when its reader wishes it, once whatever dies in between."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from os import environ

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from samhandling.core.models import OutgoingMail
from samhandling.core.outbox import MAX_ATTEMPTS, send_due
from samhandling.notices.enums import NoticeKind
from samhandling.notices.models import Notice, NoticeWish
from samhandling.notices.selectors.own import is_unreached, unread_of
from samhandling.notices.selectors.reach import unreached_in, waiting
from samhandling.notices.services.mailing import mail_due
from samhandling.notices.services.reading import mark_all_read, mark_read
from samhandling.notices.services.wishes import change_wish
from tests.factories.accounts import make_user
from tests.factories.notices import make_notice
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_organisation,
)
from tests.processes import PROJECT, database_url

ASKED = datetime(2026, 12, 1, 8, tzinfo=UTC)  # a Tuesday, 9 in Sweden
SOON = ASKED + timedelta(minutes=3)


@pytest.fixture
def here(db):
    return make_collaboration()


@pytest.fixture
def reader(here):
    return give_role(make_user(email="anna@example.se", name="Anna Ek"), here, "reader")


def letters():
    return [(letter.to, letter.subject) for letter in OutgoingMail.objects.order_by("pk")]


def test_requests_wait_a_short_while_and_become_one_letter(here, reader):
    for number in range(2):
        make_notice(reader, here, f"Svara på fråga {number}.", created_at=ASKED + timedelta(minutes=number))
    assert [mail_due(now=ASKED + timedelta(minutes=1)), mail_due(now=SOON), mail_due(now=SOON)] == [0, 1, 0]
    assert letters() == [("anna@example.se", "2 saker väntar på dig")]


def test_ten_papers_are_one_line_of_one_letter(here, reader):
    for _number in range(10):
        make_notice(reader, here, "En ny handling har lagts fram för PKD.", kind=NoticeKind.NEWS, url="/forum/")
    mail_due(now=ASKED + timedelta(days=1))
    letter = OutgoingMail.objects.get()
    assert letter.subject == "10 nyheter till dig"
    assert letter.body.count("– En ny handling har lagts fram för PKD. (10)") == 1
    assert f"/konto/aviseringar/{Notice.objects.latest('pk').pk}/" in letter.body


def test_a_single_notice_is_the_subject_and_the_reader_s_language_that_of_the_letter(here):
    english = give_role(make_user(language="en", name="Anna Ek"), here, "reader")
    make_notice(english, here, "Answer a question.")
    mail_due(now=SOON)
    letter = OutgoingMail.objects.get()
    assert (letter.subject, letter.body.split("\n")[0]) == ("Answer a question.", "Hello Anna Ek,")


def test_quiet_hours_wait_for_the_morning_and_over_the_weekend(here, reader):
    friday_night = datetime(2026, 12, 4, 21, tzinfo=UTC)
    make_notice(reader, here, created_at=friday_night)
    monday = [datetime(2026, 12, 7, 5, 59, tzinfo=UTC), datetime(2026, 12, 7, 6, 0, tzinfo=UTC)]
    moments = [friday_night + timedelta(minutes=5), friday_night + timedelta(hours=14), *monday]
    assert [mail_due(now=moment) for moment in moments] == [0, 0, 0, 1]


def test_whoever_wishes_no_mail_gets_none_also_when_they_wish_it_again(here, reader):
    make_notice(reader, here)
    change_wish(actor=reader, requests="never")
    assert mail_due(now=SOON) == 0
    change_wish(actor=reader, requests="at_once")
    assert mail_due(now=SOON) == 0


def test_what_has_been_read_is_not_mailed(here, reader):
    first, _second = make_notice(reader, here, "Ett."), make_notice(reader, here, "Två.")
    mark_read(actor=reader, notice=first, now=SOON)
    mail_due(now=SOON)
    assert letters() == [("anna@example.se", "Två.")]
    assert unread_of(reader).count == 1
    assert [mark_all_read(actor=reader, now=SOON), unread_of(reader).count] == [1, 0]


def test_who_no_longer_answers_for_the_party_is_not_mailed_what_was_asked_of_it(here, reader):
    party = make_organisation(collaboration=here, takes_part=True)
    give_party(reader, here, party)
    make_notice(reader, here, organisation=party)
    reader.organisation_access.all().delete()
    assert (mail_due(now=SOON), letters(), Notice.objects.get().mail) == (0, [], "none")


def test_the_way_out_works_without_a_log_in_by_a_page_and_by_a_mail_program(here, reader):
    make_notice(reader, here)
    mail_due(now=SOON)
    send_due(now=SOON)
    [sent] = mail.outbox
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = sent.extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2] or "/" + "/".join(
        sent.extra_headers["List-Unsubscribe"].strip("<>").split("/")[3:]
    )
    assert address in sent.body
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert not NoticeWish.objects.exists()  # a link that is followed only asks
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NoticeWish.objects.values_list("requests", "news").get() == ("never", "never")


def test_a_broken_link_changes_nothing_and_says_what_to_do(here, reader):
    answer = Client().post(reverse("notices:unsubscribe", args=["1:abc:def"]))
    assert (answer.status_code, NoticeWish.objects.count()) == (404, 0)
    assert "Länken är inte hel" in answer.content.decode()


def test_an_address_that_bounces_is_told_to_its_reader_and_the_coordinator(here, reader, settings):
    coordinator = make_coordinator(here)
    settings.EMAIL_BACKEND = "tests.core.test_outbox.BrokenServer"
    make_notice(reader, here)
    mail_due(now=SOON)
    for attempt in range(MAX_ATTEMPTS):
        send_due(now=SOON + timedelta(days=attempt))
    assert is_unreached(reader)
    assert unreached_in(here) == [reader]
    assert [one.text for one in waiting(coordinator, ASKED.date())] == [
        "Vi når inte en person med mejl: be om en annan adress"
    ]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_notice(reader, here, created_at=SOON)
    mail_due(now=SOON + timedelta(days=9))
    send_due(now=SOON + timedelta(days=9))
    assert not is_unreached(reader)


# Writes the letters and dies, by the signal nobody can catch, before the transaction ends.
DIES = """
import os, signal
from datetime import UTC, datetime
from samhandling.core import outbox
from samhandling.notices.services import mailing
wrote = mailing.queue_mail
def queue_and_die(**letter):
    wrote(**letter)
    os.kill(os.getpid(), signal.SIGKILL)
mailing.queue_mail = queue_and_die
mailing.mail_due(now=datetime(2026, 12, 1, 8, 3, tzinfo=UTC))
"""


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_dies_while_it_is_written_is_written_once():
    here = make_collaboration()
    reader = give_role(make_user(email="anna@example.se"), here, "reader")
    make_notice(reader, here)
    ended = subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), "shell", "-v0", "-c", DIES],
        env={**environ, "DATABASE_URL": database_url(), "SAMHANDLING_LOG_LEVEL": "ERROR"},
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL
    assert (letters(), Notice.objects.get().mail) == ([], "waiting")
    assert [mail_due(now=SOON), mail_due(now=SOON)] == [1, 0]
    assert letters() == [("anna@example.se", "Svara på en fråga.")]
