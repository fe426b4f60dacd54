"""The first day of a term, a forum, an agreement or a participation belongs to it, and so does the last.

Whatever is asked "is it there on this day?" is asked on the four days where an answer can be wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from samhandling.agreements.domain.annexes import Term, is_notice_near
from samhandling.agreements.domain.duties import duty_state, why_not_fulfil
from samhandling.agreements.domain.renewal import why_not_ask, why_not_renew
from samhandling.agreements.domain.reviews import review_state, why_not_record_review
from samhandling.agreements.domain.status import why_not_end, why_not_enter_on, why_not_ratify
from samhandling.agreements.enums import DutyState, ReviewState, Status
from samhandling.agreements.selectors.duties import duties_of
from samhandling.agreements.services.agreement import end_expired_agreements
from samhandling.documents.domain.retention import Kept, keeping_of, last_start_due, why_not_propose
from samhandling.documents.enums import Keeping
from samhandling.finance.domain.steps import lies_outside
from samhandling.finance.selectors.agreement import agreement_now
from samhandling.forums.domain import appointments as terms
from samhandling.forums.domain.terms import is_pressing
from samhandling.forums.enums import AccessMode, MandateStatus, Office
from samhandling.forums.models import Mandate, PresidiumTerm
from samhandling.forums.permissions import can_read_papers, papers_visible_to, seats_held_by
from samhandling.forums.selectors.candidates import holder_on, members_of_forum
from samhandling.forums.selectors.chart import chart_of, strength_in
from samhandling.forums.selectors.composition import parties_of_forum
from samhandling.forums.selectors.forums import ForumPage, forum_page, forum_rows, presidium_on
from samhandling.forums.selectors.mandates import mandates_of
from samhandling.forums.selectors.members import members_table
from samhandling.forums.selectors.papers import organisations_seated, papers_of
from samhandling.forums.selectors.places import offices_on, places_of_party, places_of_person
from samhandling.forums.selectors.seat_lines import SeatLine, seat_lines
from samhandling.forums.selectors.seats import existing, filled_by_forum, seats_on, vacant_on
from samhandling.forums.selectors.terms import ending_between
from samhandling.lib.periods import Period
from samhandling.organisations.domain.rules import why_not_change_from
from samhandling.organisations.selectors.collaborations import participants
from samhandling.organisations.selectors.formerly import facts_then
from samhandling.organisations.services.collaborations import days_of
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_duty
from tests.factories.forums import make_appointment, make_forum, make_paper, make_seat
from tests.factories.organisations import (
    make_collaboration,
    make_coordinator,
    make_organisation,
    make_person,
    take_part,
)

FIRST, LAST = date(2024, 3, 1), date(2024, 6, 30)
DAY = timedelta(days=1)
DAYS = (FIRST - DAY, FIRST, LAST, LAST + DAY)
LONG = {"starts_on": date(2020, 1, 1), "ends_on": date(2030, 12, 31)}
SHORT = {"starts_on": FIRST, "ends_on": LAST}
NOW = date(2026, 1, 1)
BETWEEN, FROM_FIRST, UNTIL_LAST = (False, True, True, False), (False, True, True, True), (True, True, True, False)

Question = Callable[[Any, date], object]


def scene(**subject: Any) -> SimpleNamespace:
    """A closed forum with one seat and somebody in it, all of it there for long but for the one asked about."""
    life = dict.fromkeys(("forum", "seat", "appointment", "office", "agreement"), LONG) | subject
    county = make_collaboration(is_public=True)
    party = make_organisation(collaboration=county)
    participation = take_part(party, county)
    participation.joined_on, participation.left_on = subject.get("participation", (None, None))
    participation.save()
    user = make_user()
    person = make_person(collaboration=county, user=user, organisation=party, family_name="Nu")
    agreement = make_agreement(county, status=Status.IN_FORCE, **life["agreement"])
    forum = make_forum(county, access=AccessMode.CLOSED, **life["forum"])
    seat = make_seat(forum, **life["seat"])
    appointment = make_appointment(seat, person, **life["appointment"])
    office = PresidiumTerm.objects.create(forum=forum, person=person, office=Office.CHAIR, **life["office"])
    return SimpleNamespace(**{name: thing for name, thing in locals().items() if name not in {"subject", "life"}})


def sits(things: Any) -> bool:
    return any(one.appointment for one in things)


VISITOR = AnonymousUser()
# The same question of a seat, of its forum and of who sits there: whether somebody does on the day.
FILLED: dict[str, Question] = {
    "seats_on": lambda s, day: sits(seats_on(s.forum, day)),
    "seat_lines": lambda s, day: any(one.sitter for one in seat_lines(s.forum.pk, day)),
    "filled_by_forum": lambda s, day: filled_by_forum([s.forum.pk], day).get(s.forum.pk, (0, 0))[0],
    "members_table": lambda s, day: any("Nu" in row for row in members_table(VISITOR, s.county, day).rows),
    "chart_of": lambda s, day: (chart := chart_of(VISITOR, s.county, day)).seats > chart.vacant,
    "strength_in": lambda s, day: strength_in(VISITOR, s.county, day)[1].filled,
    "forum_rows": lambda s, day: any(row.members.filled for row in forum_rows(VISITOR, s.county, day)),
    "organisations_seated": lambda s, day: organisations_seated(s.forum, day),
}
OF_APPOINTMENT: dict[str, Question] = FILLED | {
    "holder_on": lambda s, day: holder_on(s.seat, day),
    "members_of_forum": lambda s, day: members_of_forum(s.forum, day),
    "vacant_on": lambda s, day: not vacant_on(s.forum.seats.all(), day),
    "places_of_person": lambda s, day: places_of_person(VISITOR, s.person, day).running,
    "neither coming nor ended": lambda s, day: (
        not (there := places_of_person(VISITOR, s.person, day)).coming and not there.ended
    ),
    "places_of_party": lambda s, day: places_of_party(VISITOR, s.county, s.party, day).chosen,
    "seats_held_by": lambda s, day: seats_held_by(s.user, day),
    "can_read_papers": lambda s, day: can_read_papers(s.user, s.forum, day),
    "papers_visible_to": lambda s, day: (make_paper(s.forum), papers_visible_to(s.user, day).exists())[1],
    "ending_between": lambda s, day: ending_between(s.seat.appointments.all(), day, LAST),
}


def _members_of(page: ForumPage) -> list[SeatLine]:
    """Those of the day itself: outside the forum's life its page tells of its first day or its last, and says so."""
    return [] if page.is_coming or page.is_over else page.members


