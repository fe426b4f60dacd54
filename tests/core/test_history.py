"""Events told as sentences, in words and not as stored values."""

import pytest
from django.db.models import TextChoices
from django.utils import translation

from samhandling.core import history, slots
from samhandling.core.audit import changes, record
from samhandling.core.history import Change, events_of, read, tell
from samhandling.core.models import Event
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


class Colour(TextChoices):
    RED = "red", "Röd"
    BLUE = "blue", "Blå"


@pytest.fixture(autouse=True)
def words_of_this_test(monkeypatch):
    for name in ("_sentences", "_field_names", "_value_words", "_units"):
        monkeypatch.setattr(history, name, {})


def tell_of(before, after, **words):
    user = make_user()
    tell({"user.painted": "Målade användaren"}, **words)
    record(user, "user.painted", user, before=before, after=after)
    return read(events_of(user))[0]


def test_a_line_says_who_did_what_and_why():
    user = make_user(name="Åsa Ek")
    tell({"user.painted": "Målade användaren"})
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


def test_values_of_an_enum_are_shown_by_their_label():
    line = tell_of({"colour": "red"}, {"colour": "blue"}, fields={"colour": "Färg"}, words={"colour": Colour.choices})
    assert line.changes == [Change("Färg", "Röd", "Blå")]


def test_numbers_are_written_in_their_unit():
    line = tell_of(
        {"sum_ore": 100},
        {"sum_ore": 160_000_000},
        fields={"sum_ore": "Summa"},
        units={"sum_ore": lambda ore: f"{ore // 100} kr"},
    )
    assert line.changes == [Change("Summa", "1 kr", "1600000 kr")]


def test_a_value_that_no_longer_exists_is_shown_as_it_was():
    line = tell_of({"colour": "grey"}, {"colour": ["red", "blue"]}, words={"colour": Colour.choices})
    assert line.changes == [Change("colour", "grey", "Röd, Blå")]


def test_the_table_decides_when_two_rooms_use_one_name():
    line = tell_of(
        {},
        {"colour": "red"},
        fields={"colour": "Ton", "accounts.user.colour": "Färg"},
        words={"colour": [("red", "Varm")], "accounts.user.colour": Colour.choices},
    )
    assert line.changes == [Change("Färg", "", "Röd")]


def test_days_truth_and_nothing_are_told_as_people_do():
    line = tell_of({"on": None, "open": False}, {"on": "2027-03-14", "open": True, "code": "2027-99-99"})
    assert line.changes == [
        Change("code", "", "2027-99-99"),
        Change("on", "", "14 mars 2027"),
        Change("open", "nej", "ja"),
    ]


def test_changes_come_in_the_order_their_room_listed_the_fields():
    line = tell_of({}, {"a": 1, "title": 2, "on": 3}, fields={"title": "Titel", "accounts.user.on": "Dag"})
    assert [change.field for change in line.changes] == ["Titel", "Dag", "a"]


def test_the_same_event_is_told_in_the_language_of_its_reader():
    user = make_user()
    record(None, "user.painted", user, after={"on": "2027-03-14"})
    with translation.override("en"):
        line = read(events_of(user))[0]
    assert (line.actor, line.changes[0].after) == ("The system", "14 March 2027")


def test_a_person_is_named_as_they_are_called_now_or_as_erased(monkeypatch):
    monkeypatch.setitem(slots._slots, "history.persons", [lambda ids: {7: "Bo Berg"} if 7 in ids else {}])
    tell({"user.met": "Mötte %(person)s"})
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
