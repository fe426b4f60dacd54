"""Writing the text, and saying what it is about."""

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.agreements.domain.clauses import DEEPEST
from samhandling.agreements.enums import AimKind, Refusal, Status
from samhandling.agreements.models import Clause
from samhandling.agreements.services.areas import add_aim, add_area, change_aim, change_area, remove_aim, remove_area
from samhandling.agreements.services.clauses import add_clause, move_clause, remove_clause, rewrite_clause
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_clause, make_duty
from tests.factories.organisations import make_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return make_agreement()


@pytest.fixture
def coordinator(agreement):
    return make_coordinator(agreement.collaboration)


@pytest.fixture
def write(agreement, coordinator):
    def add(heading, **kw):
        return add_clause(actor=coordinator, agreement=agreement, heading=heading, **kw)

    return add


def text(agreement):
    rows = agreement.clauses.filter(is_removed=False).values_list("number", "heading")
    return sorted(rows, key=lambda row: [int(part) for part in row[0].split(".")])


def refused(reason, act):
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.reason == reason


def test_clauses_are_numbered_as_they_are_added(agreement, write):
    first = write("Syfte")
    write("Parter")
    write("Mål", parent=first)
    write("Inledning", position=1)
    assert text(agreement) == [("1", "Inledning"), ("2", "Syfte"), ("2.1", "Mål"), ("3", "Parter")]


def test_a_new_clause_has_its_first_version_and_its_event(write, coordinator):
    clause = write("Syfte", text="Vi samverkar.")
    [version] = clause.versions.all()
    assert (version.version, version.text, version.written_by) == (1, "Vi samverkar.", coordinator)
    assert Event.objects.get(verb="clause.added").after == {"number": "1", "heading": "Syfte", "text": "Vi samverkar."}


def test_a_clause_is_found_by_its_folded_text(write, agreement):
    clause = write("Åtgärder", text="ÄLDRE människor")
    assert Clause.objects.get(search_key__contains="åtgärder äldre").pk == clause.pk


def test_a_new_wording_keeps_the_former_one(write, coordinator):
    clause = write("Syfte", text="Vi samverkar.")
    rewrite_clause(actor=coordinator, clause=clause, heading="Syfte", text="Vi samhandlar.", reason="Skarpare")
    clause.refresh_from_db()
    assert (clause.text, clause.version) == ("Vi samhandlar.", 2)
    assert list(clause.versions.values_list("version", "text", "reason")) == [
        (2, "Vi samhandlar.", "Skarpare"),
        (1, "Vi samverkar.", ""),
    ]
    event = Event.objects.get(verb="clause.rewritten")
    assert (event.before, event.after) == ({"text": "Vi samverkar."}, {"text": "Vi samhandlar."})


def test_two_who_write_at_once_do_not_overwrite_each_other(write, coordinator):
    clause = write("Syfte", text="Först")
    rewrite_clause(actor=coordinator, clause=clause, heading="Syfte", text="Hen", reason="", from_version=1)
    refused(
        Refusal.CLAUSE_CHANGED,
        lambda: rewrite_clause(
            actor=coordinator, clause=clause, heading="Syfte", text="Jag", reason="", from_version=1
        ),
    )
    clause.refresh_from_db()
    assert clause.text == "Hen"


def test_the_same_words_again_make_no_version(write, coordinator):
    clause = write("Syfte", text="Först")
    refused(
        Refusal.NOTHING_CHANGED,
        lambda: rewrite_clause(actor=coordinator, clause=clause, heading="Syfte", text="Först", reason=""),
    )


def test_a_clause_moves_with_all_that_lies_below_it(agreement, write, coordinator):
    first, second = write("Ett"), write("Två")
    write("Under ett", parent=first)
    move_clause(actor=coordinator, clause=first, parent=second)
    assert text(agreement) == [("1", "Två"), ("1.1", "Ett"), ("1.1.1", "Under ett")]
    event = Event.objects.get(verb="clause.moved")
    assert (event.before, event.after) == ({"number": "1"}, {"number": "1.1"})


def test_a_clause_moves_among_its_sisters(agreement, write, coordinator):
    write("Ett")
    write("Två")
    third = write("Tre")
    move_clause(actor=coordinator, clause=third, parent=None, position=1)
    assert text(agreement) == [("1", "Tre"), ("2", "Ett"), ("3", "Två")]


def test_a_clause_cannot_move_below_itself(write, coordinator):
    first = write("Ett")
    below = write("Under", parent=first)
    refused(Refusal.CLAUSE_BELOW_ITSELF, lambda: move_clause(actor=coordinator, clause=first, parent=below))


def test_a_clause_cannot_lie_in_another_agreement(agreement, write):
    elsewhere = Clause.objects.create(agreement=make_agreement(), position=1, number="1", heading="Annan")
    refused(Refusal.CLAUSE_ELSEWHERE, lambda: write("Ny", parent=elsewhere))
    assert text(agreement) == []


def test_a_removed_clause_leaves_the_numbers_and_keeps_its_history(agreement, write, coordinator):
    first = write("Ett", text="Text")
    write("Två")
    remove_clause(actor=coordinator, clause=first)
    assert text(agreement) == [("1", "Två")]
    assert first.versions.count() == 1
    assert Event.objects.get(verb="clause.removed").before["text"] == "Text"
    refused(
        Refusal.CLAUSE_REMOVED,
        lambda: rewrite_clause(actor=coordinator, clause=first, heading="Ny", text="", reason=""),
    )


