"""What has just been done is taken back where nobody has been told, and not where something has changed since."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samhandling.agreements.models import GapSetAside
from samhandling.agreements.selectors import open_gaps_of
from samhandling.core.models import Event
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.models import Appointment, LeftVacant, PartyShift, PresidiumTerm
from samhandling.forums.selectors.shift import seats_of_shift
from samhandling.notices.models import Notice
from samhandling.notices.services.mailing import mail_due
from samhandling.organisations.models import CollaborationAccess, OrganisationAccess, Person
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_clause, make_review
from tests.factories.forums import make_forum
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db
# A Wednesday morning so far ahead that everything that waits is due.
AT_WORK = datetime(2099, 9, 2, 9, tzinfo=UTC)
TOO_LATE = "Det har ändrats sedan dess och går inte längre att ångra."


@pytest.fixture
def county():
    return make_collaboration(is_public=True)


@pytest.fixture
def coordinator(county):
    return make_coordinator(county)


@pytest.fixture
def party(county):
    return make_municipality("Malå", "2418", collaboration=county)


@pytest.fixture
def director(county, party):
    return give_party(make_user(), county, party)


def signed_in(answer):
    """What the button beside the message carries."""
    return re.search(r'name="vad" value="([^"]*)"', answer.content.decode())[1]


def undo(client, answer_or_signed):
    signed = answer_or_signed if isinstance(answer_or_signed, str) else signed_in(answer_or_signed)
    return client.post(reverse("ui:undo"), {"vad": signed}, follow=True).content.decode()


# --- Gaps set aside ------------------------------------------------------------------------------


@pytest.fixture
def set_aside(client, county, coordinator):
    draft = make_agreement(county)
    make_review(draft, opens_on=date(2026, 1, 1), due_on=date(2026, 12, 31))
    make_clause(draft, text="Delegationen har X ledamöter.")
    client.force_login(coordinator)
    keys = [gap.key for gap in open_gaps_of(draft, timezone.localdate())]
    assert keys

    def set_aside():
        answers = {"gaps": keys, "often": "own", "own": "Känd"}
        return client.post(reverse("agreements:gaps_aside", args=[county.slug, draft.pk]), answers, follow=True)

    return set_aside


def test_a_gap_set_aside_is_opened_again(client, set_aside):
    answer = set_aside()
    assert GapSetAside.objects.exists()
    assert "Ångrat: " in undo(client, answer)
    assert not GapSetAside.objects.exists()
    assert Event.objects.filter(verb="gap.resumed").exists()
    assert TOO_LATE in undo(client, answer)


def test_whoever_no_longer_may_cannot_undo_either(client, county, coordinator, set_aside):
    answer = set_aside()
    make_coordinator(county)
    CollaborationAccess.objects.filter(user=coordinator).update(role="reader")
    assert "Det går inte längre att ångra" in undo(client, answer)
    assert GapSetAside.objects.exists()


# --- "No more comments" --------------------------------------------------------------------------


@pytest.fixture
def finish(client, county, coordinator):
    draft = make_agreement(county, comments_due_on=timezone.localdate() + timedelta(days=30))
    mine, other = draft.parties.all()[:2]
    user = give_party(make_user(), county, mine.organisation)
    other_user = give_party(make_user(), county, other.organisation)

    def finish(party=mine, by=user):
        client.force_login(by)
        where = {"collaboration": county.slug, "pk": draft.pk, "party": party.pk}
        return client.post(reverse("agreements:comments_finish", kwargs=where), follow=True)

    finish.other, finish.party = lambda: finish(other, other_user), mine
    return finish


def test_no_more_comments_is_taken_back_with_what_it_told_and_nothing_else(client, coordinator, finish):
    finish.other()
    answer = finish()
    assert Notice.objects.filter(user=coordinator, withdrawn_at=None).count() == 2
    assert f"Ångrat: {finish.party} kan lämna fler synpunkter." in undo(client, answer)
    finish.party.refresh_from_db()
    assert finish.party.comments_done_on is None
    assert [one.mail for one in Notice.objects.filter(user=coordinator).order_by("pk")] == ["waiting", "none"]
    assert Notice.objects.filter(user=coordinator, withdrawn_at=None).count() == 1
    assert TOO_LATE in undo(client, answer)


@pytest.mark.parametrize("reached", ["mailed", "read"])
def test_what_has_reached_somebody_stands(client, coordinator, finish, reached):
    answer = finish()
    if reached == "mailed":
        assert mail_due(now=AT_WORK) == 1
    else:
        Notice.objects.filter(user=coordinator).update(read_at=timezone.now())
    assert "Samordnaren har redan fått veta det" in undo(client, answer)
    finish.party.refresh_from_db()
    assert finish.party.comments_done_on is not None
    assert not Event.objects.filter(verb="party.comments_resumed").exists()


# --- The term shift ------------------------------------------------------------------------------


@pytest.fixture
def shift(client, county, party, director):
    make_forum(county, seats=1, organisations=[party])
    client.force_login(director)

    class Shift:
        page = reverse("forums:shift", args=[county.slug, party.pk])
        day = shift_day(timezone.localdate())
        seat = seats_of_shift(director, county, party, day, timezone.localdate())[0]

        def leave_vacant(self, reason="Val i februari"):
            form = client.get(self.page).content.decode()
            name = re.search(r'name="([^"]*)"[^>]*value="vacant"', form)[1]
            prefix = name.rpartition("-")[0]
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
            return client.post(self.page, {**hidden, name: "vacant", f"{prefix}-reason": reason}, follow=True)

        def done(self):
            return client.post(reverse("forums:shift_done", args=[county.slug, party.pk]), follow=True)

    return Shift()


def test_a_seat_left_vacant_is_undecided_again(client, shift):
    answer = shift.leave_vacant()
    assert LeftVacant.objects.count() == 1
    assert "Ångrat: 1 plats är obestämd igen." in undo(client, answer)
    assert not LeftVacant.objects.exists()
    assert Event.objects.filter(verb="seat.undecided").count() == 1
    assert TOO_LATE in undo(client, answer)


def test_what_somebody_else_has_written_since_stays(client, shift):
    answer = shift.leave_vacant()
    LeftVacant.objects.update(reason="Nämnden läggs ned")
    assert TOO_LATE in undo(client, answer)
    assert LeftVacant.objects.get().reason == "Nämnden läggs ned"


def test_done_is_taken_back_and_the_coordinator_not_told(client, coordinator, party, shift):
    shift.leave_vacant()
    answer = shift.done()
    assert Notice.objects.filter(user=coordinator, withdrawn_at=None).count() == 1
    assert "Ångrat: Malå räknas inte längre som klar." in undo(client, answer)
    assert PartyShift.objects.get().done_at is None
    assert not Notice.objects.filter(user=coordinator, withdrawn_at=None).exists()
    assert mail_due(now=AT_WORK) == 0
    assert TOO_LATE in undo(client, answer)


def test_done_that_has_been_told_stands(client, shift, coordinator):
    shift.leave_vacant()
    answer = shift.done()
    mail_due(now=AT_WORK)
    assert "Samordnaren har redan fått veta det" in undo(client, answer)
    assert PartyShift.objects.get().done_at is not None
    OrganisationAccess.objects.all().delete()
    assert "Det går inte längre att ångra" in undo(client, answer)


# --- Appointments --------------------------------------------------------------------------------


@pytest.fixture
def appointed(client, county, party, director):
    seat = make_forum(county, seats=1, organisations=[party]).seats.get()

    def appointed(**person):
        someone = make_person(collaboration=county, organisation=party, given_name="Nils", family_name="Ny", **person)
        client.force_login(director)
        days = {"starts_on": seat.starts_on, "ends_on": date(seat.starts_on.year + 3, 12, 31)}
        where = reverse("forums:appoint", args=[county.slug, seat.pk])
        answer = client.post(where, {"person": someone.pk, **days}, follow=True)
        assert Appointment.objects.count() == 1
        return answer

    return appointed


def test_an_appointment_of_somebody_who_cannot_log_in_is_undone(client, appointed):
    answer = appointed()
    assert "Ångrat: Nils Ny är inte utsedd." in undo(client, answer)
    assert not Appointment.objects.exists()
    event = Event.objects.get(verb="appointment.undone")
    assert (event.on_behalf_of, event.person_id) == ("Malå", Person.objects.get(family_name="Ny").pk)
    assert TOO_LATE in undo(client, answer)


def test_whoever_has_been_told_of_an_appointment_is_not_untold(client, appointed):
    assert "toast-undo" not in appointed(user=make_user()).content.decode()


@pytest.mark.parametrize(
    "since",
    [
        lambda one: Appointment.objects.update(decision_reference="§ 9"),
        lambda one: Person.objects.filter(pk=one.person_id).update(user=make_user()),
        lambda one: PresidiumTerm.objects.create(
            forum=one.seat.forum, person=one.person, office="chair", starts_on=one.starts_on, ends_on=one.ends_on
        ),
    ],
)
def test_an_appointment_that_something_has_happened_to_stands(client, appointed, since):
    answer = appointed()
    since(Appointment.objects.get())
    assert TOO_LATE in undo(client, answer)
    assert Appointment.objects.count() == 1


# --- Notices -------------------------------------------------------------------------------------


def test_all_marked_read_are_unread_again_and_no_others(client, county, director):
    rows = [
        Notice(
            user=director,
            collaboration=county,
            source=f"s{n}",
            kind="news",
            text=f"{n}",
            url="/",
            created_at=AT_WORK,
            read_at=timezone.now() if n == 0 else None,
        )
        for n in range(3)
    ]
    Notice.objects.bulk_create(rows)
    client.force_login(director)
    answer = client.post(reverse("notices:all_read"), follow=True)
    assert "Ångrat: 2 aviseringar är olästa igen." in undo(client, answer)
    assert list(Notice.objects.order_by("pk").values_list("read_at", flat=True))[1:] == [None, None]
    assert Notice.objects.filter(read_at=None).count() == 2
    assert "Det går inte längre att ångra" in undo(client, answer)
