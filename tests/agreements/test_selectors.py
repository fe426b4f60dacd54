"""What is read, in which order, in how many queries, and for whom."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from samhandling.agreements.domain.gaps import Gap
from samhandling.agreements.enums import PartyRole, Severity, Status
from samhandling.agreements.models import SpecialAgreement
from samhandling.agreements.selectors import agreement_for, agreements_of, all_gaps_of, standing_of, standings_of
from samhandling.agreements.selectors.agreements import successor_of
from samhandling.agreements.selectors.annexes import annexes_of
from samhandling.agreements.selectors.clauses import text_of, wordings_of
from samhandling.agreements.selectors.duties import duties_of
from samhandling.agreements.selectors.follow_up import follow_up_of
from samhandling.agreements.selectors.history import events_of_agreement
from samhandling.agreements.selectors.next_step import Steps, steps_of
from samhandling.agreements.selectors.parties import party_list
from samhandling.agreements.selectors.search import search
from samhandling.agreements.selectors.waiting import waiting
from samhandling.agreements.services.clauses import add_clause, rewrite_clause
from samhandling.agreements.services.duties import add_duty
from samhandling.core import slots
from samhandling.core.search import SearchWish
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_review,
    ratify,
)
from tests.factories.organisations import fresh, give_party, make_collaboration, make_coordinator, make_organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
CITIZEN = AnonymousUser()


@pytest.fixture
def collaboration():
    return make_collaboration(is_public=True)


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (Status.DRAFT, TODAY, "Utkast för 1 januari 2023 till 31 december 2026. Texten kan fortfarande ändras."),
        (Status.PROPOSED, TODAY, "Ligger hos parterna för antagande. 2 av 3 har antagit."),
        (Status.IN_FORCE, TODAY, "Gäller till 31 december 2026. 2 av 3 har antagit."),
        (Status.IN_FORCE, date(2027, 1, 1), "Sista dagen var 31 december 2026. Överenskommelsen har inte avslutats."),
        (Status.ENDED, TODAY, "Gällde från 1 januari 2023 till 31 december 2026."),
        (Status.WITHDRAWN, TODAY, "Återkallades innan den började gälla."),
    ],
)
def test_the_state_is_told_in_one_sentence(status, today, expected):
    agreement = make_agreement(status=status)
    first, second, third = agreement.parties.all()
    ratify(first)
    ratify(second, "ratified_with_note")
    ratify(third, "declined")
    assert standing_of(CITIZEN, agreement, today).sentence == expected


def test_the_list_begins_with_what_is_in_force(collaboration):
    for status in (Status.ENDED, Status.DRAFT, Status.IN_FORCE, Status.PROPOSED):
        make_agreement(collaboration, parties=0, title=status.value, status=status)
    make_agreement(title="annanstans", status=Status.IN_FORCE)
    coordinator = make_coordinator(collaboration)
    titles = [standing.agreement.title for standing in standings_of(coordinator, collaboration, TODAY)]
    assert titles == ["in_force", "proposed", "draft", "ended"]
    assert [standing.agreement.title for standing in standings_of(CITIZEN, collaboration, TODAY)] == [
        "in_force",
        "proposed",
        "ended",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(collaboration, django_assert_num_queries, count):
    for _ in range(count):
        make_agreement_in_force(collaboration)
    with django_assert_num_queries(1):
        assert len(standings_of(CITIZEN, collaboration, TODAY)) == count


def test_an_agreement_of_another_collaboration_is_not_found_here(collaboration):
    elsewhere = make_agreement_in_force(make_collaboration(is_public=True))
    with pytest.raises(Http404):
        agreement_for(CITIZEN, collaboration, elsewhere.pk)
    assert list(agreements_of(CITIZEN, collaboration)) == []


def test_a_citizen_does_not_learn_that_a_successor_is_drafted(collaboration):
    former = make_agreement_in_force(collaboration)
    draft = make_agreement(collaboration, predecessor=former, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    assert successor_of(CITIZEN, former) is None
    assert successor_of(make_coordinator(collaboration), former).pk == draft.pk


def test_who_has_not_decided_and_who_may_write_it(collaboration):
    agreement = make_agreement(collaboration, status=Status.PROPOSED)
    region, first, second = agreement.parties.all()
    ratify(region)
    director = give_party(make_user(), collaboration, second.organisation)
    listed = party_list(director, agreement, TODAY)
    assert [row.party for row in listed.rows] == [region, first, second]
    assert (listed.undecided, [row.party for row in listed.mine]) == ([first, second], [second])


def test_the_steps_tell_what_stops_them(collaboration):
    draft = make_agreement(collaboration, parties=1)
    assert steps_of(draft, TODAY) == Steps(
        propose="En överenskommelse behöver minst två parter. Lägg till dem först.", withdraw=""
    )
    waiting_for_two = make_agreement(collaboration, status=Status.PROPOSED)
    ratify(waiting_for_two.parties.first())
    assert steps_of(waiting_for_two, TODAY) == Steps(
        enter="För få parter har antagit. 2 saknas.",
        reopen="En part har redan beslutat, så texten kan inte öppnas igen.",
        withdraw="",
    )
    assert steps_of(make_agreement_in_force(collaboration), TODAY) == Steps(
        end="Överenskommelsens sista dag har inte passerat.", renew=""
    )


def test_the_text_is_read_in_order_with_its_duties(collaboration):
    agreement = make_agreement(collaboration)
    for number in ("10", "2", "2.1", "1"):
        make_clause(agreement, number=number)
    make_clause(agreement, number="3", is_removed=True)
    make_duty(agreement, clause=agreement.clauses.get(number="2"))
    assert [(line.clause.number, line.level, line.duty_count) for line in text_of(agreement)] == [
        ("1", 2, 0),
        ("2", 2, 1),
        ("2.1", 3, 0),
        ("10", 2, 0),
    ]


def test_wordings_are_told_newest_first_with_what_changed(collaboration):
    agreement = make_agreement(collaboration)
    coordinator = make_coordinator(collaboration, name="Sam")
    clause = add_clause(actor=coordinator, agreement=agreement, heading="Syfte", text="Vi samverkar.")
    rewrite_clause(actor=coordinator, clause=clause, heading="Syfte", text="Vi samhandlar.", reason="Skarpare")
    newest, first = wordings_of(clause)
    assert (newest.version, newest.written_by, newest.reason) == (2, "Sam", "Skarpare")
    assert newest.text_difference == [
        ("same", "Vi "),
        ("removed", "samverkar"),
        ("added", "samhandlar"),
        ("same", "."),
    ]
    assert not newest.is_heading_changed
    assert first.text_difference == [("same", "Vi samverkar.")]


def test_duties_come_in_order_of_urgency_and_are_narrowed(collaboration):
    agreement = make_agreement_in_force(collaboration)
    owner = agreement.parties.last().organisation
    make_duty(agreement, what="klar", fulfilled_on=TODAY, owner=owner)
    make_duty(agreement, what="sen", due_on=date(2026, 1, 1))
    make_duty(agreement, what="lag", law="2010:630", law_section="5 §", owner_in_words="regionen")
    make_duty(agreement, what="snart", due_on=date(2026, 12, 1), owner=owner)
    director = give_party(make_user(), collaboration, owner)

    def duties(wanted):
        return [row.duty.what for row in duties_of(director, agreement, TODAY, wanted)]

    assert duties("") == ["sen", "snart", "lag", "klar"]
    assert duties("mine") == ["snart", "klar"]
    assert duties("overdue") == ["sen"]
    assert duties("legal") == ["lag"]
    assert duties("unowned") == ["sen"]
    assert duties("nonsense") == ["sen", "snart", "lag", "klar"]


@pytest.mark.parametrize("count", [1, 3])
def test_annexes_cost_the_same_for_one_and_three(collaboration, django_assert_num_queries, count):
    agreement = make_agreement_in_force(collaboration, parties=count + 1, has_individual_agreements=True)
    for party in agreement.parties.filter(role=PartyRole.MUNICIPALITY):
        make_individual_agreement(party, ["Antagning", "Mediecentrum"])
    with django_assert_num_queries(2):
        rows = annexes_of(CITIZEN, agreement, TODAY)
    assert [len(row.specials) for row in rows] == [2] * count


def test_gaps_of_other_rooms_are_told_among_our_own(collaboration, monkeypatch):
    agreement = make_agreement_in_force(collaboration)
    make_area(agreement, name="Skola", topics=[])
    other = Gap("seats", "Platser saknas", "Bestäm", Severity.SERIOUS)
    monkeypatch.setitem(slots._slots, "agreement.gaps", [lambda agreement: [other]])
    assert [gap.code for gap in all_gaps_of(agreement, TODAY)] == ["seats", "area_without_topics", "no_last_review"]


def test_an_agreement_that_is_over_has_no_gaps(collaboration):
    agreement = make_agreement(collaboration, status=Status.ENDED)
    make_area(agreement, topics=[])
    assert all_gaps_of(agreement, TODAY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_gaps_cost_the_same_for_one_and_three(collaboration, django_assert_num_queries, monkeypatch, count):
    monkeypatch.setitem(slots._slots, "agreement.gaps", [])
    agreement = make_agreement_in_force(collaboration, parties=count)
    for _ in range(count):
        make_duty(agreement, clause=make_clause(agreement))
        make_review(agreement)
    with django_assert_num_queries(5):
        assert all_gaps_of(agreement, TODAY)


def test_the_history_holds_clauses_and_duties_too(collaboration):
    agreement = make_agreement(collaboration)
    coordinator = make_coordinator(collaboration)
    add_clause(actor=coordinator, agreement=agreement, heading="Syfte")
    add_duty(actor=coordinator, agreement=agreement, what="Rapportera")
    add_clause(actor=make_coordinator((other := make_agreement()).collaboration), agreement=other, heading="Annan")
    assert [event.verb for event in events_of_agreement(agreement)] == ["duty.added", "clause.added"]


# --- Slots ---------------------------------------------------------------------------------------


def test_search_finds_titles_and_clauses_that_one_may_see(collaboration):
    agreement = make_agreement_in_force(collaboration, title="Samverkan om älvar")
    make_clause(agreement, heading="Älven", text="Vi vårdar ÄLVEN.")
    make_clause(make_agreement(collaboration, title="Hemlig älv"), text="älven i utkastet")
    make_clause(make_agreement_in_force(title="Annan älv"), text="älven annanstans")
    found = search(CITIZEN, SearchWish(("älv",)))
    assert [hit.text for hit in found] == ["Samverkan om älvar", "2 Älven"]
    assert search(CITIZEN, SearchWish(("alv",))) == []


def test_search_finds_areas_by_topic_and_what_an_annex_holds(collaboration):
    agreement = make_agreement_in_force(collaboration, title="Nu", parties=1)
    make_area(agreement, name="Kompetens", key="kompetens", topics=["Högskola", "Gemensam gymnasieantagning"])
    party = agreement.parties.create(organisation=make_organisation(display_name="Malå"), role=PartyRole.MUNICIPALITY)
    make_individual_agreement(party, ["Gymnasieantagning"])
    make_area(make_agreement(collaboration), topics=["gymnasiet i utkastet"])
    found = search(CITIZEN, SearchWish(("gymnasie",)))
    assert [(hit.text, hit.detail, hit.kind) for hit in found] == [
        ("Kompetens", "Gemensam gymnasieantagning · Nu", "Område"),
        ("Malå", "Gymnasieantagning · Nu", "Bilaga"),
    ]
    assert found[0].url.endswith(f"/overenskommelser/{agreement.pk}/omraden/#kompetens")
    assert search(CITIZEN, SearchWish(("gymnasie",), frozenset({collaboration.pk + 1}))) == []


def test_what_is_to_be_followed_up_in_all_agreements_that_are_not_over(collaboration):
    running = make_agreement_in_force(collaboration, title="Nu")
    make_duty(running, what="Sent", due_on=date(2026, 11, 1))
    make_duty(running, what="Fullgjort", due_on=date(2026, 11, 1), fulfilled_on=date(2026, 10, 1))
    make_review(running, due_on=date(2024, 12, 31))
    make_duty(make_agreement(collaboration, title="Utkast"), what="Hemligt", due_on=date(2026, 1, 1))
    make_duty(make_agreement(collaboration, status=Status.ENDED, title="Slut"), what="Förr", due_on=date(2020, 1, 1))
    (one,) = follow_up_of(CITIZEN, collaboration, TODAY, today=TODAY)
    assert [row.duty.what for row in one.duties] == ["Sent"]
    assert (one.agreement, one.fulfilled, one.late, len(one.reviews)) == (running, 1, 2, 1)


def test_what_waits_for_somebody_who_answers_for_a_party(collaboration):
    proposed = make_agreement(collaboration, status=Status.PROPOSED, title="Ny")
    party = proposed.parties.last()
    running = make_agreement_in_force(collaboration, title="Nu", parties=1, has_individual_agreements=True)
    mine = running.parties.create(organisation=party.organisation, role=PartyRole.MUNICIPALITY)
    individual = make_individual_agreement(mine, signed_on=TODAY)
    SpecialAgreement.objects.create(
        individual_agreement=individual, title="Antagning", ends_on=date(2027, 6, 30), notice_months=6
    )
    make_duty(running, what="Rapportera", owner=party.organisation, due_on=date(2026, 11, 1))
    make_duty(running, what="Långt fram", owner=party.organisation, due_on=date(2027, 11, 1))
    director = give_party(make_user(), collaboration, party.organisation)
    assert [(item.text, item.due_on, item.is_urgent) for item in waiting(director, TODAY)] == [
        (f"Anta Ny för {party}", date(2023, 1, 1), False),
        (f"Bekräfta bilagan för {party} till Nu", None, False),
        ("Bestäm om Antagning ska fortsätta", date(2026, 12, 30), False),
        ("Fullgör åtagandet: Rapportera", date(2026, 11, 1), True),
    ]


def test_what_waits_for_the_coordinator(collaboration):
    running = make_agreement_in_force(collaboration, title="Nu")
    make_review(running, opens_on=date(2026, 1, 1), due_on=date(2026, 12, 31))
    make_review(running, opens_on=date(2024, 1, 1), due_on=date(2024, 12, 31))
    make_review(make_agreement_in_force(), opens_on=date(2024, 1, 1), due_on=date(2024, 12, 31))
    assert [(item.text, item.is_urgent) for item in waiting(make_coordinator(collaboration), TODAY)] == [
        ("Genomför aktualitetsprövning av Nu", True),
        ("Genomför aktualitetsprövning av Nu", False),
        ("Granska luckorna i Nu", False),
        ("Förnyelsen av Nu: Utvärdera överenskommelsen", True),
    ]


def test_nothing_waits_for_others(collaboration):
    make_agreement(collaboration, status=Status.PROPOSED)
    make_agreement_in_force(collaboration, has_individual_agreements=True)
    neighbour = give_party(make_user(), make_collaboration(), make_agreement().parties.last().organisation)
    assert [waiting(viewer, TODAY) for viewer in (CITIZEN, make_user(), neighbour)] == [[], [], []]


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_costs_the_same_for_one_and_three(collaboration, django_assert_num_queries, count):
    user = make_coordinator(collaboration)
    for _ in range(count):
        agreement = make_agreement(collaboration, status=Status.PROPOSED)
        make_clause(agreement)
        give_party(user, collaboration, agreement.parties.last().organisation)
        running = make_agreement_in_force(collaboration)
        make_review(running)
        make_duty(running, clause=running.clauses.get())
    viewer = fresh(user)
    with django_assert_num_queries(18):
        assert len(waiting(viewer, TODAY)) == count * 5
