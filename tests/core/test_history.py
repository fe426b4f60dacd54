"""Events told as sentences, in words and not as stored values."""

import pytest
from django.db.models import TextChoices
from django.utils import translation

from samhandling.accounts.models import ApiToken
from samhandling.core import history, slots
from samhandling.core.audit import changes, record
from samhandling.core.history import Change, RoomWords, events_of, read, register, vocabulary_of
from samhandling.core.models import Event
from samhandling.portal.models import AccessibilityStatement
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


class Colour(TextChoices):
    RED = "red", "Röd"
    BLUE = "blue", "Blå"


@pytest.fixture(autouse=True)
def words_of_this_test(monkeypatch):
    monkeypatch.setattr(history, "_rooms", {})


def say(**words):
    """A room that says one thing that may happen to a user."""
    register(RoomWords(**{"room": "accounts", "sentences": {"user.painted": "Målade användaren"}} | words))


def line_of(before, after, verb="user.painted", **words):
    user = make_user()
    say(**words)
    record(user, verb, user, before=before, after=after)
    return read(events_of(user))[0]


def test_a_line_says_who_did_what_and_why():
    user = make_user(name="Åsa Ek")
    say()
    record(user, "user.painted", user, reason="Den var grå.", on_behalf_of=user)
    line = read(events_of(user))[0]
    assert (line.actor, line.on_behalf_of, line.sentence, line.changes, line.reason) == (
        "Åsa Ek",
        "Åsa Ek",
        "Målade användaren",
        [],
        "Den var grå.",
    )


def test_what_nobody_did_was_done_by_the_system():
    user = make_user()
    record(None, "user.painted", user)
    assert read(events_of(user))[0].actor == "Systemet"


def test_fields_and_values_are_called_as_the_model_calls_them():
    line = line_of({"language": "sv", "is_active": True}, {"language": "en", "is_active": False})
    assert line.changes == [Change("Språk", "Svenska", "Engelska"), Change("Får logga in", "ja", "nej")]


def test_the_verb_tells_which_model_where_the_event_lies_on_another():
    words = {"sentences": {"token.created": "Gjorde en nyckel"}, "nouns": {"token": ApiToken}}
    assert line_of({}, {"name": "Robot"}, "token.created", **words).changes == [Change("Namn", "", "Robot")]
    register(RoomWords("finance", {"fee_list.drafted": "Räknade fram"}))
    fields = vocabulary_of(Event(verb="fee_list.drafted", object_type="agreements.agreement")).fields
    assert {"base_year", "rounding_unit"} <= fields.keys()


def test_one_kind_of_act_may_tell_of_another_model_than_its_noun():
    words = {"nouns": {"user.painted": AccessibilityStatement}}
    assert line_of({}, {"conformance": "full"}, **words).changes == [Change("Förenlighet", "", "helt förenlig")]


def test_numbers_are_written_in_their_unit():
    line = line_of(
        {"sum_ore": 100},
        {"sum_ore": 160_000_000},
        fields={"sum_ore": "summa"},
        units={"sum_ore": lambda ore: f"{ore // 100} kr"},
    )
    assert line.changes == [Change("Summa", "1 kr", "1600000 kr")]


def test_a_value_that_no_longer_exists_is_shown_as_it_was():
    assert line_of({"language": "fi"}, {"language": "sv"}).changes == [Change("Språk", "fi", "Svenska")]


def test_rooms_that_use_one_name_for_different_things_do_not_meet():
    register(RoomWords("agreements", {"clause.moved": "Flyttade"}))
    register(RoomWords("forums", {"seat.moved": "Bytte plats"}, fields={"seat.number": "ordning"}))
    register(RoomWords("documents", {"paper.moved": "Flyttade"}, fields={"number": "blad"}))
    user = make_user()
    for verb in ("clause.moved", "seat.moved", "paper.moved"):
        record(user, verb, user, after={"number": "3"})
    assert [line.changes for line in reversed(read(events_of(user)))] == [
        [Change("Nummer", "", "3")],
        [Change("Ordning", "", "3")],
        [Change("Blad", "", "3")],
    ]


def test_days_truth_and_nothing_are_told_as_people_do():
    line = line_of({"on": None, "open": False}, {"on": "2027-03-14", "open": True, "code": "2027-99-99"})
    assert line.changes == [
        Change("Code", "", "2027-99-99"),
        Change("On", "", "14 mars 2027"),
        Change("Open", "nej", "ja"),
    ]


def test_changes_come_in_the_order_of_the_model_after_what_it_does_not_have():
    after = {"a": 1, "is_active": True, "language": "sv", "name": "x", "seat": "första", "chair": "andra"}
    line = line_of({}, after, fields={"seat": "plats", "chair": "stol"})
    assert [change.field for change in line.changes] == ["Plats", "Stol", "Namn", "Språk", "Får logga in", "A"]


def test_an_event_of_a_room_that_is_gone_is_shown_as_it_was_stored():
    user = make_user()
    Event.objects.create(verb="boat.sunk", object_type="harbour.boat", object_id=user.pk, after={"depth": 3})
    line = read(Event.objects.filter(verb="boat.sunk"))[0]
    assert (line.sentence, line.changes) == ("boat.sunk", [Change("Depth", "", "3")])


def test_the_same_event_is_told_in_the_language_of_its_reader():
    user = make_user()
    record(None, "user.painted", user, after={"on": "2027-03-14"})
    with translation.override("en"):
        line = read(events_of(user))[0]
    assert (line.actor, line.changes[0].after) == ("The system", "14 March 2027")


def test_a_person_is_named_as_they_are_called_now_or_as_erased(monkeypatch):
    monkeypatch.setitem(slots._slots, "history.persons", [lambda ids: {7: "Bo Berg"} if 7 in ids else {}])
    say(sentences={"user.met": "Mötte %(person)s"})
    user = make_user()
    record(user, "user.met", user, person_id=7)
    record(user, "user.met", user, person_id=8)
    assert [line.sentence for line in read(events_of(user))] == [
        "Mötte en person som har raderats",
        "Mötte Bo Berg",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_history_is_read_with_one_query_however_long(django_assert_num_queries, rows):
    user = make_user()
    for _row in range(rows):
        record(make_user(), "user.painted", user)
    with django_assert_num_queries(1):
        assert len(read(events_of(user))) == rows


def test_only_what_differs_is_a_change():
    user = make_user(name="Bo", language="sv")
    assert changes(user, {"name": "Bo", "language": "en"}) == ({"language": "sv"}, {"language": "en"})


def test_values_are_kept_as_plain_json():
    user = make_user()
    record(user, "user.painted", user, after={"colour": Colour.RED, "who": user, "list": (1, None)})
    assert Event.objects.get().after == {"colour": "red", "who": str(user), "list": [1, None]}