OF_SEAT = FILLED | {
    "existing": lambda s, day: existing(s.forum.seats.all(), day),
    "forum_page": lambda s, day: _members_of(forum_page(VISITOR, s.forum, day)),
}
OF_FORUM = OF_SEAT | {"forum_rows": lambda s, day: forum_rows(VISITOR, s.county, day)}
OF_OFFICE: dict[str, Question] = {
    "presidium_on": lambda s, day: presidium_on(s.forum, day),
    "offices_on": lambda s, day: offices_on(PresidiumTerm.objects.all(), day),
}
OF_PARTICIPATION: dict[str, Question] = {
    "participants": lambda s, day: s.party in participants(s.county, day),
    "parties_of_forum": lambda s, day: s.party.pk in {one.organisation for one in parties_of_forum(s.forum, day)},
    "days_of": lambda s, day: day in days_of(s.participation),
}
LIVES = [
    pytest.param(*case, id=f"{case[0]}: {case[1]}")
    for subject, questions, life in (
        ("appointment", OF_APPOINTMENT, SHORT),
        ("seat", OF_SEAT, SHORT),
        ("forum", OF_FORUM, SHORT),
        ("office", OF_OFFICE, SHORT),
        ("participation", OF_PARTICIPATION, (FIRST, LAST)),
    )
    for case in ((subject, name, life, ask) for name, ask in questions.items())
]