def test_a_clause_with_sub_clauses_or_duties_is_not_removed(agreement, write, coordinator):
    first, second = write("Ett"), write("Två")
    write("Under", parent=first)
    make_duty(agreement, clause=second)
    refused(Refusal.CLAUSE_HAS_CHILDREN, lambda: remove_clause(actor=coordinator, clause=first))
    refused(Refusal.CLAUSE_HAS_DUTIES, lambda: remove_clause(actor=coordinator, clause=second))


def test_the_text_is_written_only_while_a_draft_and_only_by_the_coordinator(agreement, write, coordinator):
    clause = write("Ett")
    with pytest.raises(PermissionDenied):
        rewrite_clause(actor=make_user(), clause=clause, heading="Ny", text="", reason="")
    agreement.status = Status.PROPOSED
    agreement.save()
    refused(Refusal.NOT_DRAFT, lambda: write("Två"))
    refused(
        Refusal.NOT_DRAFT,
        lambda: rewrite_clause(actor=coordinator, clause=clause, heading="Ny", text="", reason=""),
    )
    refused(Refusal.NOT_DRAFT, lambda: move_clause(actor=coordinator, clause=clause, parent=None))
    refused(Refusal.NOT_DRAFT, lambda: remove_clause(actor=coordinator, clause=clause))


def test_areas_keep_their_order_and_their_topics(agreement, coordinator):
    add_area(actor=coordinator, agreement=agreement, name="Smart region", topics=["innovation"])
    second = add_area(actor=coordinator, agreement=agreement, name="Nära region")
    change_area(actor=coordinator, area=second, name="Nära region", topics=["kollektivtrafik"])
    assert list(agreement.areas.values_list("position", "key", "topics")) == [
        (1, "smart-region", ["innovation"]),
        (2, "nara-region", ["kollektivtrafik"]),
    ]
    assert Event.objects.get(verb="area.changed").after == {"topics": ["kollektivtrafik"]}


def test_two_areas_cannot_have_one_key(agreement, coordinator):
    add_area(actor=coordinator, agreement=agreement, name="Skola")
    refused(Refusal.AREA_KEY_TAKEN, lambda: add_area(actor=coordinator, agreement=agreement, name="Skola"))


def test_an_area_with_duties_stays(agreement, coordinator):
    area = add_area(actor=coordinator, agreement=agreement, name="Skola")
    duty = make_duty(agreement, area=area)
    refused(Refusal.AREA_IN_USE, lambda: remove_area(actor=coordinator, area=area))
    duty.delete()
    remove_area(actor=coordinator, area=area)
    assert not agreement.areas.exists()
    assert Event.objects.get(verb="area.removed").before == {"area": "Skola", "topics": []}


def test_aims_and_perspectives_are_counted_apart(agreement, coordinator):
    aim = add_aim(actor=coordinator, agreement=agreement, text="Tillit")
    add_aim(actor=coordinator, agreement=agreement, text="Jämställdhet", kind=AimKind.PERSPECTIVE)
    change_aim(actor=coordinator, aim=aim, text="Tillit och förståelse")
    assert list(agreement.aims.values_list("kind", "position", "text")) == [
        ("aim", 1, "Tillit och förståelse"),
        ("perspective", 1, "Jämställdhet"),
    ]
    remove_aim(actor=coordinator, aim=aim)
    assert [event.verb for event in Event.objects.order_by("pk")] == [
        "aim.added",
        "aim.added",
        "aim.changed",
        "aim.removed",
    ]


def test_a_clause_lies_at_most_ten_levels_deep(agreement, coordinator):
    """Where a sister has a number of three digits too: numbers have room, whatever they are."""
    clause = None
    for _level in range(DEEPEST):
        Clause.objects.bulk_create(
            Clause(agreement=agreement, parent=clause, position=place, number=f"~{clause}{place}", heading="Syster")
            for place in range(1, 100)
        )
        clause = add_clause(actor=coordinator, agreement=agreement, heading="Djupare", parent=clause)
        clause.refresh_from_db()
    assert clause.number == ".".join(["100"] * DEEPEST)
    with pytest.raises(RuleBroken) as broken:
        add_clause(actor=coordinator, agreement=agreement, heading="Djupast", parent=clause)
    assert broken.value.reason is Refusal.CLAUSE_TOO_DEEP
    assert not agreement.clauses.filter(heading="Djupast").exists()


def test_a_clause_is_not_moved_where_those_below_it_would_lie_too_deep(agreement, coordinator):
    def chain(length: int) -> list[Clause]:
        clauses: list[Clause] = [add_clause(actor=coordinator, agreement=agreement, heading="Topp")]
        for _level in range(length - 1):
            clauses.append(add_clause(actor=coordinator, agreement=agreement, heading="Under", parent=clauses[-1]))
        return clauses

    deep, small = chain(DEEPEST - 2), chain(3)
    with pytest.raises(RuleBroken) as broken:
        move_clause(actor=coordinator, clause=small[0], parent=deep[-1])
    assert broken.value.reason is Refusal.CLAUSE_TOO_DEEP
    move_clause(actor=coordinator, clause=small[0], parent=deep[-2])
    small[-1].refresh_from_db()
    assert small[-1].number == "1.1.1.1.1.1.1.2.1.1"


def test_clauses_are_placed_among_their_sisters_and_touch_no_others(agreement, write, coordinator):
    elsewhere = make_clause(make_agreement(agreement.collaboration), position=7, number="7")
    first = write("Syfte")
    below, gone = write("Mål", parent=first), write("Struken")
    remove_clause(actor=coordinator, clause=gone)
    last = write("Parter")
    for clause in (elsewhere, first, below, gone, last):
        clause.refresh_from_db()
    assert [one.position for one in (elsewhere, first, below, last)] == [7, 1, 1, 2]
    assert (below.parent, last.parent, elsewhere.agreement == agreement) == (first, None, False)
