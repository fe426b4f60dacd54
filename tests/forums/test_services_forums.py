"""Forums, their composition and seats: set up, changed, ended."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from samhandling.core.history import Change, read
from samhandling.core.models import Event
from samhandling.documents.enums import Openness
from samhandling.forums.domain.composition import Rule
from samhandling.forums.enums import AccessMode, Refusal, RuleKind, SeatKind
from samhandling.forums.models import Appointment, Forum, ForumType, Seat
from samhandling.forums.selectors.composition import composition_of
from samhandling.forums.selectors.seat_lines import seat_lines
from samhandling.forums.services.access import add_secretary, remove_secretary
from samhandling.forums.services.composition import create_seats, set_composition
from samhandling.forums.services.forums import change_forum, create_forum, end_forum, prolong_forum, set_last_day
from samhandling.forums.services.seats import abolish_seat, add_seat, change_seat, move_seat_up, remove_seat
from samhandling.forums.services.types import load_forum_types
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import mark
from tests.factories.forums import (
    FIRST_DAY,
    LAST_DAY,
    make_appointment,
    make_forum,
    make_forum_type,
    make_paper,
    make_seat,
    make_secretary,
)
from tests.factories.organisations import (
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
    make_region,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TWO_FROM_EACH = Rule(1, RuleKind.PER_PARTY, 2, party_role="municipality")


@pytest.fixture
def county():
    """A region and fifteen municipalities, and the one who coordinates them."""
    collaboration = make_collaboration()
    make_region(collaboration=collaboration)
    for number in range(15):
        make_municipality(f"Kommun {number:02}", f"24{number:02}", collaboration=collaboration)
    return collaboration, make_coordinator(collaboration)


def forum_of(collaboration, rules, name="Primärkommunala delegationen", **kw):
    forum = make_forum(collaboration, name=name, **kw)
    coordinator = make_coordinator(collaboration)
    set_composition(actor=coordinator, forum=forum, rules=rules)
    return forum


def refusal_of(act, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(**kwargs)
    return broken.value.reason


def test_the_shipped_types_load_any_number_of_times():
    load_forum_types()
    load_forum_types()

    assert list(ForumType.objects.order_by("position").values_list("key", "standing", "decides")) == [
        ("delegation", "appointed", False),
        ("committee", "appointed", False),
        ("preparatory_committee", "formal", False),
        ("board", "formal", True),
        ("consultation", "consultation", False),
        ("officer_network", "officers", False),
        ("council", "appointed", False),
        ("working_group", "officers", False),
    ]


def test_only_the_coordinator_sets_up_a_forum(county):
    collaboration, coordinator = county
    fields = {"type": make_forum_type(), "name": "PKD", "starts_on": FIRST_DAY}

    made = create_forum(actor=coordinator, collaboration=collaboration, **fields)
    with pytest.raises(PermissionDenied):
        create_forum(actor=make_user(), collaboration=collaboration, **fields)

    assert Forum.objects.get() == made
    assert list(Event.objects.values_list("verb", "object_id")) == [("forum.set_up", made.pk)]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (lambda _: {"ends_on": date(2022, 12, 31)}, Refusal.END_BEFORE_START),
        (lambda _: {"parent": make_forum()}, Refusal.FROM_ELSEWHERE),
        (lambda _: {"owner": make_organisation(collaboration=make_collaboration())}, Refusal.FROM_ELSEWHERE),
        (lambda _: {"type": make_forum_type("own", collaboration=make_collaboration())}, Refusal.FROM_ELSEWHERE),
    ],
)
def test_what_a_forum_is_made_of_belongs_to_its_collaboration(county, fields, reason):
    collaboration, coordinator = county
    more = {"type": make_forum_type(), "name": "PKD", "starts_on": FIRST_DAY} | fields(collaboration)

    assert refusal_of(create_forum, actor=coordinator, collaboration=collaboration, **more) is reason


def test_a_forum_does_not_belong_to_a_forum_below_it(county):
    collaboration, coordinator = county
    top = make_forum(collaboration)
    middle = make_forum(collaboration, parent=top)
    low = make_forum(collaboration, parent=middle)

    assert refusal_of(change_forum, actor=coordinator, forum=top, now=NOW, parent=low) is Refusal.PARENT_BELOW_ITSELF
    assert change_forum(actor=coordinator, forum=low, now=NOW, parent=top).parent == top


def test_thirty_seats_follow_from_two_from_each_of_fifteen(county):
    collaboration, coordinator = county
    pkd = forum_of(collaboration, [TWO_FROM_EACH])

    made = create_seats(actor=coordinator, forum=pkd, starts_on=FIRST_DAY)

    assert len(made) == 30
    assert [seat.number for seat in made] == list(range(1, 31))
    assert len({seat.organisation_id for seat in made}) == 15
    assert composition_of(pkd, seat_lines(pkd.pk, FIRST_DAY), FIRST_DAY).findings == []
    assert refusal_of(create_seats, actor=coordinator, forum=pkd, starts_on=FIRST_DAY) is Refusal.NOTHING_TO_CREATE


def test_only_the_missing_seats_are_made(county):
    collaboration, coordinator = county
    pkd = forum_of(collaboration, [TWO_FROM_EACH])
    there = create_seats(actor=coordinator, forum=pkd, starts_on=FIRST_DAY)
    remove_seat(actor=coordinator, seat=there[4])

    made = create_seats(actor=coordinator, forum=pkd, starts_on=FIRST_DAY)

    assert [(seat.organisation_id, seat.number) for seat in made] == [(there[4].organisation_id, 31)]


def test_seven_and_seven_are_chosen_among_the_delegation(county):
    collaboration, coordinator = county
    pkd = forum_of(collaboration, [TWO_FROM_EACH])
    committee = make_forum(collaboration, name="Arbetsutskottet", parent=pkd)
    set_composition(actor=coordinator, forum=committee, rules=[Rule(1, RuleKind.FROM_FORUM, 7, 7, source_forum=pkd.pk)])

    made = create_seats(actor=coordinator, forum=committee, starts_on=FIRST_DAY)

    assert [seat.kind for seat in made] == [SeatKind.ORDINARY] * 7 + [SeatKind.DEPUTY] * 7
    assert [seat.number for seat in made] == [*range(1, 8), *range(1, 8)]


def test_nothing_is_made_while_the_number_is_not_decided(county):
    collaboration, coordinator = county
    dsh = forum_of(collaboration, [Rule(1, RuleKind.UNDECIDED)])

    assert refusal_of(create_seats, actor=coordinator, forum=dsh, starts_on=FIRST_DAY) is Refusal.NOT_DECIDED


def test_seven_are_not_chosen_among_five(county):
    collaboration, coordinator = county
    five = forum_of(collaboration, [Rule(1, RuleKind.FREE, 5)], name="De fem")
    seven = make_forum(collaboration, name="De sju")

    reason = refusal_of(
        set_composition,
        actor=coordinator,
        forum=seven,
        rules=[Rule(1, RuleKind.FROM_FORUM, 7, source_forum=five.pk)],
    )

    assert reason is Refusal.TOO_FEW_TO_CHOOSE_AMONG
    assert seven.composition.count() == 0


def test_a_forum_does_not_shrink_below_what_is_chosen_from_it(county):
    collaboration, coordinator = county
    source = forum_of(collaboration, [Rule(1, RuleKind.FREE, 9)], name="Källan")
    forum_of(collaboration, [Rule(1, RuleKind.FROM_FORUM, 7, source_forum=source.pk)], name="De valda")

    reason = refusal_of(set_composition, actor=coordinator, forum=source, rules=[Rule(1, RuleKind.FREE, 6)])

    assert reason is Refusal.TOO_FEW_TO_CHOOSE_AMONG
    assert source.composition.get().count == 9


def test_forums_do_not_choose_from_each_other_in_a_circle(county):
    collaboration, coordinator = county
    first = make_forum(collaboration, name="Första")
    second = forum_of(collaboration, [Rule(1, RuleKind.FROM_FORUM, 1, source_forum=first.pk)], name="Andra")
    third = forum_of(collaboration, [Rule(1, RuleKind.FROM_FORUM, 1, source_forum=second.pk)], name="Tredje")

    with pytest.raises(RuleBroken) as broken:
        set_composition(actor=coordinator, forum=first, rules=[Rule(1, RuleKind.FROM_FORUM, 1, source_forum=third.pk)])

    assert broken.value.reason is Refusal.CHOSEN_IN_A_CIRCLE
    assert broken.value.detail == "Första → Tredje → Andra → Första."


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (lambda: Rule(1, RuleKind.PER_PARTY, 2, party_role="other"), Refusal.NO_PARTIES),
        (lambda: Rule(1, RuleKind.FREE, 100_000), Refusal.COUNT_TOO_LARGE),
        (lambda: Rule(1, RuleKind.FROM_FORUM, 2, source_forum=make_forum(seats=5).pk), Refusal.FROM_ELSEWHERE),
        (
            lambda: Rule(
                1,
                RuleKind.FROM_ORGANISATION,
                2,
                source_organisation=make_organisation(collaboration=make_collaboration()).pk,
            ),
            Refusal.FROM_ELSEWHERE,
        ),
    ],
)
def test_an_impossible_rule_is_refused_and_nothing_is_saved(county, rule, reason):
    collaboration, coordinator = county
    forum = make_forum(collaboration)

    assert refusal_of(set_composition, actor=coordinator, forum=forum, rules=[rule()]) is reason
    assert forum.composition.count() == 0


def test_seats_keep_the_rule_they_were_made_by_when_the_rule_changes(county):
    collaboration, coordinator = county
    forum = forum_of(collaboration, [Rule(1, RuleKind.FREE, 3)])
    create_seats(actor=coordinator, forum=forum, starts_on=FIRST_DAY)

    set_composition(actor=coordinator, forum=forum, rules=[Rule(1, RuleKind.FREE, 4)])

    assert {seat.rule_id for seat in forum.seats.all()} == {forum.composition.get().pk}


def test_a_member_of_the_committee_who_left_the_delegation_is_found(county):
    collaboration, coordinator = county
    pkd = forum_of(collaboration, [TWO_FROM_EACH], abbreviation="PKD")
    create_seats(actor=coordinator, forum=pkd, starts_on=FIRST_DAY)
    committee = forum_of(collaboration, [Rule(1, RuleKind.FROM_FORUM, 1, source_forum=pkd.pk)], name="Arbetsutskottet")
    create_seats(actor=coordinator, forum=committee, starts_on=FIRST_DAY)
    member = make_appointment(pkd.seats.first(), ends_on=date(2024, 12, 31)).person
    make_appointment(committee.seats.get(), member)

    def findings(on):
        return [found.sentence for found in composition_of(committee, seat_lines(committee.pk, on), on).findings]

    assert findings(date(2024, 12, 31)) == []
    assert findings(date(2025, 1, 1)) == [f"{member} sitter här men är inte ledamot i PKD den dagen."]


def test_everything_that_hangs_on_a_forum_ends_with_it():
    forum = make_forum(seats=2)
    first, second = forum.seats.all()
    running = make_appointment(first)
    past = make_appointment(second, ends_on=date(2023, 12, 31))

    end_forum(actor=make_coordinator(forum.collaboration), forum=forum, ends_on=date(2025, 6, 30))

    for row in (running, past, first, second, forum):
        row.refresh_from_db()
    assert (running.ends_on, past.ends_on, first.ends_on, second.ends_on, forum.ends_on) == (
        date(2025, 6, 30),
        date(2023, 12, 31),
        date(2025, 6, 30),
        date(2025, 6, 30),
        date(2025, 6, 30),
    )
    assert Event.objects.get().after == {"ends_on": "2025-06-30", "ended_appointments": 1}


def test_a_forum_does_not_end_before_those_below_it_or_what_is_yet_to_begin():
    forum = make_forum(seats=1)
    coordinator = make_coordinator(forum.collaboration)
    below = make_forum(forum.collaboration, name="Nedanför", parent=forum)

    with pytest.raises(RuleBroken) as broken:
        end_forum(actor=coordinator, forum=forum, ends_on=LAST_DAY)
    assert (broken.value.reason, broken.value.detail) == (Refusal.FORUMS_BELOW, "Nedanför.")

    end_forum(actor=coordinator, forum=below, ends_on=LAST_DAY)
    make_appointment(forum.seats.get(), starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    assert refusal_of(end_forum, actor=coordinator, forum=forum, ends_on=LAST_DAY) is Refusal.BEGINS_LATER
    assert refusal_of(end_forum, actor=coordinator, forum=forum, ends_on=date(2022, 1, 1)) is Refusal.END_BEFORE_START


def test_a_forum_ends_whatever_is_yet_to_begin_in_another():
    forum = make_forum()
    coordinator = make_coordinator(forum.collaboration)
    other = make_seat(make_forum(forum.collaboration, name="Det andra"), starts_on=date(2026, 1, 1))
    make_appointment(other, starts_on=date(2026, 1, 1))
    assert end_forum(actor=coordinator, forum=forum, ends_on=date(2025, 6, 30)).ends_on == date(2025, 6, 30)
    assert Seat.objects.get(pk=other.pk).ends_on is None


def test_a_new_last_day_ends_the_forum_or_lets_it_go_on():
    forum = make_forum(ends_on=date(2025, 6, 30))
    coordinator = make_coordinator(forum.collaboration)
    days = [date(2025, 12, 31), date(2025, 3, 31), None, date(2026, 1, 31)]
    ended = [forum]
    for day in days:
        ended.append(set_last_day(actor=coordinator, forum=ended[-1], ends_on=day, reason="Prövat"))
    assert [one.ends_on for one in ended[1:]] == days
    events = Event.objects.order_by("pk").values_list("verb", "reason")
    assert list(events) == [(f"forum.{verb}", "Prövat") for verb in ("prolonged", "ended", "prolonged", "ended")]


def test_a_pilot_that_goes_on_takes_its_seats_along():
    forum = make_forum(ends_on=LAST_DAY)
    coordinator = make_coordinator(forum.collaboration)
    seat = add_seat(actor=coordinator, forum=forum, starts_on=FIRST_DAY)
    short = make_seat(forum, ends_on=date(2024, 1, 1))

    prolong_forum(actor=coordinator, forum=forum, ends_on=None)

    for row in (forum, seat, short):
        row.refresh_from_db()
    assert (forum.ends_on, seat.ends_on, short.ends_on) == (None, None, date(2024, 1, 1))


def test_the_history_of_openness_is_told_in_words():
    forum = make_forum()

    change_forum(actor=make_coordinator(forum.collaboration), forum=forum, now=NOW, access=AccessMode.CLOSED)

    event = Event.objects.get()
    assert (event.before, event.after) == ({"access": "transparent"}, {"access": "closed"})
    openness = Change(
        "Öppenhet",
        "transparent: alla i samverkan läser handlingarna",
        "slutet: bara de som sitter där läser handlingarna",
    )
    assert read([event])[0].changes == [openness]
    with translation.override("en"):
        assert read([event])[0].changes[0].after == "closed: only members can read the papers"


def test_papers_written_behind_closed_doors_are_opened_by_the_secretary_only():
    forum = make_forum(access=AccessMode.CLOSED)
    coordinator = make_coordinator(forum.collaboration)
    plain, secret = make_paper(forum).document, make_paper(forum, "Hemligt").document
    mark(secret)
    both = give_role(make_secretary(forum), forum.collaboration, Role.COORDINATOR)

    reason = refusal_of(change_forum, actor=coordinator, forum=forum, now=NOW, access=AccessMode.OPEN)

    assert reason is Refusal.CLOSED_PAPERS
    assert change_forum(actor=both, forum=forum, now=NOW, access=AccessMode.OPEN).access == AccessMode.OPEN
    plain.refresh_from_db()
    secret.refresh_from_db()
    assert (plain.openness, plain.published_at, plain.published_by) == (Openness.PUBLIC, NOW, both)
    assert (secret.openness, secret.published_at) == (Openness.SHARED, None)


def test_a_seat_is_added_last_among_its_kind_and_within_the_forums_life():
    forum = make_forum(seats=2, ends_on=LAST_DAY)
    coordinator = make_coordinator(forum.collaboration)

    seat = add_seat(actor=coordinator, forum=forum, starts_on=FIRST_DAY)
    deputy = add_seat(actor=coordinator, forum=forum, starts_on=FIRST_DAY, kind=SeatKind.DEPUTY)

    assert (seat.number, seat.ends_on, deputy.number) == (3, LAST_DAY, 1)
    assert refusal_of(add_seat, actor=coordinator, forum=forum, starts_on=date(2022, 1, 1)) is Refusal.OUTSIDE_FORUM
    assert (
        refusal_of(
            add_seat,
            actor=coordinator,
            forum=forum,
            starts_on=FIRST_DAY,
            organisation=make_organisation(collaboration=make_collaboration()),
        )
        is Refusal.FROM_ELSEWHERE
    )


def test_substitutes_change_places():
    forum = make_forum()
    first, second, third = (make_seat(forum, kind=SeatKind.DEPUTY) for _ in range(3))
    coordinator = make_coordinator(forum.collaboration)

    move_seat_up(actor=coordinator, seat=third)
    move_seat_up(actor=coordinator, seat=first)

    assert list(forum.seats.order_by("number")) == [first, third, second]
    assert list(forum.seats.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_seat_is_abolished_when_nobody_sits_there_longer():
    appointment = make_appointment(ends_on=date(2025, 12, 31))
    seat = appointment.seat
    coordinator = make_coordinator(seat.forum.collaboration)

    with pytest.raises(RuleBroken) as broken:
        abolish_seat(actor=coordinator, seat=seat, ends_on=date(2025, 12, 30))
    abolish_seat(actor=coordinator, seat=seat, ends_on=date(2025, 12, 31))

    seat.refresh_from_db()
    assert broken.value.reason is Refusal.SEAT_HELD
    assert broken.value.detail == f"{appointment.person}, 1 januari 2023–31 december 2025."
    assert seat.ends_on == date(2025, 12, 31)


def test_a_seat_with_a_history_is_not_removed():
    appointment = make_appointment(ends_on=date(2023, 2, 1))
    coordinator = make_coordinator(appointment.seat.forum.collaboration)

    assert refusal_of(remove_seat, actor=coordinator, seat=appointment.seat) is Refusal.SEAT_HAS_HISTORY
    assert (Seat.objects.count(), Appointment.objects.count()) == (1, 1)


def test_the_party_of_a_seat_is_put_right():
    seat = make_seat()
    coordinator = make_coordinator(seat.forum.collaboration)

    change_seat(actor=coordinator, seat=seat, organisation=make_municipality())

    event = Event.objects.get()
    assert (event.verb, event.before, event.after) == (
        "seat.changed",
        {"organisation": None},
        {"organisation": "Umeå", "seat": "ledamot 1"},
    )


def test_somebody_invited_may_be_secretary_before_they_answer():
    forum = make_forum()
    coordinator = make_coordinator(forum.collaboration)
    invited = give_role(make_user(is_active=False), forum.collaboration, Role.READER)

    access = add_secretary(actor=coordinator, forum=forum, user=invited)

    assert (access.user, access.forum) == (invited, forum)


def test_a_secretary_has_access_to_the_collaboration_first():
    forum = make_forum()
    coordinator = make_coordinator(forum.collaboration)
    reader = give_role(make_user(), forum.collaboration, Role.READER)

    assert refusal_of(add_secretary, actor=coordinator, forum=forum, user=make_user()) is Refusal.NOT_A_MEMBER
    access = add_secretary(actor=coordinator, forum=forum, user=reader)
    add_secretary(actor=coordinator, forum=forum, user=reader)
    person = make_person(collaboration=forum.collaboration, user=reader)
    remove_secretary(actor=coordinator, access=access)

    assert list(Event.objects.order_by("pk").values_list("verb", "person_id")) == [
        ("secretary.user_added", None),
        ("secretary.removed", person.pk),
    ]
    assert forum.secretaries.count() == 0
