"""The forums of an agreement file: read, checked, made, and told of in gaps and papers."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from samhandling.forums.domain.composition_words import ParsedRule, read_composition
from samhandling.forums.domain.forum_file import forums_of_file
from samhandling.forums.domain.forum_file_faults import problems_of
from samhandling.forums.enums import FileFault, RuleKind, SeatKind
from samhandling.forums.models import Forum
from samhandling.forums.selectors.agreement import chapters_of_agreement
from samhandling.forums.services.agreement_entered import move_forums
from samhandling.forums.services.agreement_file import file_section, set_up_forums
from samhandling.forums.services.types import load_forum_types
from tests.factories.agreements import make_agreement, make_area, make_party
from tests.factories.forums import make_forum
from tests.factories.organisations import make_collaboration, make_coordinator, make_municipality, make_region

TODAY = date(2026, 11, 22)
PER_MUNICIPALITY = ParsedRule(RuleKind.PER_PARTY, 2, role="municipality")
PARTIES = {"region": "Region Västerbotten", "municipalities": ["Umeå", "Vindeln", "Bjurholm"]}
FORUMS = """
- {key: PKD, kind: delegation, level: elected, name: Primärkommunala delegationen, seats: 6,
   composition: 2 from each of the 3 municipalities, mandate: mission statement it adopts itself}
- {key: PKD-AU, kind: committee, name: PKD:s arbetsutskott, parent: PKD, seats: 2, deputies: 2,
   composition: chosen by PKD among its members}
- {key: DSH, kind: delegation, name: Delegationen för social välfärd och hälsa, seats: null, parent: PKD}
- {key: BSR, kind: region preparatory committee, name: Beredningen, seats: 7, owner: region}
- {key: RUN, kind: region board, name: Regionala utvecklingsnämnden, owner: region}
- {key: SRU, kind: consultation, name: Samråd, seats: 13, composition: 7 from BSR and 6 from RUN, formal_body: false}
- {key: KCN, kind: network, level: officers, name: Kommunchefsnätverket, seats: 3,
   composition: 1 municipal director from each municipality, led_by: director of regional development, mandatory: true}
