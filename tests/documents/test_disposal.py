"""Disposal: by a decision, by two, all or nothing, and only once."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samhandling.core.files import forget_discarded
from samhandling.core.models import DiscardedFile, Event, StoredFile
from samhandling.documents.enums import DisposalRefusal, DisposalState, Openness
from samhandling.documents.models import Disposal, Document
from samhandling.documents.selectors.disposal import disposal_page, waiting_disposals
from samhandling.documents.services.disposal import carry_out_disposal, propose_disposal, withdraw_disposal
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.documents import (
    SHARED_AT,
    dispose,
    make_class,
    make_disposal,
    make_document,
    make_kept,
    mark,
)
from tests.factories.organisations import (
    fresh,
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
)
from tests.processes import database_url, try_together

PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DECISION = {"decision_reference": "KS § 12/2026", "decided_on": date(2026, 11, 2)}
PROCESSES = 4


class County:
    """Umeå with two who answer for it, and a neighbour with one."""

    def __init__(self):
        self.collaboration = make_collaboration(is_public=True)
        self.umea = make_municipality(collaboration=self.collaboration)
        self.vannas = make_municipality("Vännäs", "2460", collaboration=self.collaboration)
        self.first, self.second = (self.speaker(self.umea, name) for name in ("Ada Ek", "Bo Al"))
        self.neighbour = self.speaker(self.vannas)

    def speaker(self, organisation, name=""):
        return give_party(make_user(name=name), self.collaboration, organisation)

    def kept(self, **fields):
        return make_kept(self.collaboration, self.umea, **fields)


@pytest.fixture
def county(db):
    return County()


def propose(county, *documents, actor=None, **more):
    return propose_disposal(
        actor=actor or county.first, documents=documents, **DECISION | more, now=SHARED_AT, today=TODAY
    )


def carry_out(actor, disposal):
    return carry_out_disposal(actor=actor, disposal=disposal, now=NOW, today=TODAY)


def broken_by(act, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(*args, **kwargs)
    return broken.value


def address(name, county, *more):
    return reverse(f"documents:{name}", args=[county.collaboration.slug, *more])


@pytest.mark.django_db(transaction=True)
def test_one_proposes_and_another_carries_out_and_only_the_line_is_left():
    county = County()
    documents = [county.kept(title="Hemlig rapport"), county.kept()]
    paths = [Path(document.file.content.path) for document in documents]
    left = county.kept()

    disposal = carry_out(county.second, propose(county, *documents))

    for document in documents:
        document.refresh_from_db()
    assert [(one.file, one.disposed_at, one.title != "") for one in documents] == [(None, NOW, True)] * 2
    assert list(StoredFile.objects.all()) == [left.file]
    assert (disposal.state, disposal.approved_by, disposal.approved_at) == (
        DisposalState.CARRIED_OUT,
        county.second,
        NOW,
    )
    # Nobody reaches the file any more; the disk lets go of it a day later, so that no backup misses it.
    assert forget_discarded(now=timezone.now() + timedelta(days=2)) == 2
    assert [path.exists() for path in paths] == [False, False]


def test_what_went_is_remembered_by_number_and_never_by_title(county):
    documents = [county.kept(title="Hemlig rapport"), county.kept(title="Hemligt svar")]

    disposal = carry_out(county.second, propose(county, *documents))

    numbers = [document.pk for document in documents]
    values = {
        "documents": 2,
        "numbers": numbers,
        "decision": "KS § 12/2026",
        "decided_on": "2026-11-02",
    }
    assert list(Event.objects.order_by("pk").values_list("verb", "object_id", "actor", "on_behalf_of", "after")) == [
        ("disposal.proposed", disposal.pk, county.first.pk, "Umeå", values),
        ("disposal.carried_out", disposal.pk, county.second.pk, "Umeå", values),
        ("document.disposed", numbers[0], county.second.pk, "Umeå", {"disposal": disposal.pk}),
        ("document.disposed", numbers[1], county.second.pk, "Umeå", {"disposal": disposal.pk}),
    ]
    assert "Hemlig" not in str(list(Event.objects.values()))


def test_the_one_who_proposed_never_carries_it_out(county):
    document = county.kept()
    disposal = propose(county, document)

    assert broken_by(carry_out, county.first, disposal).reason is DisposalRefusal.SAME_PERSON
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(
            state=DisposalState.CARRIED_OUT, approved_by=county.first, approved_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(state=DisposalState.CARRIED_OUT)
    document.refresh_from_db()
    assert (document.disposed_at, document.file is None) == (None, False)


def test_only_those_who_answer_for_the_owner_propose_carry_out_and_withdraw(county):
    document = county.kept()
    disposal = make_disposal(document, proposed_by=county.first)

    for stranger in (county.neighbour, make_coordinator(county.collaboration), make_user()):
        with pytest.raises(PermissionDenied):
            propose(county, county.kept(), actor=stranger)
        with pytest.raises(PermissionDenied):
            carry_out(stranger, disposal)
        with pytest.raises(PermissionDenied):
            withdraw_disposal(actor=stranger, disposal=disposal)
    disposal.refresh_from_db()
    assert (disposal.state, Disposal.objects.count()) == (DisposalState.PROPOSED, 1)


def test_who_answers_for_two_organisations_proposes_for_one_at_a_time(county):
    both = give_party(county.first, county.collaboration, county.vannas)
    theirs = make_kept(county.collaboration, county.vannas)

    broken = broken_by(propose, county, county.kept(), theirs, actor=both)

    assert broken.reason is DisposalRefusal.SEVERAL_OWNERS


def test_a_proposal_needs_documents_and_a_decision_that_has_been_taken(county):
    assert broken_by(propose, county).reason is DisposalRefusal.NOTHING_CHOSEN
    ahead = broken_by(propose, county, county.kept(), decided_on=date(2026, 11, 23))
    assert ahead.reason is DisposalRefusal.DECIDED_AHEAD


def test_what_may_not_go_is_told_by_number_and_nothing_is_proposed(county):
    due, early, for_ever = county.kept(), county.kept(retained_from=date(2021, 11, 23)), county.kept(years=None)

    broken = broken_by(propose, county, due, early, for_ever)

    assert (broken.reason, broken.detail) == (
        DisposalRefusal.SOME_MAY_NOT_GO,
        f"handling {early.pk} ska bevaras längre; handling {for_ever.pk} bevaras för alltid.",
    )
    assert (Disposal.objects.count(), Event.objects.count()) == (0, 0)


def test_a_long_list_of_what_may_not_go_is_cut_short(county):
    early = [county.kept(retained_from=date(2026, 1, 1)) for _ in range(12)]

    assert broken_by(propose, county, *early).detail.endswith("; och 2 till.")


def other_class(document):
    document.retention_class = make_class(document.collaboration)
    document.save()


def other_years(document):
    document.retention_class.years = 4
    document.retention_class.save()


def other_start(document):
    document.retained_from = date(2020, 3, 2)
    document.save()


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (other_class, "bevaras enligt ett annat beslut än när gallringen föreslogs"),
        (other_years, "bevaras enligt ett annat beslut än när gallringen föreslogs"),
        (other_start, "bevaras enligt ett annat beslut än när gallringen föreslogs"),
        (mark, "sekretessmarkerades efter att gallringen föreslogs"),
        (dispose, "är redan gallrad"),
    ],
)
def test_what_has_changed_since_it_was_proposed_stops_all_of_it(county, meanwhile, why):
    changed, other = county.kept(), county.kept()
    disposal = propose(county, changed, other)
    meanwhile(changed)

    broken = broken_by(carry_out, county.second, disposal)

    assert (broken.reason, broken.detail) == (DisposalRefusal.SOME_MAY_NOT_GO, f"handling {changed.pk} {why}.")
    other.refresh_from_db()
    disposal.refresh_from_db()
    assert (other.disposed_at, disposal.state) == (None, DisposalState.PROPOSED)
    page = disposal_page(county.second, disposal, TODAY)
    assert [line.fault for line in page.lines] == [why, ""]


def test_what_was_marked_before_may_go_and_its_title_is_hidden_in_the_list(county):
    secret = county.kept(title="Hemlig rapport")
    mark(secret)
    disposal = propose(county, secret)

    carry_out(county.second, disposal)

    disposal.refresh_from_db()
    page = disposal_page(county.first, disposal, TODAY)
    assert [line.title for line in page.lines] == [f"Sekretessmarkerad, handling {secret.pk}"]


def test_a_document_stands_in_one_proposal_and_may_be_proposed_again_when_that_is_withdrawn(county):
    document = county.kept()
    disposal = propose(county, document)

    broken = broken_by(propose, county, document)
    withdraw_disposal(actor=county.first, disposal=disposal)
    again = propose(county, document)

    assert broken.detail == f"handling {document.pk} finns i ett annat gallringsförslag."
    for act in (carry_out, lambda actor, disposal: withdraw_disposal(actor=actor, disposal=disposal)):
        assert broken_by(act, county.second, disposal).reason is DisposalRefusal.WITHDRAWN
    carry_out(county.second, again)
    for act in (carry_out, lambda actor, disposal: withdraw_disposal(actor=actor, disposal=disposal)):
        assert broken_by(act, county.second, again).reason is DisposalRefusal.CARRIED_OUT


def test_it_waits_for_the_others_who_answer_for_the_organisation(county):
    disposal = propose(county, county.kept())

    def waits_for(user):
        return waiting_disposals(fresh(user))

    values = (disposal.pk, disposal.collaboration_id, disposal.collaboration.slug, 1)
    assert [waits_for(user) for user in (county.first, county.second, county.neighbour)] == [[], [values], []]
    carry_out(county.second, disposal)
    assert waits_for(county.second) == []


@pytest.mark.django_db(transaction=True)
def test_of_several_processes_that_carry_it_out_at_once_exactly_one_does():
    county = County()
    documents = [county.kept() for _ in range(3)]
    disposal = propose(county, *documents)
    colleagues = [county.speaker(county.umea) for _ in range(PROCESSES)]
    events = Event.objects.count()

    outcomes = Counter(try_together("tests.documents.disposing", [[disposal.pk, user.pk] for user in colleagues]))

    assert outcomes == {"carried out": 1, "already_carried_out": PROCESSES - 1}
    assert Document.objects.filter(file=None, disposed_at=NOW).count() == 3
    assert Event.objects.count() - events == 4
    assert StoredFile.objects.count() == 0


def _run(code):
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "samhandling.config.settings",
        "SAMHANDLING_LOG_LEVEL": "ERROR",
    }
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    )


# The disposal stops with everything written and nothing committed, until it is killed.
INTERRUPTED = """
import signal, sys
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = {files!r}
from django.db import transaction
from tests.documents.disposing import carry_out_disposal, date, datetime, UTC, Disposal, User
from samhandling.documents.models import Document

