"""An agreement file becomes an agreement: checked all at once, and read in whole or not at all."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.agreements.enums import AimKind, PartyRole, ReviewKind, Status
from samhandling.agreements.models import Agreement, ClauseVersion, IndividualAgreement
from samhandling.agreements.services.importing import FileRefused, import_agreement
from samhandling.core import slots
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from samhandling.organisations.services.register import load_register
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_party
from tests.factories.organisations import give_role, make_collaboration

TODAY = date(2026, 11, 22)
REAL_FILE = Path(__file__).with_name("agreement.yaml")
SMALL = """\
name: Samverkan i Norrbotten
period: {from: 2025-01-01, to: 2028-12-31}
parties:
  region: Region Norrbotten
  municipalities: [Boden, Luleå, Piteå]
"""


@pytest.fixture(autouse=True)
def without_upper_rooms(monkeypatch):
    """What forums make of the file is tested there."""
    for slot in ("agreement.import", "agreement.import.check", "agreement.import.schema", "agreement.entered"):
        monkeypatch.setitem(slots._slots, slot, [])


@pytest.fixture
def register(db):
    load_register()


@pytest.fixture
def county(register):
    return make_collaboration(slug="vasterbotten", name="Västerbotten", county_code="24")


@pytest.fixture
def norrbotten(register):
    return make_collaboration(slug="norrbotten", name="Norrbotten", county_code="25")


def read_in(collaboration, content: str | bytes, actor=None) -> Agreement:
    return import_agreement(
        actor=actor or give_role(make_user(), collaboration, Role.COORDINATOR),
        collaboration=collaboration,
        content=content.encode() if isinstance(content, str) else content,
        file_name="agreement.yaml",
        today=TODAY,
    )


def faults_in(collaboration, content: str) -> list[tuple[int, str, str]]:
    """Line, place and fault of everything that keeps the file from being read in."""
    with pytest.raises(FileRefused) as refused:
        read_in(collaboration, content)
    inspection = refused.value.inspection
    return [
        (problem.line, inspection.document.place_in_words(problem.path), problem.reason.value)
        for problem in inspection.problems
    ]


def test_the_real_agreement_is_read_in_as_it_is(county):
    agreement = read_in(county, REAL_FILE.read_bytes())
    assert (agreement.title, agreement.status, agreement.language) == (
        "Samverkan för regional utveckling i Västerbotten",
        Status.DRAFT,
        "sv",
    )
    assert (agreement.starts_on, agreement.ends_on) == (date(2023, 1, 1), date(2026, 12, 31))
    assert agreement.legal_basis == "Lag (2010:630) om regionalt utvecklingsansvar"
    assert agreement.does_not_cover.split("\n") == [
        "regionledningsmöten under regionstyrelsens ledning",
        "samrådsstrukturen för hälsa, vård och omsorg",
    ]
    assert [str(party) for party in agreement.parties.filter(role=PartyRole.REGION)] == ["Region Västerbotten"]
    assert agreement.parties.filter(role=PartyRole.MUNICIPALITY).count() == 15
    assert IndividualAgreement.objects.filter(party__agreement=agreement, signed_on=None).count() == 15
    assert county.participations.count() == 16


def test_the_real_agreement_brings_its_areas_aims_reviews_and_duty(county):
    agreement = read_in(county, REAL_FILE.read_bytes())
    assert [area.key for area in agreement.areas.all()] == ["smart", "business", "access", "living", "health", "skills"]
    assert agreement.areas.get(key="access").topics == [
        "kollektivtrafik",
        "transportinfrastruktur",
        "digital infrastruktur",
    ]
    assert agreement.aims.filter(kind=AimKind.AIM).count() == 5
    assert [aim.text for aim in agreement.aims.filter(kind=AimKind.PERSPECTIVE)] == [
        "miljö och klimat",
        "jämställdhet",
        "mångfald och likabehandling",
    ]
    assert list(agreement.reviews.values_list("kind", "opens_on", "due_on")) == [
        (ReviewKind.RELEVANCE, date(2024, 1, 1), date(2024, 12, 31)),
        (ReviewKind.RELEVANCE, date(2026, 1, 1), date(2026, 12, 31)),
        (ReviewKind.CONTINUOUS, date(2023, 1, 1), date(2026, 12, 31)),
    ]
    duty = agreement.duties.get()
    assert (duty.clause.number, duty.what[:35]) == ("3", "Informerar kommunchefsnätverket och")


def test_a_file_without_clauses_gets_a_numbered_text_in_its_own_language(county):
    agreement = read_in(county, REAL_FILE.read_bytes())
    chapters = agreement.clauses.filter(parent=None).order_by("position")
    assert [(clause.number, clause.heading) for clause in chapters] == [
        ("1", "Parter"),
        ("2", "Syfte och mål"),
        ("3", "Samverkansområden"),
        ("4", "Former för samverkan"),
        ("5", "Finansiering"),
        ("6", "Uppföljning"),
        ("7", "Giltighet"),
    ]
    assert agreement.clauses.get(number="4.3").text == (
        "Antalet platser är inte beslutat. Hör till Primärkommunala delegationen."
    )
    assert agreement.clauses.get(number="3.3").text == (
        "Området omfattar:\n- kollektivtrafik\n- transportinfrastruktur\n- digital infrastruktur"
    )
    assert agreement.clauses.count() == 7 + 3 + 6 + 10 + 4
    assert ClauseVersion.objects.filter(clause__agreement=agreement, version=1).count() == 30


def test_an_english_file_gets_an_english_text(norrbotten):
    agreement = read_in(norrbotten, f"language: en\n{SMALL}")
    assert agreement.clauses.get(number="1").heading == "Parties"
    assert agreement.clauses.get(number="2").text == (
        "The agreement runs from 1 January 2025 to 31 December 2028, both days included.\n\n"
        "It enters into force when every party has ratified it."
    )


def test_the_file_is_remembered_as_one_event_with_its_counts(norrbotten):
    agreement = read_in(norrbotten, SMALL)
    event = Event.objects.get(verb="agreement.imported")
    assert (event.object_id, event.collaboration_id) == (agreement.pk, norrbotten.pk)
    assert event.after == {
        "file_name": "agreement.yaml",
        "parties": 4,
        "areas": 0,
        "aims": 0,
        "reviews": 0,
        "duties": 0,
        "ratifications": 0,
    }


def test_clauses_in_the_file_are_taken_as_they_stand(norrbotten):
    agreement = read_in(
        norrbotten,
        SMALL
        + """
