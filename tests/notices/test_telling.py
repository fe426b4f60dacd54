"""A happening becomes one notice for each whom it concerns, in their language, with the act or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from samhandling.agreements.services.agreement import reopen_agreement, take_over_as_proposed
from samhandling.agreements.services.renewal import ask_for_comments
from samhandling.core.audit import event_of, record_many
from samhandling.notices.models import Notice
from samhandling.notices.selectors.who_was_told import who_was_told
from samhandling.notices.services.keeping import forget_old, forget_person, tick
from samhandling.notices.services.telling import tell_due, withdraw
from samhandling.notices.services.wishes import change_wish
from samhandling.organisations.services.access import give_role
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_clause, make_duty
from tests.factories.notices import make_notice
from tests.factories.organisations import give_party, make_collaboration, make_coordinator, make_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def scene():
    """A draft between three parties: one with two people in two languages, one with one, one with nobody."""
    here = make_collaboration()
    coordinator = make_coordinator(here)
    draft = make_agreement(here, parties=3, title="Samverkan i norr")
    make_clause(draft)
    first, second, _third = [party.organisation for party in draft.parties.order_by("pk")]
    readers = [make_user(email="sv@example.se"), make_user(email="en@example.se", language="en")]
    for reader in readers:
        give_party(reader, here, first)
    give_party(readers[0], here, second)
    give_party(make_user(email="borta@example.se", is_active=False), here, second)
    return here, coordinator, draft


def asked(scene):
    _here, coordinator, draft = scene
    return ask_for_comments(actor=coordinator, agreement=draft, due_on=date(2026, 12, 20), today=TODAY)


def test_each_is_told_once_in_their_language_and_for_their_party(scene):
    asked(scene)
    told = {notice.user.email: notice for notice in Notice.objects.all()}
    assert {email: notice.text for email, notice in told.items()} == {
        "sv@example.se": "Lämna synpunkter på utkastet till Samverkan i norr senast den 20 december 2026.",
        "en@example.se": "Comment on the draft of Samverkan i norr by 20 December 2026.",
    }
    draft = scene[2]
    assert {notice.url for notice in told.values()} == {
        f"/samverkan/{draft.collaboration.slug}/overenskommelser/{draft.pk}/synpunkter/"
    }


def test_who_asked_sees_who_was_told_and_how(scene):
    asked(scene)
    change_wish(actor=Notice.objects.get(user__email="en@example.se").user, requests="weekly")
    draft = scene[2]
    organisations = [party.organisation for party in draft.parties.order_by("pk")]
    told = who_was_told(draft, "agreement.comments_asked", organisations)
    assert [party.in_words for party in told.parties] == [
        [(1, "med mejl direkt"), (1, "med mejl, samlat med annat")],
        [],
        [],
    ]
    assert (told.count, told.untold_in_words) == (2, str(organisations[2]))


def test_an_act_that_is_undone_tells_nobody(scene):
    with pytest.raises(RuntimeError), transaction.atomic():
        asked(scene)
        raise RuntimeError("the act failed")
    assert Notice.objects.count() == 0


def test_what_is_asked_again_takes_the_place_of_what_was_asked(scene):
    asked(scene)
    asked(scene)
    assert Notice.objects.filter(withdrawn_at=None).count() == 2
    assert set(Notice.objects.exclude(withdrawn_at=None).values_list("mail", flat=True)) == {"none"}


def test_what_is_taken_back_is_mailed_to_nobody_and_shown_as_such(scene):
    _here, coordinator, draft = scene
    proposed = take_over_as_proposed(actor=coordinator, agreement=draft, proposed_on=TODAY)
    reopen_agreement(actor=coordinator, agreement=proposed, reason="Fel period")
    requests = Notice.objects.filter(kind="request")
    assert [(one.mail, one.withdrawn_at is not None) for one in requests] == [("none", True)] * 2
    assert Notice.objects.filter(kind="news", text__contains="utkast igen", mail="waiting").count() == 1
    organisations = [party.organisation for party in draft.parties.all()]
    assert who_was_told(draft, "agreement.proposed", organisations) is None


def test_a_room_can_withdraw_by_itself_and_twice_is_once(scene):
    draft = asked(scene)
    assert [withdraw(draft, "agreement.comments_asked", now=NOW) for _time in range(2)] == [2, 0]


def test_a_due_day_is_told_at_each_step_and_once(scene):
    _here, _coordinator, draft = scene
    draft.status = "in_force"
    draft.save()
    owner = draft.parties.order_by("pk")[0].organisation
    make_duty(draft, owner=owner, due_on=date(2026, 12, 8))
    days = {day: tell_due(day=date(2026, 11, 30) + timedelta(days=day), now=NOW) for day in (0, 1, 2, 7, 8, 9, 9)}
    assert days == {0: 0, 1: 2, 2: 0, 7: 2, 8: 0, 9: 0}
    assert tell_due(day=date(2026, 12, 23), now=NOW) == 0
    assert [source[-4:] for source in Notice.objects.order_by("pk").values_list("source", flat=True)[::2]] == [
        "08:7", "08:1", "late",
    ]  # fmt: skip


def test_ten_thousand_at_once_take_no_query_for_each(scene, django_assert_max_num_queries):
    here, coordinator, _draft = scene
    users = [make_user() for _number in range(4)]
    events = [event_of(coordinator, "access.reader_given", users[number % 4], collaboration_id=here.pk)
              for number in range(10_000)]  # fmt: skip
    with django_assert_max_num_queries(400):
        record_many(events)
    assert Notice.objects.count() == 10_000


def test_whoever_acts_is_not_told(scene):
    here, coordinator, _draft = scene
    user = make_user()
    give_role(actor=coordinator, collaboration=here, user=user, role="reader")
    assert set(Notice.objects.values_list("user__email", flat=True)) == {user.email}


def test_old_notices_go_and_unread_ones_later(scene):
    here, coordinator, _draft = scene
    make_notice(coordinator, here, read_at=NOW - timedelta(days=91))
    kept = make_notice(coordinator, here, created_at=NOW - timedelta(days=364))
    make_notice(coordinator, here, created_at=NOW - timedelta(days=366))
    forget_old(now=NOW)
    assert list(Notice.objects.all()) == [kept]


def test_whoever_is_erased_leaves_no_notices(scene):
    here, coordinator, _draft = scene
    user = make_user()
    make_notice(user, here)
    change_wish(actor=user, news="never")
    forget_person(coordinator, make_person(collaboration=here, user=user))
    assert (Notice.objects.count(), hasattr(type(user).objects.get(pk=user.pk), "notice_wish")) == (0, False)


def test_the_tick_looks_at_due_days_once_a_day(scene, django_assert_max_num_queries):
    tick(NOW)
    with django_assert_max_num_queries(3):
        tick(NOW + timedelta(minutes=1))
