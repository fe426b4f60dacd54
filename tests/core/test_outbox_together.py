"""Many senders at once: every mail leaves, and none leaves twice."""

from email import message_from_string

import pytest
from django.utils import timezone

from samhandling.core.models import OutgoingMail
from samhandling.core.outbox import queue_mail
from tests.processes import run_together

MAILS = 120


@pytest.mark.django_db(transaction=True)
def test_four_processes_at_once_send_every_mail_exactly_once(tmp_path):
    for number in range(MAILS):
        queue_mail(to=f"person{number}@example.se", subject="Hej", body="Text", now=timezone.now())
    outputs = run_together([["tick"]] * 4, EMAIL_URL=f"filemail:///{tmp_path}")
    sent = [int(line.split()[0]) for line in outputs]
    letters = [letter for path in tmp_path.iterdir() for letter in path.read_text().split("-" * 79) if letter.strip()]
    receivers = [message_from_string(letter.strip())["To"] for letter in letters]
    assert sorted(receivers) == sorted(f"person{number}@example.se" for number in range(MAILS))
    assert sum(sent) == MAILS
    assert OutgoingMail.objects.filter(attempts=1).exclude(sent_at=None).count() == MAILS
