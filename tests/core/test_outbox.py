"""Mail leaves once when all goes well, again when it does not, and never for an act that was undone."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from samhandling.core import outbox
from samhandling.core.models import OutgoingMail
from samhandling.core.outbox import KEPT, MAX_ATTEMPTS, forget_old_mail, pause_after, queue_mail, send_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class BrokenServer(BaseEmailBackend):
    """A mail server that repeats the address in its refusal, as real ones do."""

    def send_messages(self, messages):
        raise smtplib.SMTPResponseException(550, b"no mailbox anna@example.se here")


def queue(to="anna@example.se"):
    return queue_mail(to=to, subject="Välkommen", body="Hej", now=NOW)


def break_server(settings):
    settings.EMAIL_BACKEND = "tests.core.test_outbox.BrokenServer"


def test_a_queued_mail_leaves_once():
    queue()
    assert send_due(now=NOW) == 1
    assert send_due(now=NOW + timedelta(hours=1)) == 0
    assert [(message.to, message.subject, message.body) for message in mail.outbox] == [
        (["anna@example.se"], "Välkommen", "Hej")
    ]


def test_a_mail_that_has_left_keeps_no_text_since_it_may_hold_a_secret_link():
    queued = queue()
    send_due(now=NOW)
    queued.refresh_from_db()
    assert (queued.body, queued.sent_at, queued.attempts) == ("", NOW, 1)


def test_a_mail_of_an_act_that_was_undone_never_leaves():
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError("the act failed")
    assert send_due(now=NOW) == 0


def test_a_mail_waits_for_its_time():
    queue_mail(to="anna@example.se", subject="Senare", body="", now=NOW + timedelta(minutes=1))
    assert send_due(now=NOW) == 0
    assert send_due(now=NOW + timedelta(minutes=1)) == 1


def test_a_subject_is_one_line_of_at_most_200_signs():
    queued = queue_mail(to="anna@example.se", subject="Hej\r\nBcc: alla@example.se " + "x" * 300, body="", now=NOW)
    assert queued.subject.startswith("Hej Bcc: alla@example.se xxx")
    assert (len(queued.subject), "\n" in queued.subject) == (200, False)


def test_a_failure_is_noted_without_the_address_and_tried_again_later(settings):
    break_server(settings)
    queued = queue()
    assert send_due(now=NOW) == 0
    queued.refresh_from_db()
    assert (queued.last_error, queued.attempts, queued.sent_at) == ("SMTPResponseException 550", 1, None)
    assert queued.next_attempt_at == NOW + timedelta(minutes=2)


def test_one_address_that_fails_does_not_stop_the_others(settings):
    settings.EMAIL_BACKEND = "tests.core.test_outbox.DeafToAnna"
    queue()
    queue("bo@example.se")
    assert send_due(now=NOW) == 1
    assert [message.to for message in mail.outbox] == [["bo@example.se"]]


class DeafToAnna(BaseEmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["anna@example.se"]:
            raise OSError(111, "refused")
        mail.outbox.extend(messages)
        return len(messages)


def test_it_gives_up_after_eight_attempts(settings):
    break_server(settings)
    queued = queue()
    moment = NOW
    for _attempt in range(MAX_ATTEMPTS + 2):
        send_due(now=moment)
        moment += timedelta(days=1)
    queued.refresh_from_db()
    assert (queued.attempts, queued.gave_up_at) == (8, NOW + timedelta(days=7))


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 2), (2, 4), (3, 8), (7, 128)])
def test_the_pause_doubles(attempts, minutes):
    assert pause_after(attempts) == timedelta(minutes=minutes)


def test_a_process_that_died_while_sending_leaves_the_mail_to_the_next_after_ten_minutes():
    queued = queue()
    OutgoingMail.objects.filter(pk=queued.pk).update(attempts=1, next_attempt_at=NOW + timedelta(minutes=10))
    assert send_due(now=NOW + timedelta(minutes=9)) == 0
    assert send_due(now=NOW + timedelta(minutes=10)) == 1


def test_of_two_who_saw_the_same_mail_only_one_sends_it():
    seen_twice = OutgoingMail.objects.get(pk=queue().pk), OutgoingMail.objects.get()
    assert [outbox._claim(mail, NOW) for mail in seen_twice] == [True, False]


def test_the_message_id_is_the_same_at_every_attempt_so_a_mailbox_knows_a_double():
    queued = queue()
    send_due(now=NOW)
    OutgoingMail.objects.filter(pk=queued.pk).update(sent_at=None, next_attempt_at=NOW)
    send_due(now=NOW)
    first, second = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert first == second


def test_old_mail_is_forgotten_and_waiting_mail_is_not():
    old, waiting = queue(), queue()
    OutgoingMail.objects.update(created_at=NOW - KEPT - timedelta(days=1))
    OutgoingMail.objects.filter(pk=old.pk).update(sent_at=NOW)
    assert forget_old_mail(now=NOW) == 1
    assert OutgoingMail.objects.get() == waiting
