"""Home knows who comes: a section for each role, in one order, and nothing for those without."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from samhandling.core.models import Event
from samhandling.forums.enums import AccessMode, Office
from samhandling.forums.models import PresidiumTerm
from samhandling.notices.services.wishes import change_wish
from samhandling.organisations.enums import Role
from samhandling.organisations.models import ContactPoint
from samhandling.portal.models import FirstStepsKept
from samhandling.portal.selectors.own import own_of
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_agreement_in_force
from tests.factories.forums import make_appointment, make_forum, make_paper, make_seat, make_secretary
from tests.factories.notices import make_notice
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


@pytest.fixture
def county():
    return make_collaboration(slug="lanet", is_public=True, contact_name="Samordningen", contact_email="s@example.se")


def seated(county, *, party=None, user=None, **forum):
    """Somebody who sits in a forum of the county, and the forum."""
    place = make_forum(county, abbreviation="PKD", **forum)
    user = user or make_user(name="Elin Forsberg")
    person = county.people.filter(user=user).first() or make_person(collaboration=county, user=user)
    return user, place, make_appointment(make_seat(place, organisation=party), person)


def test_who_sits_somewhere_is_told_where_until_when_for_whom_and_whom_to_ask(county):
    party = make_municipality("Norsjö", "2417", collaboration=county)
    user, forum, appointment = seated(county, party=party)
    secretary = make_secretary(forum, make_user(name="Maria Sandström"))
    person = make_person(collaboration=county, user=secretary)
    ContactPoint.objects.create(collaboration=county, person=person, kind="email", value="maria@example.se")
    follower = make_person(collaboration=county, given_name="Nils", family_name="Ny")
    make_appointment(appointment.seat, follower, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))

    own = own_of(user, county, today=TODAY)

    assert own.sentence == "Du sitter i ett forum till 31 december 2026."
    (seat,) = own.places.seats
    assert seat.role_in_words == "ledamot för Norsjö"
    assert (seat.follower, seat.follows_on) == ("Nils Ny", date(2027, 1, 1))
    assert [(one.line, one.email) for one in seat.ask] == [("Maria Sandström, sekreterare", "maria@example.se")]


def test_an_office_is_told_and_without_a_secretary_one_asks_the_chair(county):
    user, forum, appointment = seated(county)
    chair = make_person(collaboration=county, given_name="Ylva", family_name="Ordf")
    days = {"starts_on": date(2023, 1, 1), "ends_on": date(2026, 12, 31)}
    PresidiumTerm.objects.create(forum=forum, person=chair, office=Office.CHAIR, **days)
    PresidiumTerm.objects.create(forum=forum, person=appointment.person, office=Office.VICE_CHAIR, **days)

    (seat,) = own_of(user, county, today=TODAY).places.seats

    assert seat.role == "vice ordförande, ledamot"
    assert [one.line for one in seat.ask] == ["Ylva Ordf, ordförande"]


def test_different_last_days_and_a_seat_to_come_are_told_as_such(county):
    user, _forum, _appointment = seated(county)
    seated(county, user=user)
    later = make_forum(county, name="Nästa")
    person = county.people.get(user=user)
    make_appointment(make_seat(later), person, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))

    places = own_of(user, county, today=TODAY).places

    assert places.sentence == "Du sitter i två forum till 31 december 2026."
    assert [seat.is_coming for seat in places.seats].count(True) == 1
    assert own_of(user, county, today=date(2026, 12, 31)).places.forums == places.forums


def test_papers_of_ones_forums_come_latest_first_and_none_that_one_may_not_read(county):
    user, forum, _appointment = seated(county, access=AccessMode.CLOSED)
    closed = make_forum(county, name="Annat", access=AccessMode.CLOSED)
    for title, where, on in (("Äldre", forum, 1), ("Nyare", forum, 2), ("Hemlig", closed, 3)):
        make_paper(where, title, dated_on=date(2026, 11, on))

    assert [paper.title for paper in own_of(user, county, today=TODAY).papers] == ["Nyare", "Äldre"]


def test_the_secretary_meets_the_forums_they_keep(county):
    forum = make_forum(county, seats=2)
    make_appointment(forum.seats.first())
    own = own_of(make_secretary(forum), county, today=TODAY)

    assert [(one.name, one.sentence) for one in own.kept] == [
        (forum.name, "1 av 2 platser är fyllda. En är vakant. Ett uppdrag går ut inom 90 dagar.")
    ]


def test_each_role_gets_its_own_and_a_reader_nothing_of_it(county):
    roles = (Role.FINANCE, Role.EVALUATOR, Role.COORDINATOR, Role.READER)
    own = {role: own_of(give_role(make_user(), county, role), county, today=TODAY) for role in roles}

    assert [role for role in roles if own[role].desk] == [Role.FINANCE]
    assert [role for role in roles if own[role].follow_up] == [Role.EVALUATOR]
    assert [role for role in roles if own[role].has_year] == [Role.COORDINATOR]
    assert not own[Role.READER].steps.lines


def test_what_is_late_stands_first_under_its_own_heading(client, county):
    make_agreement_in_force(county, ends_on=date(2030, 12, 31)).reviews.create(
        kind="relevance", opens_on=date(2024, 1, 1), due_on=date(2024, 12, 31)
    )
    make_forum(county, seats=1)
    client.force_login(make_coordinator(county))

    waiting = client.get("/samverkan/lanet/").context["own"].waiting

    assert waiting.groups[0].title == "Försenat"
    assert waiting.sentence.endswith("En av dem är försenad.")


def test_with_one_collaboration_home_is_its_overview(client, county):
    make_forum(county)
    client.force_login(make_coordinator(county))

    home, overview = client.get("/hem/"), client.get("/samverkan/lanet/")

    assert home.context["own"].waiting == overview.context["own"].waiting
    assert "<h1>" + county.name in home.text
    assert [item.url for item in home.context["frame"].rooms if item.is_current] == ["/samverkan/lanet/"]


def test_with_several_home_tells_what_waits_in_each(client, county):
    other = make_collaboration(name="Grannlänet")
    make_forum(county, seats=1)
    user = give_role(make_coordinator(county), other, Role.COORDINATOR)
    client.force_login(user)

    home = client.get("/hem/").context["home"]

    told = {one.collaboration.name: one.waiting.sentence for one in home.collaborations}
    assert told["Grannlänet"] == "Ingenting väntar på dig just nu."
    assert told[county.name] == "En sak väntar på dig."


def test_a_visitor_finds_their_municipality_by_any_part_of_its_name(client, county):
    for name, code in (("Malå", "2418"), ("Åsele", "2463")):
        make_municipality(name, code, collaboration=county)

    found = client.get("/samverkan/lanet/", {"kommun": "ÅS"})
    none = client.get("/samverkan/lanet/", {"kommun": "xyz"})

    assert [name for _pk, name in found.context["overview"].municipalities.shown] == ["Åsele"]
    assert "Ingen kommun här heter ”xyz”." in none.text
    assert found.context["own"] is None


# --- The page of an organisation -----------------------------------------------------------------


def test_who_answers_for_one_organisation_meets_it_and_for_several_chooses(client, county):
    norsjo, mala = (
        make_municipality(name, code, collaboration=county) for name, code in (("Norsjö", "2417"), ("Malå", "2418"))
    )
    user = give_party(make_user(), county, norsjo)
    client.force_login(user)
    address = reverse("portal:our_organisation", args=["lanet"])

    assert "<h1>Norsjö</h1>" in client.get(address).text
    assert client.get(reverse("portal:one_of_ours", args=["lanet", mala.pk])).status_code == 404
    give_party(user, county, mala)
    assert "Du svarar för 2 organisationer. Välj en." in client.get(address).text
    client.force_login(make_coordinator(county))
    assert client.get(address).status_code == 404


def test_the_organisation_is_told_what_waits_for_its_answer(client, county):
    norsjo = make_municipality("Norsjö", "2417", collaboration=county)
    draft = make_agreement(county, parties=0, comments_due_on=date(2026, 12, 20))
    draft.parties.create(organisation=norsjo, role="municipality")
    client.force_login(give_party(make_user(), county, norsjo))

    page = client.get(reverse("portal:our_organisation", args=["lanet"]))

    assert page.context["ours"].answers_sentence == "Ett svar väntas från er."
    assert [one.sentence for one in page.context["ours"].commitments] == [
        "Synpunkter senast 20 december 2026. Ni har inte svarat."
    ]
    assert (
        page.context["ours"].money.sentence == f"Inget är antaget eller budgeterat för er {timezone.localdate().year}."
    )


# --- First steps ---------------------------------------------------------------------------------


def test_the_coordinators_steps_tick_themselves_by_what_is_there(client):
    bare = make_collaboration(slug="nytt")
    coordinator = make_coordinator(bare)

    def taken():
        return [line.step.value for line in own_of(coordinator, bare, today=TODAY).steps.lines if line.is_taken]

    assert taken() == []
    make_forum(bare)
    give_role(make_user(), bare, Role.READER)
    assert taken() == ["forums", "invite"]


def test_the_step_of_notices_ticks_when_somebody_has_chosen_also_what_they_had(client, county):
    user, _forum, _appointment = seated(county, starts_on=date(2020, 1, 1))
    reader = give_role(make_user(), county, Role.READER)

    def last_of(somebody):
        lines = own_of(somebody, county, today=TODAY).steps.lines
        return [(line.step, line.is_taken, line.address("lanet")) for line in lines[-1:]]

    assert last_of(user) == [("notices", False, reverse("notices:wishes"))]
    change_wish(actor=user, requests="at_once", news="daily")
    assert last_of(user) == [("notices", True, reverse("notices:wishes"))]
    event = Event.objects.get(verb="notice_wish.changed")
    assert (event.actor, event.before, event.after) == (user, {}, {})
    change_wish(actor=user, requests="at_once", news="daily")
    assert Event.objects.filter(verb="notice_wish.changed").count() == 1
    assert last_of(reader) == []


def test_a_look_ticks_and_leads_there(client, county):
    user, _forum, _appointment = seated(county, starts_on=date(2020, 1, 1))
    client.force_login(user)

    answer = client.post(reverse("portal:step_look", args=["lanet"]), {"step": "read_papers"})

    assert answer.headers["Location"] == "/samverkan/lanet/handlingar/"
    assert FirstStepsKept.objects.get(user=user).looked_at == ["read_papers"]
    assert client.post(reverse("portal:step_look", args=["lanet"]), {"step": "describe"}).status_code == 404


def test_the_list_is_put_away_and_taken_forth(client, county):
    user, _forum, _appointment = seated(county)
    client.force_login(user)

    away = client.post(reverse("portal:steps_put_away", args=["lanet"]), follow=True)
    assert "Lägg undan listan" not in away.text
    assert "Visa listan på Hem" in client.get(reverse("portal:first_steps", args=["lanet"])).text
    forth = client.post(reverse("portal:steps_take_forth", args=["lanet"]), follow=True)
    assert "Lägg undan listan" in forth.text


def test_who_only_sees_what_is_published_has_no_steps(client, county):
    client.force_login(make_user())

    for page in ("first_steps", "steps_put_away"):
        address = reverse(f"portal:{page}", args=["lanet"])
        answer = client.get(address) if page == "first_steps" else client.post(address)
        assert answer.status_code == 404
    assert not FirstStepsKept.objects.exists()


# --- Days and papers -----------------------------------------------------------------------------


def test_the_calendar_shows_ones_own_or_everything(client, county):
    user, _forum, _appointment = seated(county)
    make_agreement_in_force(county, title="Avtalet", ends_on=date(2030, 12, 31))
    client.force_login(user)
    address = reverse("portal:coming", args=["lanet"])

    def titles(**asked):
        return [event.title for month in client.get(address, asked).context["months"] for event in month.events]

    assert titles(vad="alla")[-2:] == [
        "Sista dagen för Avtalet",
        "Förnyelsen av Avtalet: Den nya överenskommelsen börjar gälla",
    ]
    assert "Sista dagen för Avtalet" not in titles()
    client.logout()
    assert "Sista dagen för Avtalet" in titles()
    assert not [title for title in titles() if title.startswith("Ditt")]


def test_papers_are_listed_by_forum_for_those_who_may_read_them(client, county):
    open_forum = make_forum(county, name="Öppet", access=AccessMode.OPEN)
    closed = make_forum(county, name="Slutet", access=AccessMode.CLOSED)
    make_paper(open_forum, "För alla")
    make_paper(closed, "För några")
    address = reverse("portal:papers", args=["lanet"])

    assert [line.title for line in client.get(address).context["page"]] == ["För alla"]
    client.force_login(make_secretary(closed))
    assert {line.title for line in client.get(address).context["page"]} == {"För alla", "För några"}
    assert [line.title for line in client.get(address, {"forum": closed.pk}).context["page"]] == ["För några"]


def test_what_one_has_been_told_stands_on_home_until_it_is_opened(client, county):
    user = give_role(make_user(), county, Role.READER)
    notice = make_notice(user, county, text="En synpunkt har besvarats.")
    client.force_login(user)
    here = reverse("portal:collaboration", args=[county.slug])
    assert "En synpunkt har besvarats." in client.get(here).text
    client.get(reverse("notices:open", args=[notice.pk]))
    assert "Nytt till dig" not in client.get(here).text
