"""Which days a calendar tells of, and that other programs can read it (RFC 5545)."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from samhandling.agreements.enums import PartyRole, Status
from samhandling.agreements.models import Party, SpecialAgreement
from samhandling.core.calendar import CalendarEvent, CalendarWish, Stamp, calendar_file, events_for
from samhandling.forums.enums import Office
from samhandling.forums.models import PresidiumTerm
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_duty,
    make_individual_agreement,
    make_party,
    make_review,
)
from tests.factories.forums import make_appointment, make_forum, make_seat, make_secretary
from tests.factories.organisations import give_party, give_role, make_collaboration, make_municipality, make_person

TODAY = date(2026, 3, 1)


AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


def written(*events: CalendarEvent) -> bytes:
    stamped = [(event, Stamp(7, AT)) for event in events]
    return calendar_file("Åtgärder", stamped, site="https://samverkan.example.se", language="sv")


def test_swedish_text_is_folded_and_escaped_so_that_it_comes_back_whole():
    long = "Åtagandet; räkna, ”å” \\ och ö: " * 8 + "\nnästa rad 😀"
    content = written(CalendarEvent("duty-1", TODAY, "Sista dagen:\r\nBEGIN:VALARM", long, "/samverkan/v/"))

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.endswith(b"END:VCALENDAR\r\n")
    (entry,) = Calendar.from_ical(content).walk("VEVENT")
    assert entry["description"] == long
    assert entry["summary"] == "Sista dagen: BEGIN:VALARM"
    assert b"\r\nBEGIN:VALARM" not in content


def test_a_day_is_a_whole_day_and_what_is_required_is_there():
    calendar = Calendar.from_ical(written(CalendarEvent("duty-1", TODAY, "Dag", "", "/x/")))
    (entry,) = calendar.walk("VEVENT")

    assert (calendar["version"], calendar["name"], calendar["x-wr-calname"]) == ("2.0", "Åtgärder", "Åtgärder")
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    assert entry["dtstart"].dt == TODAY
    assert (entry["uid"], entry["sequence"]) == ("duty-1@samverkan.example.se", 7)
    assert (entry["dtstamp"].dt, entry["last-modified"].dt) == (AT, AT)
    assert entry["url"] == "https://samverkan.example.se/x/"


def test_an_empty_calendar_is_a_calendar():
    assert Calendar.from_ical(written()).walk("VEVENT") == []


# --- What the rooms tell ----------------------------------------------------------------------------------


@pytest.fixture
def county(db: None) -> Collaboration:
    return make_collaboration(slug="vasterbotten")


@pytest.fixture
def umea(county: Collaboration) -> Organisation:
    return make_municipality("Umeå", "2480", collaboration=county)


@pytest.fixture
def party(county: Collaboration, umea: Organisation) -> Party:
    """Umeå's part in an agreement to the end of 2026, with one special agreement that runs a year longer."""
    agreement = make_agreement_in_force(county, parties=0, title="Överenskommelsen")
    party = make_party(agreement, umea, PartyRole.MUNICIPALITY)
    individual = make_individual_agreement(party)
    SpecialAgreement.objects.create(
        individual_agreement=individual, title="Bredband", ends_on=date(2027, 12, 31), notice_months=6
    )
    return party


def events_by_day(viewer, county: Collaboration, party: Organisation | None = None) -> dict[date, str]:
    """Without the steps of a renewal, which are counted backwards from the last day: tests/agreements has them."""
    wish = CalendarWish(county.pk, party.pk if party else None, date(2026, 1, 1))
    return {event.on: event.title for event in events_for(viewer, wish) if "-renewal-" not in event.key}