@pytest.mark.django_db
@pytest.mark.parametrize(("subject", "name", "life", "ask"), LIVES)
def test_it_is_there_from_its_first_day_to_its_last(subject: str, name: str, life: Any, ask: Question):
    there = scene(**{subject: life})
    assert tuple(bool(ask(there, day)) for day in DAYS) == BETWEEN


@pytest.mark.django_db
def test_a_seat_opens_papers_no_longer_than_it_is_there():
    """Its holder's term ends with it at the latest; if it did not, the papers would still be shut."""
    there = scene(seat=SHORT)
    make_paper(there.forum)
    assert tuple(bool(seats_held_by(there.user, day)) for day in DAYS) == UNTIL_LAST
    assert tuple(papers_visible_to(there.user, day).exists() for day in DAYS) == UNTIL_LAST


@pytest.mark.django_db
def test_the_agreement_of_today_is_the_one_in_which_the_day_lies():
    county = make_collaboration(is_public=True)
    running = make_agreement(county, status=Status.IN_FORCE, **SHORT)
    make_agreement(county, status=Status.PROPOSED, starts_on=LAST + DAY, ends_on=LONG["ends_on"])
    assert tuple(agreement_now(VISITOR, county, day) == running for day in DAYS) == BETWEEN


@pytest.mark.django_db
def test_an_agreement_is_closed_on_the_day_after_its_last():
    make_agreement(status=Status.IN_FORCE, **SHORT)
    assert [end_expired_agreements(today=day) for day in DAYS] == [0, 0, 0, 1]


@pytest.mark.django_db
def test_a_mandate_holds_and_a_paper_lies_there_from_its_own_day():
    forum = scene().forum
    reader = make_coordinator(forum.collaboration)
    forum.access = AccessMode.OPEN
    forum.save()
    Mandate.objects.create(
        forum=forum, kind="mission", version=1, status=MandateStatus.ADOPTED, adopted_on=FIRST, text="Uppdrag"
    )
    make_paper(forum, dated_on=FIRST)
    assert tuple(bool(mandates_of(reader, forum, day).in_force) for day in DAYS) == FROM_FIRST
    assert tuple(papers_of(reader, forum, on=day, today=NOW).exists() for day in DAYS) == FROM_FIRST


@pytest.mark.django_db
def test_a_former_name_is_theirs_on_its_last_day_too():
    person = make_person(family_name="Nu")
    person.former.create(until_on=LAST, given_name="Åsa", family_name="Förr")
    assert tuple(bool(facts_then([person.pk], day)) for day in DAYS) == UNTIL_LAST


@pytest.mark.django_db
def test_a_duty_is_overdue_on_the_day_after_its_day():
    agreement = make_agreement(status=Status.IN_FORCE, **LONG)
    make_duty(agreement, due_on=LAST)
    reader = make_coordinator(agreement.collaboration)
    assert [len(duties_of(reader, agreement, day, "overdue")) for day in DAYS] == [0, 0, 0, 1]


def may(refusal: object) -> bool:
    return refusal is None


