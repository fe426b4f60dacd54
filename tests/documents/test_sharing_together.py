"""One document shared by many at once."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from samhandling.core.models import Event, OutgoingMail
from samhandling.documents.models import Share
from tests.factories.accounts import make_user
from tests.factories.documents import make_document
from tests.factories.organisations import give_party, make_collaboration, make_organisation
from tests.processes import PROJECT, database_url

PROCESSES = 6
TRY = """
import django
django.setup()
from tests.documents.sharing import main
main({document}, {recipients}, {user})
"""


@pytest.mark.django_db(transaction=True)
def test_of_many_who_share_at_once_each_recipient_has_one_row_and_one_mail():
    here = make_collaboration()
    owner, *others = (make_organisation(collaboration=here, takes_part=True) for _ in range(3))
    document = make_document(here, owner)
    user = give_party(make_user(), here, owner)
    readers = [give_party(make_user(), here, other) for other in others]
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "samhandling.config.settings",
    }

    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                TRY.format(document=document.pk, recipients=[other.pk for other in others], user=user.pk),
            ],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * PROCESSES
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    said = Counter(process.communicate(timeout=60)[0].strip() for process in processes)

    assert said == {"shared with 2": 1, "already_shared": PROCESSES - 1}
    assert sorted(Share.objects.values_list("recipient", flat=True)) == sorted(other.pk for other in others)
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(reader.email for reader in readers)
    assert Event.objects.filter(verb="document.shared").count() == 1