def test_a_coordinator_follows_everything_of_the_agreements(county: Collaboration, party: Party):
    make_review(party.agreement, due_on=date(2026, 5, 1))
    make_review(party.agreement, due_on=date(2026, 5, 2), done_on=date(2026, 2, 1))
    make_duty(party.agreement, what="Ta fram en plan", due_on=date(2026, 6, 1))
    make_duty(party.agreement, what="Gjort", due_on=date(2026, 6, 2), fulfilled_on=date(2026, 2, 1))
    make_duty(party.agreement, what="Länge sedan", due_on=date(2024, 6, 2))
    make_agreement(county, title="Utkast", ends_on=date(2026, 7, 1))

    assert events_by_day(give_role(make_user(), county), county) == {
        date(2026, 5, 1): "Sista dagen för aktualitetsprövning av Överenskommelsen",
        date(2026, 6, 1): "Sista dagen: Ta fram en plan",
        date(2026, 12, 31): "Sista dagen för Överenskommelsen",
        date(2027, 6, 30): "Sista dagen att säga upp Bredband med Umeå",
        date(2027, 12, 31): "Sista dagen för Bredband med Umeå",
    }


def test_who_answers_for_a_party_follows_what_rests_on_it(county: Collaboration, umea: Organisation, party: Party):
    make_duty(party.agreement, what="Vårt", owner=umea, due_on=date(2026, 6, 1))
    make_duty(party.agreement, what="Regionens", due_on=date(2026, 6, 2))
    other = make_party(make_agreement_in_force(county, parties=0, title="Annan"))

    mine = events_by_day(give_party(make_user(), county, umea), county)
    of_party = events_by_day(give_role(make_user(), county, "reader"), county, umea)

    assert list(mine.values()) == [
        "Sista dagen: Vårt",
        "Sista dagen för Överenskommelsen",
        "Sista dagen att säga upp Bredband med Umeå",
        "Sista dagen för Bredband med Umeå",
    ]
    assert of_party == mine
    assert list(events_by_day(give_party(make_user(), county, other.organisation), county).values()) == [
        "Sista dagen för Annan"
    ]


def test_a_reader_without_duties_has_an_empty_calendar_of_their_own(county: Collaboration, party: Party):
    assert events_by_day(give_role(make_user(), county, "reader"), county) == {}


def test_an_agreement_that_one_may_not_see_tells_nothing(county: Collaboration, umea: Organisation, party: Party):
    assert events_by_day(make_user(), county, umea) == {}
    party.agreement.status = Status.DRAFT
    party.agreement.save()
    assert events_by_day(give_role(make_user(), county), county, umea) == {}


def test_ones_own_appointments_and_office_end(county: Collaboration):
    user = make_user()
    person = make_person(collaboration=county, user=user)
    forum = make_forum(county, abbreviation="PKD")
    make_appointment(make_seat(forum), person, ends_on=date(2098, 10, 1))
    make_appointment(make_seat(forum), ends_on=date(2098, 10, 2))
    PresidiumTerm.objects.create(
        forum=forum, person=person, office=Office.CHAIR, starts_on=date(2025, 1, 1), ends_on=date(2098, 9, 30)
    )
    assert events_by_day(user, county) == {
        date(2098, 9, 30): "Din tid som ordförande i PKD går ut",
        date(2098, 10, 1): "Ditt uppdrag i PKD går ut",
    }


def test_a_secretary_follows_the_forum_and_a_party_its_own_seats(county: Collaboration, umea: Organisation):
    forum, other = make_forum(county, abbreviation="PKD"), make_forum(county, abbreviation="RPD")
    for where, organisation in ((forum, umea), (forum, None), (other, None)):
        make_appointment(make_seat(where, organisation=organisation), ends_on=date(2026, 12, 31))
    wish = CalendarWish(county.pk, None, TODAY)

    (secretary,) = events_for(make_secretary(forum), wish)
    (speaker,) = events_for(give_party(make_user(), county, umea), wish)
    coordinator = events_for(give_role(make_user(), county), wish)

    assert secretary.title == "Två uppdrag i PKD går ut"
    assert len(secretary.description.splitlines()) == 2
    assert speaker.title == "Ett uppdrag i PKD går ut"
    assert speaker.description.endswith(", Umeå")
    assert [event.title for event in coordinator] == ["Två uppdrag i PKD går ut", "Ett uppdrag i RPD går ut"]
    # The same thing is the same entry, whoever follows it.
    assert secretary.key == coordinator[0].key
