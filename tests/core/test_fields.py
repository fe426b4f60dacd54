"""What a field takes, and how it refuses the rest."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone

from samhandling.core.fields import DayField, ManyRowsField
from samhandling.core.http import as_of
from samhandling.core.models import StoredFile


@pytest.mark.parametrize("written", ["1900-01-01", "2026-11-22", "2199-12-31"])
def test_a_day_that_somebody_can_mean_is_taken(written):
    assert DayField().clean(written) == date.fromisoformat(written)


@pytest.mark.parametrize("written", ["2027-1-3", "20270103", "2027\u201101\u201103", "3/1 2027", "3 januari 2027"])
def test_a_day_is_taken_as_people_write_it(written):
    assert DayField().clean(written) == date(2027, 1, 3)


@pytest.mark.parametrize("written", ["1/3/2027", "01/03/27", "2027-02-30", "i morgon"])
def test_a_day_that_could_be_another_is_asked_for_again(written):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(written)
    assert refused.value.messages == ["Fyll i ett giltigt datum."]


@pytest.mark.parametrize("written", ["0001-01-01", "0206-11-22", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_with_a_wrong_digit_is_told_of(written):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(written)
    assert refused.value.messages == [
        "Skriv en dag mellan 1 januari 1900 och 31 december 2199. Kanske blev en siffra i årtalet fel."
    ]


@pytest.mark.parametrize("asked", ["", "0001-01-01", "9999-12-31", "2026-02-30", "idag", "\x00"])
def test_a_page_asked_for_a_day_that_nobody_can_mean_tells_of_today(asked):
    assert as_of(RequestFactory().get("/", {"datum": asked})) == timezone.localdate()


def test_a_page_tells_of_the_day_asked_for():
    assert as_of(RequestFactory().get("/", {"datum": "2027-03-14"})) == date(2027, 3, 14)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["999999999999999999999", "9" * 5000])
def test_a_row_number_that_no_table_reaches_is_refused_before_the_database_sees_it(number, django_assert_num_queries):
    field = ManyRowsField(queryset=StoredFile.objects.all())
    with django_assert_num_queries(0), pytest.raises(ValidationError) as refused:
        field.clean([number])
    assert refused.value.code == "invalid_pk_value"
