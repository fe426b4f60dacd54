"""Each fault that is laid in past the application is found, by its name and place; a sound county is silent."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from samhandling.accounts.models import ApiToken, Session, User
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Clause, ClauseVersion, Party
from samhandling.core.append_only import install_guards, lift_guards
from samhandling.core.audit import record
from samhandling.core.files import store_file
from samhandling.core.heartbeats import TICK, beat
from samhandling.core.models import Event, EventSeal, OutgoingMail
from samhandling.core.outbox import queue_mail
from samhandling.core.seals import seal_events
from samhandling.demo.services.loading import load_demo
from samhandling.documents.enums import DisposalState, Openness
from samhandling.documents.models import Document
from samhandling.forums.enums import Office
from samhandling.forums.models import Appointment, Forum, PresidiumTerm
from samhandling.opendata.models import CalendarFeed
from samhandling.organisations.enums import ImportState
from samhandling.organisations.models import ImportRun, Organisation, Person
from samhandling.organisations.services.merging import empty_person
from tests.factories.accounts import make_token, make_user
from tests.factories.agreements import make_agreement, make_clause, make_party
from tests.factories.documents import (
    dispose,
    make_disposal,
    make_document,
    make_kept,
    mark,
    publish,
    share,
)
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.opendata import make_feed
from tests.factories.organisations import make_collaboration, make_organisation, make_person
from tests.operations.looking import findings, found

pytestmark = pytest.mark.django_db
READING = {"SELECT", "PRAGMA", "DECLARE", "SAVEPOINT", "RELEASE"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(content=b"ett"):
    return store_file(upload=SimpleUploadedFile("ett.txt", content), user=make_user())


def test_a_sound_county_is_silent_and_the_newest_seal_is_told(capsys):
    call_command("setup")
    load_demo(today=date(2026, 11, 22))
    stored()
    call_command("tick")
    capsys.readouterr()
    call_command("check_database")
    seal, tick, backup, verdict = capsys.readouterr().out.splitlines()
    assert seal == f"Newest seal: {EventSeal.objects.get().digest}"
    assert (tick.startswith("Last tick: "), backup) == (True, "Last backup: never")
    assert verdict == "The database and the files are as they should be."


def test_findings_are_told_as_sentences_and_by_the_exit_code(capsys):
    stored_file = stored()
    Path(stored_file.content.path).unlink()
    with pytest.raises(CommandError, match=r"^Findings: 1\.$"):
        call_command("check_database")
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"core.storedfile {stored_file.pk}: [core.files] The file {stored_file.content.name} is not on the disk."
        " Restore it from a backup, to the same name."
    )


def test_checking_changes_nothing_and_asks_little(django_assert_max_num_queries):
    make_forum(seats=3)
    make_clause()
    a_few_for_each_table = 7 * len(apps.get_models())
    with django_assert_max_num_queries(a_few_for_each_table) as asked:
        findings()
    assert [query["sql"] for query in asked if query["sql"].split()[0] not in READING] == []


# --- core ----------------------------------------------------------------------------------------


def test_a_missing_migration_is_found_before_anything_else_is_asked(capsys):
    app, name = MigrationLoader(connection).graph.leaf_nodes("core")[0]
    MigrationRecorder(connection).record_unapplied(app, name)
    with pytest.raises(CommandError, match="Findings: 1"):
        call_command("check_database")
    assert capsys.readouterr().out == (
        f"{app}.{name}: [core.migrations] The database lacks this migration. Run `samhandling setup`.\n"
        "What stands on this was not looked at. Fix it, and check again.\n"
    )


def test_lifted_guards_are_found_and_can_be_put_back():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON core_event"
        cursor.execute(f"DROP TRIGGER core_event_refuses_DELETE{on}")
    assert found() == [("core.guards", "core_event_refuses_delete")]
    call_command("guard_events")
    assert found() == []


def test_a_changed_event_is_found_by_the_seal_over_it():
    user = make_user()
    for _ in range(2):
        record(user, "user.invited", user)
        seal_events(now=timezone.now())
    lift_guards(connection)
    Event.objects.filter(pk=Event.objects.earliest("pk").pk).update(reason="något annat")
    install_guards(connection)
    (finding,) = findings()
    event = Event.objects.earliest("pk").pk
    assert (finding.code, finding.where) == ("core.seals", "core.eventseal 1")
    assert finding.words.startswith(f"The events {event} to {event} or this seal itself are not what they were")


def test_sealing_that_never_gets_its_moment_is_found_while_the_tick_goes_well():
    user = make_user()
    record(user, "user.invited", user)
    in_two_hours = timezone.now() + timedelta(hours=2)

    def codes():
        return [code for code, _where in found(in_two_hours)]

    assert codes() == []  # no tick has run: its own age tells that
    beat(TICK, now=in_two_hours - timedelta(minutes=1))
    assert codes() == ["core.unsealed"]
    seal_events(now=in_two_hours)
    assert codes() == []


def test_events_that_were_cut_off_at_the_end_are_found_by_a_seal_that_was_noted(capsys):
    user = make_user()
    record(user, "user.invited", user)
    seal_events(now=timezone.now())
    noted = EventSeal.objects.get().digest
    call_command("check_database", seal=noted)
    lift_guards(connection)
    Event.objects.all().delete()
    EventSeal.objects.all().delete()
    install_guards(connection)
    call_command("check_database")
    with pytest.raises(CommandError, match="Findings: 1"):
        call_command("check_database", seal=noted)
    assert f"{noted}: [core.seal_gone] This seal is gone" in capsys.readouterr().out


def test_an_event_about_a_row_that_has_never_been_is_found():
    user = make_user()
    user.pk = User.objects.latest("pk").pk + 1000
    record(None, "user.invited", user)
    assert found() == [("core.event_targets", f"accounts.user {user.pk}")]


def test_a_row_that_points_at_nothing_is_found():
    party = make_party(make_agreement(parties=0))
    right, wrong = party.organisation_id, party.organisation_id + 1000
    Party.objects.update(organisation_id=wrong)
    assert found() == [("core.orphans", "agreements_party.organisation_id → organisations_organisation")]
    Party.objects.update(organisation_id=right)
    assert found() == []


def test_a_sequence_that_was_left_behind_is_found():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite gives out numbers beyond the highest by itself")
    make_user(id=User.objects.count() + 100_000_000)
    assert found() == [("core.sequences", "accounts_user")]


def test_a_rule_that_postgresql_has_not_looked_at_is_found():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no such rules")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user ADD CONSTRAINT named CHECK (name <> '') NOT VALID")
    assert found() == [("core.unproved", "named")]


def test_an_index_that_amcheck_finds_wrong_is_found():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite looks through its indexes by itself")
    assert found() == []  # the extension is not there, which is no fault
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION bt_index_check(index regclass, heapallindexed boolean) RETURNS void LANGUAGE plpgsql AS"
            " $$ BEGIN IF index::text = 'accounts_user_pkey' THEN RAISE EXCEPTION 'item order invariant violated'"
            " USING ERRCODE = 'index_corrupted'; END IF; END $$"
        )
    assert found() == [("core.damaged", "accounts_user_pkey")]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.unlink(), "is not on the disk"),
        (lambda path: path.write_bytes(b"ett och ett"), "has 11 bytes and was handed in with 3"),
        (lambda path: path.write_bytes(b"tva"), "is not what was handed in: its checksum differs"),
    ],
)
def test_a_spoiled_file_is_found(spoil, words):
    stored_file = stored()
    assert found() == []
    spoil(Path(stored_file.content.path))
    (finding,) = findings()
    assert (finding.code, finding.where) == ("core.files", f"core.storedfile {stored_file.pk}")
    assert words in finding.words


def test_a_file_that_no_row_tells_of_is_found_when_it_is_a_day_old(folder):
    (folder / "2026").mkdir()
    stray = folder / "2026" / "stray.txt"
    stray.write_text("x")
    assert found() == []
    os.utime(stray, times=(0, 0))
    assert found() == [("core.nobodys_files", "2026/stray.txt")]


def test_a_name_that_is_sorted_by_another_is_found():
    person = make_person()
    Person.objects.filter(pk=person.pk).update(family_name="Öberg")
    assert found() == [("core.stale_keys", f"organisations.person {person.pk}")]


def test_mail_that_does_not_leave_is_found():
    now = timezone.now()
    queue_mail(to="anna@example.se", subject="Hej", body="", now=now)
    assert found() == []
    OutgoingMail.objects.update(created_at=now - timedelta(days=3))
    assert found() == [("core.mail_waits", "core.outgoingmail")]
    OutgoingMail.objects.update(gave_up_at=now)
    assert found() == [("core.mail_gave_up", "core.outgoingmail")]


# --- log-ins -------------------------------------------------------------------------------------


def test_a_token_a_log_in_and_a_key_of_somebody_who_may_not_log_in_are_found(client):
    user = make_user()
    token = make_token(user)
    client.force_login(user)
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert found() == []
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert found() == [
        ("accounts.token_of_nobody", f"accounts.apitoken {token.pk}"),
        ("accounts.log_in_of_nobody", f"accounts.session of accounts.user {user.pk}"),
        ("accounts.key_of_nobody", f"mfa.authenticator {key.pk}"),
    ]
    ApiToken.objects.update(revoked_at=timezone.now())
    key.delete()
    Session.objects.update(user_id=user.pk + 1000)
    assert found() == [("accounts.log_in_of_nobody", f"accounts.session of accounts.user {user.pk + 1000}")]
    Session.objects.all().delete()


# --- the address book ----------------------------------------------------------------------------


def test_an_import_that_nobody_finished_or_timed_is_found():
    run = ImportRun.objects.create(
        collaboration=make_collaboration(), kind="people", file_name="x.csv", rows=[["Anna"]],
        started_by=make_user(),
    )  # fmt: skip
    assert found() == []
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=40))
    assert found() == [("organisations.import_stuck", f"organisations.importrun {run.pk}")]
    ImportRun.objects.update(state=ImportState.APPLIED)
    record(run.started_by, "import.applied", run)
    assert found() == [("organisations.import_without_time", f"organisations.importrun {run.pk}")]


def test_an_erased_person_who_can_still_be_named_or_reached_is_found():
    person = make_person(email="anna@example.se")
    Person.objects.update(erased_at=timezone.now())
    assert found() == [("organisations.not_erased", f"organisations.person {person.pk}")]
    person.contact_points.all().delete()
    assert found() == [("organisations.not_erased", f"organisations.person {person.pk}")]
    empty_person(person)
    assert found() == []


def test_an_organisation_that_takes_part_twice_at_a_time_is_found():
    collaboration, umea = make_collaboration(), make_organisation()
    times = [(None, 2022), (2023, 2024), (2025, None)]
    rows = [
        collaboration.participations.create(
            organisation=umea,
            joined_on=first and date(first, 1, 1),
            left_on=last and date(last, 12, 31),
        )
        for first, last in times
    ]
    assert found() == []
    collaboration.participations.filter(pk=rows[0].pk).update(left_on=date(2023, 1, 1))
    assert found() == [("organisations.times_meet", f"organisations.participation {rows[1].pk}")]


def test_a_chain_of_merged_people_is_found():
    here = make_collaboration()
    first, second, third = (make_person(collaboration=here) for _ in range(3))
    Person.objects.filter(pk=first.pk).update(merged_into=second)
    assert found() == []
    Person.objects.filter(pk=second.pk).update(merged_into=third)
    assert found() == [("organisations.merged_chain", f"organisations.person {first.pk}")]


# --- agreements ----------------------------------------------------------------------------------


def test_an_agreement_in_force_without_a_day_and_one_with_a_day_too_soon_are_found():
    agreement = make_agreement(parties=0)
    Agreement.objects.update(status=Status.IN_FORCE)
    record(None, "agreement.entered", agreement)
    assert found() == [("agreements.not_entered", f"agreements.agreement {agreement.pk}")]
    Agreement.objects.update(status=Status.PROPOSED, entered_on=date(2026, 1, 1))
    record(None, "agreement.proposed", agreement)
    assert found() == [("agreements.entered_too_soon", f"agreements.agreement {agreement.pk}")]


def test_a_party_that_is_there_twice_is_found():
    agreement = make_agreement(parties=2)
    one, two = (party.organisation for party in agreement.parties.order_by("pk"))
    assert found() == []
    Organisation.objects.filter(pk=two.pk).update(merged_into=one)
    where = f"agreements.agreement {agreement.pk}, organisations.organisation {one.pk}"
    assert found() == [("agreements.party_twice", where)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: ClauseVersion.objects.update(text="Parterna avstår."),
        lambda: ClauseVersion.objects.update(heading="Annat"),
        lambda: ClauseVersion.objects.all().delete(),
        lambda: Clause.objects.update(version=2),
    ],
)
def test_a_clause_that_says_something_else_than_its_newest_version_is_found(spoil):
    clause = make_clause()
    assert found() == []
    spoil()
    assert found() == [("agreements.unlike_version", f"agreements.clause {clause.pk}")]


def test_a_clause_that_is_found_by_other_words_is_found():
    clause = make_clause()
    Clause.objects.update(search_key="annat")
    assert found() == [("agreements.stale_keys", f"agreements.clause {clause.pk}")]


# --- forums --------------------------------------------------------------------------------------


def test_two_in_one_seat_are_found_also_when_a_third_lies_between():
    seat = make_seat()
    long = make_appointment(seat, starts_on=date(2023, 1, 1), ends_on=date(2024, 12, 31))
    inside = make_appointment(seat, starts_on=date(2023, 3, 1), ends_on=date(2023, 3, 31))
    late = make_appointment(seat, starts_on=date(2024, 12, 31), ends_on=date(2025, 12, 31))
    make_appointment(seat, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    make_appointment(make_seat(seat.forum), starts_on=date(2023, 1, 1))
    assert found() == [("forums.overlap", f"forums.appointment {number}") for number in (inside.pk, late.pk)]
    assert f"before appointment {long.pk} ends" in findings()[0].words


def test_two_who_chair_at_once_are_found():
    forum = make_forum()
    terms = [
        PresidiumTerm.objects.create(
            forum=forum, person=make_person(collaboration=forum.collaboration), office=office, number=number,
            starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31),
        )
        for office, number in ((Office.CHAIR, 1), (Office.VICE_CHAIR, 1), (Office.VICE_CHAIR, 2), (Office.CHAIR, 1))
    ]  # fmt: skip
    assert found() == [("forums.two_in_office", f"forums.presidiumterm {terms[-1].pk}")]


def test_terms_outside_the_time_of_seat_or_forum_are_found():
    appointment = make_appointment()
    Appointment.objects.update(starts_on=date(2022, 12, 31))
    assert found() == [
        ("forums.outside_seat", f"forums.appointment {appointment.pk}"),
        ("forums.outside_forum", f"forums.appointment {appointment.pk}"),
    ]
    Appointment.objects.update(starts_on=date(2023, 1, 1))
    Forum.objects.update(ends_on=date(2026, 12, 31))
    assert found() == [("forums.outside_forum", f"forums.seat {appointment.seat_id}")]


def test_somebody_who_has_sat_and_whom_no_search_finds_is_found():
    person = make_appointment().person
    assert found() == []
    Person.objects.update(has_public_role=False)
    assert found() == [("forums.unfindable", f"organisations.person {person.pk}")]


# --- documents -----------------------------------------------------------------------------------


def place(document):
    return f"documents.document {document.pk}"


def test_a_document_that_nobody_got_though_it_says_so_is_found_and_a_draft_that_somebody_got():
    document = make_document()
    Document.objects.update(openness=Openness.SHARED)
    assert found() == [("documents.never_let_out", place(document))]
    share(document, make_organisation(collaboration=document.collaboration))
    assert found() == []
    Document.objects.update(openness=Openness.DRAFT)
    assert found() == [("documents.still_a_draft", place(document))]


def test_a_document_that_was_let_out_where_nobody_else_was_is_sound():
    document = make_document(openness=Openness.SHARED)
    record(make_user(), "document.shared", document)
    assert found() == []


def test_a_document_that_is_marked_as_secret_and_public_is_found():
    document = publish(make_document())
    record(None, "document.published", document)
    marking = mark(document)
    assert found() == [("documents.marked_and_public", place(document))]
    marking.lifted_at = timezone.now()
    marking.save()
    assert found() == []


def test_a_disposal_that_left_the_file_is_found_and_a_document_that_went_without_one():
    document = share(make_kept(make_collaboration()), make_organisation())
    decision = {"approved_by": make_user(), "approved_at": timezone.now()}
    disposal = make_disposal(document, state=DisposalState.CARRIED_OUT, **decision)
    record(None, "disposal.carried_out", disposal)
    assert found() == [("documents.still_there", f"documents.disposalline {disposal.lines.get().pk}")]
    dispose(document)
    assert found() == []
    disposal.lines.all().delete()
    assert found() == [("documents.no_decision", place(document))]


def test_versions_that_follow_each_other_in_a_ring_are_found_once_and_a_line_of_them_is_not():
    first = make_document()
    shared = {"collaboration": first.collaboration, "owner": first.owner}
    second, third = (make_document(**shared) for _twice in "12")
    Document.objects.filter(pk=second.pk).update(follows=first)
    Document.objects.filter(pk=third.pk).update(follows=second)
    assert found() == []
    Document.objects.filter(pk=first.pk).update(follows=third)
    alone = make_document(**shared)
    Document.objects.filter(pk=alone.pk).update(follows=alone)
    assert sorted(found()) == [("documents.ring", place(first)), ("documents.ring", place(alone))]


def test_a_document_whose_file_has_no_row_is_found():
    document = make_document()
    right = document.file_id
    Document.objects.update(file_id=right + 1000)
    assert found() == [("core.orphans", "documents_document.file_id → core_storedfile")]
    Document.objects.update(file_id=right)
    assert found() == []


# --- calendars -----------------------------------------------------------------------------------


def test_a_calendar_of_nobody_is_found():
    feed = make_feed(make_user(), make_collaboration())
    assert found() == []
    User.objects.filter(pk=feed.user_id).update(is_active=False)
    assert found() == [("opendata.nobodys_calendar", f"opendata.calendarfeed {feed.pk}")]
    CalendarFeed.objects.update(closed_at=timezone.now())
    assert found() == []