TERM = Period(FIRST, LAST)
# A rule, and its answers on the day before the first, the first, the last, and the day after the last.
RULES: dict[str, tuple[Callable[[date], object], tuple[object, ...]]] = {
    "a period holds its ends": (lambda day: day in TERM, BETWEEN),
    "a period overlaps a day": (lambda day: TERM.overlaps(Period(day, day)), BETWEEN),
    "a term lies within the seat": (lambda day: terms.lies_within(Period(day, LAST), TERM), (False, True, True, True)),
    "a term ends within the seat": (lambda day: terms.lies_within(Period(FIRST, day), TERM), UNTIL_LAST),
    "may end early": (lambda day: may(terms.why_not_end(TERM, day)), (False, True, False, False)),
    "may be replaced": (lambda day: may(terms.why_not_replace(TERM, day)), (False, False, True, True)),
    "an agreement may be closed": (
        lambda day: may(why_not_end(Status.IN_FORCE, LAST, day)),
        (False, False, False, True),
    ),
    "may take effect": (lambda day: may(why_not_enter_on(day, FIRST, LAST)), BETWEEN),
    "follows its predecessor": (
        lambda day: may(why_not_enter_on(day, FIRST - DAY, LAST + DAY, LAST)),
        (False, False, False, True),
    ),
    "may be ratified": (lambda day: may(why_not_ratify(Status.PROPOSED, day, LAST)), UNTIL_LAST),
    "may be renewed from": (
        lambda day: may(why_not_renew(Status.IN_FORCE, LAST, day, has_successor=False)),
        (False, False, False, True),
    ),
    "may ask for comments by": (lambda day: may(why_not_ask(Status.DRAFT, day, FIRST)), FROM_FIRST),
    "may be fulfilled": (lambda day: may(why_not_fulfil(None, day, "Bevis", LAST)), UNTIL_LAST),
    "a duty": (
        lambda day: duty_state(LAST, None, day),
        (DutyState.OPEN, DutyState.OPEN, DutyState.SOON, DutyState.OVERDUE),
    ),
    "a duty comes within thirty days": (
        lambda day: duty_state(day + timedelta(days=30), None, FIRST),
        (DutyState.SOON, DutyState.SOON, DutyState.OPEN, DutyState.OPEN),
    ),
    "a review": (
        lambda day: review_state(SimpleNamespace(opens_on=FIRST, due_on=LAST, done_on=None), day),
        (ReviewState.AHEAD, ReviewState.GOING_ON, ReviewState.GOING_ON, ReviewState.OVERDUE),
    ),
    "a review may be recorded": (
        lambda day: may(why_not_record_review(SimpleNamespace(opens_on=FIRST, done_on=None), day, "Bra", LAST)),
        BETWEEN,
    ),
    "a successor is pressing": (
        lambda day: is_pressing(day + timedelta(days=30), FIRST),
        (True, True, False, False),
    ),
    "is kept": (
        lambda day: keeping_of(Kept(1, 5, LAST.replace(year=2019)), day),
        (Keeping.RUNNING, Keeping.RUNNING, Keeping.DUE, Keeping.DUE),
    ),
    "began long enough ago": (
        lambda day: last_start_due(5, day) >= LAST.replace(year=2019),
        (False, False, True, True),
    ),
    "disposal was decided": (lambda day: may(why_not_propose(1, day, LAST)), UNTIL_LAST),
    "changed from": (
        lambda day: may(why_not_change_from(day, changed_until=FIRST, today=LAST)),
        (False, False, True, False),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_turns_on_its_day(rule: str):
    ask, answers = RULES[rule]
    assert tuple(ask(day) for day in DAYS) == answers


@pytest.mark.parametrize(
    ("day", "end"),
    [("2026-12-31", "2026-12-31"), ("2027-01-01", "2030-12-31"), ("2030-12-31", "2030-12-31")],
)
def test_a_term_of_office_ends_with_its_last_year(day: str, end: str):
    assert terms.end_of_term(date.fromisoformat(day)) == date.fromisoformat(end)


@pytest.mark.parametrize(("year", "outside"), [(2023, True), (2024, False), (2026, False), (2027, True)])
def test_the_years_of_an_agreement_are_those_it_runs_in(year: int, outside: bool):
    assert lies_outside(year, date(2024, 12, 31), date(2026, 1, 1)) is outside


@pytest.mark.parametrize(
    ("today", "near"), [("2024-04-30", False), ("2024-05-01", True), ("2024-06-30", True), ("2024-07-01", False)]
)
def test_notice_is_near_for_sixty_days_and_on_the_last_of_them(today: str, near: bool):
    assert is_notice_near(Term(date(2024, 12, 30), 6), date.fromisoformat(today)) is near