"""


def a_file(forums: str = FORUMS, **more) -> dict:
    return {"parties": PARTIES, "forums": yaml.safe_load(forums), **more}


def faults(forums: str) -> list[tuple]:
    return [(problem.path, problem.reason) for problem in problems_of(a_file(forums))]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("2 from each of the 15 municipalities", [ParsedRule(RuleKind.PER_PARTY, 2, role="municipality", of=15)]),
        ("två från var och en av de 15 kommunerna", [ParsedRule(RuleKind.PER_PARTY, 2, role="municipality", of=15)]),
        ("2 från varje kommun", [PER_MUNICIPALITY]),
        ("2 from each party", [ParsedRule(RuleKind.PER_PARTY, 2)]),
        ("en kommunchef från varje kommun", [ParsedRule(RuleKind.PER_PARTY, 1, role="municipality")]),
        ("1 head of schools from each municipality", [ParsedRule(RuleKind.PER_PARTY, 1, role="municipality")]),
        (
            "7 from BSR and 6 from RUN",
            [ParsedRule(RuleKind.FROM_FORUM, 7, source="BSR"), ParsedRule(RuleKind.FROM_FORUM, 6, source="RUN")],
        ),
        (
            "sju från BSR och sex från RUN",
            [ParsedRule(RuleKind.FROM_FORUM, 7, source="BSR"), ParsedRule(RuleKind.FROM_FORUM, 6, source="RUN")],
        ),
        ("chosen by PKD among its members", [ParsedRule(RuleKind.FROM_FORUM, source="PKD")]),
        ("utses av PKD bland dess ledamöter", [ParsedRule(RuleKind.FROM_FORUM, source="PKD")]),
        ("utses bland PKD:s ledamöter", [ParsedRule(RuleKind.FROM_FORUM, source="PKD")]),
        (
            "två från varje kommun samt fem från regionen",
            [PER_MUNICIPALITY, ParsedRule(RuleKind.FROM_ORGANISATION, 5, source="region")],
        ),
    ],
)
def test_the_agreements_own_words_become_rules(words, rules):
    assert read_composition(words) == rules


@pytest.mark.parametrize("words", ["as many as needed", "", "some from BSR", "2 from each municipality and friends"])
def test_words_that_tell_no_number_are_not_guessed_at(words):
    assert read_composition(words) is None


def test_the_file_of_the_agreement_has_no_faults():
    assert list(problems_of(a_file())) == []


@pytest.mark.parametrize(
    ("forums", "fault"),
    [
        (
            "[{key: PKD, kind: delegation, name: P, seats: 7, composition: 2 from each municipality}]",
            (("forums", 0, "seats"), FileFault.SEATS_DIFFER),
        ),
        (
            "[{key: PKD, kind: delegation, name: P, composition: 2 from each of the 15 municipalities}]",
            (("forums", 0, "composition"), FileFault.OTHER_NUMBER),
        ),
        (
            "[{key: SRU, kind: consultation, name: S, composition: 7 from BRS}]",
            (("forums", 0, "composition"), FileFault.FORUM_UNKNOWN),
        ),
        (
            "[{key: A, name: Delegationen, seats: 3}, {key: B, name: Utskottet, composition: 4 from A}]",
            (("forums", 1, "composition"), FileFault.MORE_THAN_SOURCE),
        ),
        (
            "[{key: A, kind: delegation, name: A, parent: PDK}, {key: PKD, kind: delegation, name: B}]",
            (("forums", 0, "parent"), FileFault.FORUM_MISSPELT),
        ),
        (
            "[{key: A, kind: delegation, name: A, composition: as people like}]",
            (("forums", 0, "composition"), FileFault.NOT_UNDERSTOOD),
        ),
        ("[{key: A, name: Kaffeklubben}]", (("forums", 0, "kind"), FileFault.KIND_UNCLEAR)),
        (
            "[{key: A, kind: delegation, name: A}, {key: a, kind: delegation, name: B}]",
            (("forums", 1, "key"), FileFault.KEY_TWICE),
        ),
        (
            "[{key: A, kind: board, name: A, owner: Region Skåne}]",
            (("forums", 0, "owner"), FileFault.OWNER_UNKNOWN),
        ),
        (
            "[{key: A, kind: network, name: A, areas: [nowhere]}]",
            (("forums", 0, "areas"), FileFault.AREA_UNKNOWN),
        ),
        (
            "[{key: A, kind: delegation, name: A, deputies: 4, composition: 1 from each municipality}]",
            (("forums", 0, "deputies"), FileFault.DEPUTIES_DIFFER),
        ),
    ],
)
def test_what_cannot_be_is_told_at_its_place(forums, fault):
    assert faults(forums) == [fault]


def test_forums_that_belong_to_each_other_in_a_circle_are_refused():
    forums = "[{key: A, kind: delegation, name: A, parent: B}, {key: B, kind: delegation, name: B, parent: A}]"
    assert faults(forums) == [
        (("forums", 0, "parent"), FileFault.PARENT_CIRCLE),
        (("forums", 1, "parent"), FileFault.PARENT_CIRCLE),
    ]


def test_a_structured_composition_says_the_same_as_words():
    rules = "[{count: 2, from_each: municipality}, {count: 5, from: region}]"
    (forum,) = forums_of_file(a_file(f"[{{key: A, kind: council, name: A, composition: {rules}}}]"))
    assert forum.rules == (
        ParsedRule(RuleKind.PER_PARTY, 2, role="municipality"),
        ParsedRule(RuleKind.FROM_ORGANISATION, 5, source="region"),
    )


def test_the_forums_of_varmland_can_be_told():
    forums = """
    - {key: VR, name: Värmlandsrådet, composition: 2 from each municipality and 9 from the region}
    - {key: VRAU, name: Värmlandsrådets arbetsutskott, parent: VR, seats: 7, composition: utses av VR inom sig}
    - {key: SOR, kind: sector council, name: Sakområdesråd, seats: null, parent: VR}
    - {key: KDN, name: Kommundirektörsnätverket, composition: 1 from each municipality}
    - {key: "ON", kind: network, level: elected, name: Ordförandenätverket, composition: 1 from each municipality}
    - {key: VRAG, name: Värmlandsrådets arbetsgrupp, seats: 8, parent: VR}
    """
    assert list(problems_of(a_file(forums))) == []
    assert [forum.type_key for forum in forums_of_file(a_file(forums))] == [
        "council",
        "committee",
        "council",
        "officer_network",
        "consultation",
        "working_group",
    ]


@pytest.fixture
def agreement(db):
    load_forum_types()
    collaboration = make_collaboration()
    agreement = make_agreement(collaboration, parties=0)
    make_party(agreement, make_region(), role="region")
    for name, code in (("Umeå", "2480"), ("Vindeln", "2404"), ("Bjurholm", "2403")):
        make_party(agreement, make_municipality(name, code))
    return agreement


@pytest.fixture
def coordinator(agreement):
    return make_coordinator(agreement.collaboration)


def test_the_file_becomes_forums_with_composition_and_seats(agreement, coordinator):
    set_up_forums(coordinator, agreement, a_file(), TODAY)
    made = Forum.objects.filter(agreement=agreement)
    assert {
        forum.abbreviation: (
            forum.type.key,
            forum.parent.abbreviation if forum.parent else "",
            forum.seats.filter(kind=SeatKind.ORDINARY).count(),
            forum.seats.filter(kind=SeatKind.DEPUTY).count(),
            [rule.kind for rule in forum.composition.all()],
        )
        for forum in made
    } == {
        "PKD": ("delegation", "", 6, 0, ["per_party"]),
        "PKD-AU": ("committee", "PKD", 2, 2, ["from_forum"]),
        "DSH": ("delegation", "PKD", 0, 0, ["undecided"]),
        "BSR": ("preparatory_committee", "", 7, 0, ["from_organisation"]),
        "RUN": ("board", "", 0, 0, []),
        "SRU": ("consultation", "", 13, 0, ["from_forum", "from_forum"]),
        "KCN": ("officer_network", "", 3, 0, ["per_party"]),
    }
    director = made.get(abbreviation="KCN")
    assert (director.led_by, director.is_mandatory) == ("regional utvecklingsdirektör", True)


def test_a_parent_may_stand_after_its_child_in_the_file(agreement, coordinator):
    forums = "[{key: B, kind: committee, name: B, parent: A}, {key: A, kind: delegation, name: A}]"
    set_up_forums(coordinator, agreement, a_file(forums), TODAY)
    assert Forum.objects.get(abbreviation="B").parent.abbreviation == "A"


def test_a_forum_that_is_there_already_is_not_made_twice(agreement, coordinator):
    there = make_forum(agreement.collaboration, name="Primärkommunala delegationen", abbreviation="PKD")
    set_up_forums(coordinator, agreement, a_file(), TODAY)
    assert Forum.objects.filter(abbreviation="PKD").get() == there
    assert Forum.objects.get(abbreviation="DSH").parent == there


def test_every_key_of_the_real_agreement_is_known_to_the_schema():
    known = file_section()["forums"]["items"]["properties"]
    assert {key for forum in yaml.safe_load(FORUMS) for key in forum} <= known.keys()


def test_a_renewed_agreement_takes_the_forums_over(agreement, coordinator):
    set_up_forums(coordinator, agreement, a_file(), TODAY)
    pilot = make_forum(agreement.collaboration, name="Försök", agreement=agreement, ends_on=date(2025, 1, 1))
    renewed = make_agreement(
        agreement.collaboration,
        parties=0,
        predecessor=agreement,
        starts_on=date(2027, 1, 1),
        ends_on=date(2030, 12, 31),
    )
    area = make_area(agreement, key="smart")
    heir = make_area(renewed, key="smart")
    Forum.objects.get(abbreviation="PKD").areas.add(area)
    move_forums(coordinator, renewed)
    assert Forum.objects.filter(agreement=renewed).count() == 7
    assert list(Forum.objects.get(abbreviation="PKD").areas.all()) == [heir]
    pilot.refresh_from_db()
    assert pilot.agreement == agreement


def test_the_exported_agreement_tells_its_forums(agreement, coordinator):
    set_up_forums(coordinator, agreement, a_file(), TODAY)
    overview, *own = chapters_of_agreement(agreement, date(2026, 1, 1))
    assert overview.heading == "Forum"
    (table,) = overview.blocks
    assert len(table.rows) == 7
    assert ("Kommunchefsnätverket (KCN)", "Tjänstepersonsnätverk") in [row[:2] for row in table.rows]
    assert [chapter.heading for chapter in own] == [
        "Primärkommunala delegationen",
        "Kommunchefsnätverket",
    ]


def test_an_agreement_without_forums_has_no_such_chapter(agreement):
    assert chapters_of_agreement(agreement, TODAY) == []


@pytest.mark.parametrize("county", ["vasterbotten", "varmland", "jamtland_harjedalen"])
def test_the_shipped_files_are_read_without_faults(county):
    file = Path(__file__).parents[2] / f"samhandling/demo/facts/{county}.yaml"
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert list(problems_of(document)) == []
    assert len(forums_of_file(document)) >= 3
