"""Questions whose SQL is written once give what the query itself gives, with every value and on both databases."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from samhandling.agreements.models import Agreement, Area
from samhandling.core.prepared import Prepared, PreparedFault
from samhandling.forums.models import Appointment, Forum
from tests.factories.agreements import make_agreement
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import make_collaboration

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)


class Named(NamedTuple):
    pk: int
    name: str


def columns(*values):
    return values


def sitting(forums, on):
    """Joins, a subquery, days and numbers, counted."""
    later = Appointment.objects.filter(seat=OuterRef("seat"), starts_on__gt=on)
    return (
        Appointment.objects.filter(Q(seat__ends_on=None) | Q(seat__ends_on__gte=on), seat__forum__in=forums)
        .filter(starts_on__lte=on, ends_on__gte=on)
        .annotate(has_successor=Exists(later))
        .order_by("seat__forum", "ends_on")
        .values_list("seat__forum", "ends_on", "has_successor")
        .annotate(count=Count("pk"))
    )


def test_the_answer_is_the_querys_own_whatever_the_values_are():
    forums = [make_forum() for _number in range(5)]
    for forum in forums:
        seat = make_seat(forum)
        make_appointment(seat, starts_on=FIRST, ends_on=LAST)
        make_appointment(seat, starts_on=LAST + timedelta(days=1), ends_on=date(2030, 12, 31))
    keys = [forum.pk for forum in forums]
    asked = Prepared(columns, sitting)
    for wanted in (keys, keys[:1], keys[:3], {keys[4]}, [0], []):
        for on in (FIRST, LAST, date(2029, 5, 1), date(1999, 1, 1), date(2031, 1, 1)):
            assert asked(forums=wanted, on=on) == list(sitting(forums=wanted, on=on)), (wanted, on)
    assert len(asked(forums=keys, on=FIRST)) == 5


def test_values_come_as_the_model_has_them():
    agreement = make_agreement(starts_on=FIRST, ends_on=LAST)
    Area.objects.create(agreement=agreement, key="a", position=1, name="Kultur", topics=["scen", "bild"])
    asked = Prepared(
        columns,
        lambda agreement: Agreement.objects.filter(pk=agreement).values_list(
            "starts_on", "comments_due_on", "has_individual_agreements", "areas__topics"
        ),
    )
    assert asked(agreement=agreement.pk) == [(FIRST, None, False, ["scen", "bild"])]


def test_a_row_is_what_the_caller_wants_it_to_be():
    forum = make_forum(name="Byrådet")
    asked = Prepared(Named, lambda pk: Forum.objects.filter(pk=pk).values_list("pk", "name"))
    assert asked(pk=forum.pk) == [Named(pk=forum.pk, name="Byrådet")]


def test_an_empty_list_beside_another_condition_hides_nothing():
    mine, _other = make_forum(), make_forum()
    asked = Prepared(
        columns, lambda kept, where: Forum.objects.filter(Q(pk__in=kept) | Q(collaboration__in=where)).values_list("pk")
    )
    assert asked(kept=[], where=[mine.collaboration_id]) == [(mine.pk,)]
    assert asked(kept=[mine.pk], where=[]) == [(mine.pk,)]
    assert asked(kept=[], where=[]) == []


def test_the_names_of_the_values_tell_one_shape_from_another():
    one = make_collaboration(is_public=True)
    asked = Prepared(columns, lambda **where: type(one).objects.filter(**where).values_list("pk"))
    assert asked(pk=one.pk) == [(one.pk,)]
    assert asked(pk__gt=one.pk) == []


def test_the_sql_is_written_once_for_all_lists_of_about_the_same_length():
    written = []

    def build(keys):
        written.append(len(keys))
        return Forum.objects.filter(pk__in=keys).order_by("pk").values_list("pk")

    keys = [make_forum().pk for _number in range(7)]
    asked = Prepared(columns, build)
    for size in (1, 2, 3, 4, 5, 6, 7, 8):
        assert asked(keys=keys[:size]) == [(key,) for key in keys[:size]]
    assert written == [1, 2, 4, 8]


def test_a_long_list_leaves_room_for_a_year_and_a_day_after_it():
    agreement = make_agreement(starts_on=FIRST, ends_on=LAST, entry_number=2027)
    asked = Prepared(
        columns,
        lambda where, year, on: Agreement.objects.filter(
            collaboration__in=where, entry_number=year, starts_on__lte=on
        ).values_list("pk"),
    )
    where = [agreement.collaboration_id, *range(1_000_000, 1_003_000)]
    assert asked(where=where, year=2027, on=FIRST) == [(agreement.pk,)]
    assert asked(where=where, year=2028, on=FIRST) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans in no time")
def test_postgresql_keeps_the_plan_of_what_is_asked_again():
    names = ["Kulturrådet", "Skogsrådet", "Byrådet"]
    asked = Prepared(columns, lambda pk, word: Forum.objects.filter(pk=pk, name__contains=word).values_list("name"))
    for forum in [make_forum(name=name) for name in names]:
        assert asked(pk=forum.pk, word="råd") == [(forum.name,)]
        assert asked(pk=forum.pk, word="rod") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE '%LIKE%'")
        assert cursor.fetchall() == [(5,)]  # all but the first time


@pytest.mark.parametrize(
    "build",
    [
        lambda on: Appointment.objects.filter(starts_on__lte=on, ends_on__lte=on + timedelta(days=30)).values_list(
            "pk"
        ),
        lambda on: Forum.objects.filter(Q(ends_on=on) | Q(ends_on=on - timedelta(days=1))).values_list("pk"),
        lambda on: Forum.objects.filter(pk=1).values_list("pk"),
    ],
    ids=["a day later", "the day before", "not used"],
)
def test_what_is_calculated_from_a_value_or_left_out_is_found_out_at_once(build):
    with pytest.raises(PreparedFault, match="value"):
        Prepared(columns, build)(on=FIRST)


def test_a_number_calculated_from_a_value_is_found_out_too():
    asked = Prepared(
        columns,
        lambda year: Agreement.objects.filter(Q(entry_number=year) | Q(entry_number=year + 1)).values_list("pk"),
    )
    with pytest.raises(PreparedFault, match="value"):
        asked(year=2027)