with transaction.atomic():
    carry_out_disposal(
        actor=User.objects.get(pk={user}), disposal=Disposal.objects.get(pk={disposal}),
        now=datetime(2026, 11, 22, 9, tzinfo=UTC), today=date(2026, 11, 22),
    )
    print("written", Document.objects.filter(file=None).count(), flush=True)
    signal.pause()
"""


@pytest.mark.django_db(transaction=True)
def test_a_disposal_killed_in_the_middle_has_disposed_of_nothing():
    county = County()
    documents = [county.kept(), county.kept()]
    paths = [Path(document.file.content.path) for document in documents]
    disposal = propose(county, *documents)
    events = Event.objects.count()

    code = INTERRUPTED.format(files=str(settings.MEDIA_ROOT), user=county.second.pk, disposal=disposal.pk)
    with _run(code) as process:
        assert process.stdout.readline() == "written 2\n"
        process.kill()
        assert process.wait(timeout=20) == -9

    disposal.refresh_from_db()
    assert disposal.state == DisposalState.PROPOSED
    assert Document.objects.filter(disposed_at=None, file__isnull=False).count() == 2
    assert [path.exists() for path in paths] == [True, True]
    assert (Event.objects.count(), DiscardedFile.objects.count()) == (events, 0)
    carry_out(county.second, disposal)
    assert DiscardedFile.objects.count() == 2


def test_two_people_meet_on_the_pages(client, county):
    document, early = county.kept(), county.kept(retained_from=date.today())  # noqa: DTZ011  # the page asks today
    client.force_login(county.first)

    page = client.get(address("disposal_new", county)).content.decode()
    sent = {"decision_reference": "KS § 12", "decided_on": "2026-03-02", "documents": [document.pk]}
    answer = client.post(address("disposal_new", county), sent)
    disposal = Disposal.objects.get()
    own = client.get(answer.headers["Location"]).content.decode()
    client.post(address("disposal_carry_out", county, disposal.pk))
    disposal.refresh_from_db()
    refused, still_open = disposal.state, client.get(answer.headers["Location"]).content.decode()
    client.force_login(county.second)
    theirs = client.get(answer.headers["Location"]).content.decode()
    client.post(address("disposal_carry_out", county, disposal.pk))
    disposal.refresh_from_db()

    assert (document.title in page, early.title in page) == (True, False)
    assert "Du föreslog den själv" in own
    assert "Du föreslog den själv" in still_open
    assert "Du föreslog den själv" not in theirs
    assert (refused, disposal.state, disposal.approved_by) == ("proposed", "carried_out", county.second)


def test_a_disposal_is_nobody_elses_affair(client, county):
    disposal = make_disposal(county.kept(), proposed_by=county.first)
    pages = [address("disposal", county, disposal.pk), address("disposal_export", county, disposal.pk, "csv")]

    for user, status in ((county.second, 200), (county.neighbour, 404), (make_coordinator(county.collaboration), 404)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status] * 2
        carried = client.post(address("disposal_carry_out", county, disposal.pk)).status_code if status == 404 else 404
        assert carried == 404


def test_the_list_of_what_went_as_a_table(client, county):
    document = county.kept(title="Rapport", registration_number="KS 1/2020", kind="report")
    disposal = carry_out(county.second, propose(county, document))
    client.force_login(county.first)

    answer = client.get(address("disposal_export", county, disposal.pk, "csv"))

    assert answer.content.decode("utf-8-sig").splitlines()[1].split(";") == [
        str(document.pk),
        "KS 1/2020",
        "Rapport",
        "rapport",
        "2026-03-02",
        document.retention_class.name,
        "Dokumenthanteringsplan 2020",
        "5",
        "2020-03-01",
        "2025-03-01",
        "2026-11-22 10:00+01:00",
        "KS § 12/2026",
        "2026-11-02",
        "Ada Ek",
        "Bo Al",
    ]


def test_working_drafts_are_no_matter_for_disposal(county):
    draft = make_document(
        county.collaboration, county.umea, retention_class=make_class(county.collaboration), retained_from=SHARED_AT
    )

    assert draft.openness == Openness.DRAFT
    assert broken_by(propose, county, draft).detail.endswith("är ett utkast, som du helt enkelt kastar.")