strategy: {areas: [{key: access, sv: Tillgänglighet}]}
clauses:
  - {number: 1, heading: Parter, text: Vi är fyra.}
  - heading: Former
    children:
      - {number: "2.1", heading: Råd}
      - {number: 2.2, heading: Nätverk, text: "Ett nätverk."}
duties:
  - {what: Kallar till råd, party: Region Norrbotten, clause: 2.1, when: varje kvartal}
  - {what: Lämnar plan, who: nätverket, area: access, due_on: 2026-05-01, evidence: planen}
  - {what: Ansvarar, law: Lag (2010:630), section: 5}
""",
    )
    assert list(agreement.clauses.order_by("number").values_list("number", "heading", "text")) == [
        ("1", "Parter", "Vi är fyra."),
        ("2", "Former", ""),
        ("2.1", "Råd", ""),
        ("2.2", "Nätverk", "Ett nätverk."),
    ]
    assert [
        (str(duty.owner), duty.clause and duty.clause.number, duty.area and duty.area.key, duty.law_section)
        for duty in agreement.duties.order_by("pk")
    ] == [
        ("Region Norrbotten", "2.1", None, ""),
        ("None", None, "access", ""),
        ("None", None, None, "5"),
    ]


def ratified_by(*parties: str) -> str:
    rows = "".join(f"  - {{party: {party}, decided_on: 2024-11-25, section: § 12}}\n" for party in parties)
    return f"{SMALL}ratifications:\n{rows}"


def test_an_agreement_that_all_have_ratified_is_in_force_from_its_first_day(norrbotten):
    agreement = read_in(norrbotten, ratified_by("Region Norrbotten", "Boden", "luleå", "Piteå"))
    assert (agreement.status, agreement.entered_on) == (Status.IN_FORCE, date(2025, 1, 1))
    assert agreement.parties.get(organisation__display_name="Luleå").ratification.body == "kommunfullmäktige"


def test_a_decision_is_kept_as_it_stands_in_the_file(norrbotten):
    decision = "{party: Boden, decided_on: 2024-11-25, section: § 12, body: Kommunstyrelsen, result: declined"
    text = f"{SMALL}ratifications:\n  - {decision}, registration_number: KS 2024/9, note: Senare}}\n"
    kept = read_in(norrbotten, text).parties.get(organisation__display_name="Boden").ratification
    assert (kept.decided_on, kept.section, kept.body) == (date(2024, 11, 25), "§ 12", "Kommunstyrelsen")
    assert (kept.result, kept.registration_number, kept.note) == ("declined", "KS 2024/9", "Senare")


def test_a_file_touches_no_party_of_another_agreement(norrbotten):
    other = make_party(make_agreement(norrbotten, parties=0))
    other.organisation.participations.update(left_on=date(2024, 1, 1))
    read_in(norrbotten, SMALL)
    assert list(other.organisation.participations.values_list("left_on", flat=True)) == [date(2024, 1, 1)]


def test_an_agreement_that_not_enough_have_ratified_lies_with_the_parties(norrbotten):
    agreement = read_in(norrbotten, ratified_by("Region Norrbotten", "Boden"))
    assert (agreement.status, agreement.proposed_on, agreement.entered_on) == (
        Status.PROPOSED,
        date(2024, 11, 25),
        None,
    )


def test_a_party_must_be_named_as_it_stands_among_the_parties(norrbotten):
    text = ratified_by("Luleå kommun")
    assert faults_in(norrbotten, text) == [(7, "ratifications › Luleå kommun › party", "not_a_party")]


def test_its_own_rule_for_entering_into_force_is_followed(norrbotten):
    rule = "entry_rule: {rule: region_and_number, number: 1}\n"
    agreement = read_in(norrbotten, rule + ratified_by("Region Norrbotten", "Boden"))
    assert (agreement.status, agreement.entry_rule, agreement.entry_number) == (
        Status.IN_FORCE,
        "region_and_number",
        1,
    )


def test_everything_wrong_is_told_at_once_and_nothing_is_saved(norrbotten):
    assert faults_in(
        norrbotten,
        """\
name: Samverkan
period: {from: 2028-01-01, to: 2027-12-31}
purpose: annat
parties:
  region: Region Norbotten
  municipalities: [Boden, Lulea, Umeå, Boden, Kalixx, Atlantis]
strategy: {areas: [{key: a, sv: A}, {key: a, sv: B}]}
entry_rule: {rule: number}
ratifications:
  - {party: Haparanda, decided_on: 2030-01-01, section: 1}
clauses: [{number: 2, heading: Fel}]
duties: [{what: x, area: b, clause: 9}]
""",
    ) == [
        (2, "period › to", "ends_before_start"),
        (3, "purpose", "unknown_key"),
        (5, "parties › region", "misspelt_name"),
        (6, "parties › municipalities › Lulea", "misspelt_name"),
        (6, "parties › municipalities › Umeå", "other_county"),
        (6, "parties › municipalities › Kalixx", "misspelt_name"),
        (6, "parties › municipalities › Atlantis", "unknown_municipality"),
        (6, "parties › municipalities › Boden", "listed_twice"),
        (7, "strategy › areas › a", "listed_twice"),
        (8, "entry_rule", "rule_without_number"),
        (10, "ratifications › Haparanda › party", "not_a_party"),
        (10, "ratifications › Haparanda › decided_on", "in_the_future"),
        (11, "clauses › 2 › number", "other_number"),
        (12, "duties › 1 › area", "unknown_area"),
        (12, "duties › 1 › clause", "unknown_clause"),
    ]
    assert Agreement.objects.count() == 0
    assert norrbotten.participations.count() == 0


def test_the_nearest_name_is_suggested(norrbotten):
    with pytest.raises(FileRefused) as refused:
        read_in(norrbotten, SMALL.replace("Luleå", "Lulea"))
    (problem,) = refused.value.inspection.problems_in_words()
    assert (problem.line, problem.what, problem.remedy, problem.written) == (
        5,
        "Ingen i registret heter ”Lulea”.",
        "Menade du ”Luleå”?",
        "municipalities: [Boden, Lulea, Piteå]",
    )


def test_reviews_outside_the_period_are_refused(norrbotten):
    text = f"{SMALL}follow_up: {{relevance_reviews: [2026, 2029, 2026]}}\n"
    assert faults_in(norrbotten, text) == [
        (6, "follow_up › relevance_reviews › 2026", "listed_twice"),
        (6, "follow_up › relevance_reviews › 2029", "year_outside"),
    ]


def test_a_collaboration_without_county_may_reach_over_the_border(register):
    collaboration = make_collaboration()
    agreement = read_in(collaboration, SMALL.replace("Piteå", "Umeå"))
    assert agreement.parties.count() == 4


def test_the_same_file_is_not_read_in_twice(norrbotten):
    read_in(norrbotten, SMALL)
    with pytest.raises(RuleBroken, match="already_imported"):
        read_in(norrbotten, SMALL)
    assert Agreement.objects.count() == 1


def test_only_a_coordinator_of_the_collaboration_may_read_a_file_in(norrbotten, county):
    for stranger in (make_user(), give_role(make_user(), norrbotten, Role.READER), give_role(make_user(), county)):
        with pytest.raises(PermissionDenied):
            read_in(norrbotten, SMALL, actor=stranger)


def test_upper_rooms_read_their_own_section_in_the_same_transaction(norrbotten, monkeypatch):
    seen = []

    def fill_in(actor, agreement, document, today):
        seen.append((agreement.title, document["forums"], today))
        raise RuleBroken(Status.DRAFT)

    monkeypatch.setitem(slots._slots, "agreement.import", [fill_in])
    with pytest.raises(RuleBroken):
        read_in(norrbotten, f"{SMALL}forums: [{{key: A}}]\n")
    assert seen == [("Samverkan i Norrbotten", [{"key": "A"}], TODAY)]
    assert Agreement.objects.count() == 0


def test_what_the_file_says_of_the_collaboration_is_told_there(norrbotten):
    read_in(norrbotten, f"{SMALL}collaboration: {{introduction: Vi samverkar., contact_email: sam@example.se}}\n")
    norrbotten.refresh_from_db()
    assert (norrbotten.introduction, norrbotten.contact_email, norrbotten.name) == (
        "Vi samverkar.",
        "sam@example.se",
        "Norrbotten",
    )


def test_a_party_that_had_left_takes_part_again_and_the_others_are_left_alone(norrbotten):
    read_in(norrbotten, SMALL)
    boden = norrbotten.participations.get(organisation__display_name="Boden")
    boden.left_on = date(2026, 1, 1)
    boden.save()
    read_in(norrbotten, SMALL.replace("2025-01-01", "2025-02-01"))
    times = norrbotten.participations.filter(organisation=boden.organisation).order_by("pk")
    assert list(times.values_list("joined_on", "left_on")) == [(None, date(2026, 1, 1)), (date(2026, 1, 2), None)]
    assert norrbotten.participations.filter(left_on=None).count() == 4
    assert Event.objects.filter(verb="organisation.joined").count() == 5
