"""The verbs of the address book: the row, the event and the refusal."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from samhandling.core import slots
from samhandling.core.models import Event, OutgoingMail
from samhandling.lib.errors import Reason, RuleBroken
from samhandling.organisations.enums import ContactKind, Kind, Refusal, Role, Sector
from samhandling.organisations.models import (
    Collaboration,
    CollaborationAccess,
    ContactPoint,
    Organisation,
    OrganisationAccess,
    Participation,
    Person,
    Population,
)
from samhandling.organisations.selectors.collaborations import participants, participations_of
from samhandling.organisations.selectors.organisations import OrganisationFilter, list_organisations, organisation_page
from samhandling.organisations.services.access import give_party, give_role, invite, take_party, take_role
from samhandling.organisations.services.collaborations import (
    add_county,
    add_participant,
    change_settings,
    end_participation,
    found_collaboration,
    publish_collaboration,
    remove_participant,
    unpublish_collaboration,
)
from samhandling.organisations.services.contacts import (
    add_contact_point,
    change_contact_point,
    remove_contact_point,
    remove_overdue_contact_points,
)
from samhandling.organisations.services.organisations import change_organisation, create_organisation
from samhandling.organisations.services.people import change_person, create_person, link_user, unlink_user
from samhandling.organisations.services.register import load_register
from tests.factories.accounts import make_user
from tests.factories.organisations import give_role as have_role
from tests.factories.organisations import (
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
    make_region,
    take_part,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FACTS = {"display_name": "Norrfrakt", "formal_name": "Norrfrakt AB", "kind": Kind.COMPANY, "sector": Sector.BUSINESS}


@pytest.fixture
def collaboration():
    return make_collaboration()


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


@pytest.fixture
def fillings(monkeypatch):
    """Slots of the test's own, so that no other room speaks up."""
    found = {}
    monkeypatch.setattr(slots, "functions", lambda slot: found.get(slot, []))
    return found


def last_event(verb: str) -> Event:
    return Event.objects.filter(verb=verb).latest("pk")


def refusal(act) -> tuple[Reason, str]:
    with pytest.raises(RuleBroken) as refused:
        act()
    return refused.value.reason, refused.value.detail


# --- The national register -------------------------------------------------------------------------


def test_the_register_holds_all_municipalities_and_regions_and_loads_twice_without_harm():
    first, second = load_register(), load_register()
    assert (first.created, first.changed, second.created, second.changed) == (311, 0, 0, 0)
    assert Organisation.objects.filter(kind=Kind.MUNICIPALITY).count() == 290
    assert Organisation.objects.filter(kind=Kind.REGION).count() == 21
    assert sum(Population.objects.values_list("inhabitants", flat=True)) == 10_605_520
    assert Organisation.objects.get(scb_code="0114").formal_name == "Upplands Väsby kommun"


def test_the_register_corrects_a_name_and_remembers_it():
    make_municipality("Umea", "2480")
    loaded = load_register()
    assert (loaded.created, loaded.changed) == (310, 1)
    assert last_event("organisation.register_corrected").after == {"display_name": "Umeå", "formal_name": "Umeå kommun"}


def test_population_has_its_day_table_and_source():
    load_register()
    umea = Population.objects.get(organisation__scb_code="2480")
    assert (umea.inhabitants, umea.reference_on, umea.table, umea.source, umea.fetched_on) == (
        135273,
        date(2025, 12, 31),
        "TAB5557",
        "SCB",
        date(2026, 9, 13),
    )


def test_a_population_that_was_fetched_since_is_not_put_back():
    load_register()
    umea = Population.objects.filter(organisation__scb_code="2480")
    umea.update(inhabitants=135_280, fetched_on=date(2026, 11, 1))
    load_register()
    assert umea.get().inhabitants == 135_280


# --- Collaborations --------------------------------------------------------------------------------


def test_whoever_coordinates_one_may_begin_another_and_coordinates_it(coordinator):
    made = found_collaboration(actor=coordinator, name="Samverkan i Värmland", slug="varmland")
    assert list(made.access.values_list("user", "role")) == [(coordinator.pk, Role.COORDINATOR)]
    assert (made.is_public, last_event("collaboration.founded").actor) == (False, coordinator)


def test_a_reader_begins_no_collaboration(collaboration):
    with pytest.raises(PermissionDenied):
        found_collaboration(actor=have_role(make_user(), collaboration, Role.READER), name="X", slug="x")


def test_two_collaborations_cannot_have_one_address(coordinator, collaboration):
    assert refusal(lambda: found_collaboration(actor=coordinator, name="X", slug=collaboration.slug)) == (
        Refusal.SLUG_TAKEN,
        "",
    )


def test_a_change_of_settings_is_remembered_without_whom_to_ask(coordinator, collaboration):
    change_settings(actor=coordinator, collaboration=collaboration, name="Nytt namn", contact_email="karin@example.se")
    assert last_event("collaboration.changed").after == {"name": "Nytt namn"}
    assert last_event("collaboration.contact_changed").after == {}


def test_colours_that_cannot_be_read_are_refused(coordinator, collaboration):
    reason, detail = refusal(lambda: change_settings(actor=coordinator, collaboration=collaboration, accent="#ffff00"))
    assert (reason, bool(detail)) == (Refusal.COLOURS_TOO_WEAK, True)
    collaboration.refresh_from_db()
    assert collaboration.accent == "#1F5D50"


def test_publishing_needs_an_introduction_and_an_address(coordinator, collaboration):
    publish = {"actor": coordinator, "collaboration": collaboration}
    assert refusal(lambda: publish_collaboration(**publish)) == (Refusal.NOT_READY_TO_PUBLISH, "")
    change_settings(**publish, introduction="Vi samverkar.", contact_email="samverkan@example.se")
    assert publish_collaboration(**publish).is_public
    assert last_event("collaboration.published").collaboration_id == collaboration.pk
    assert not unpublish_collaboration(**publish).is_public


def test_a_county_joins_in_one_act(coordinator, collaboration):
    load_register()
    collaboration.county_code = "24"
    collaboration.save()
    assert add_county(actor=coordinator, collaboration=collaboration) == 16
    assert add_county(actor=coordinator, collaboration=collaboration) == 0


def test_an_organisation_leaves_and_joins_anew(coordinator, collaboration):
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation": make_municipality()}
    participation = add_participant(**arguments, joined_on=date(2023, 1, 1))
    already = (Refusal.ALREADY_TAKES_PART, "1 januari 2023–tills vidare.")
    assert refusal(lambda: add_participant(**arguments)) == already
    end = {"actor": coordinator, "participation": participation}
    assert refusal(lambda: end_participation(**end, left_on=date(2022, 12, 31))) == (Refusal.LEFT_BEFORE_JOINED, "")
    end_participation(**end, left_on=date(2026, 12, 31))
    already = (Refusal.ALREADY_TAKES_PART, "1 januari 2023–31 december 2026.")
    assert refusal(lambda: add_participant(**arguments, joined_on=date(2026, 12, 31))) == already
    again = add_participant(**arguments, joined_on=date(2027, 1, 1))
    assert times_in(collaboration) == [(date(2023, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), None)]
    already = (Refusal.ALREADY_TAKES_PART, "1 januari 2027–tills vidare.")
    assert refusal(lambda: end_participation(**end, left_on=date(2027, 1, 1))) == already
    assert again.pk != participation.pk


def times_in(collaboration):
    return [(one.joined_on, one.left_on) for one in participations_of(collaboration)]


def test_who_came_back_took_part_both_times_and_not_between(coordinator, collaboration):
    umea = make_municipality()
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation": umea}
    add_participant(**arguments, joined_on=date(2023, 1, 1), left_on=date(2024, 12, 31))
    add_participant(**arguments, joined_on=date(2026, 1, 1))

    def there(*day):
        on = date(*day)
        asked = OrganisationFilter()
        listed = list_organisations(coordinator, collaboration, asked, on=on).get(pk=umea.pk)
        time = organisation_page(coordinator, collaboration, umea, on=on).participation
        return umea in participants(collaboration, on), listed.takes_part, time.joined_on.year

    assert [there(2022, 6, 1), there(2023, 6, 1), there(2025, 6, 1), there(2026, 6, 1)] == [
        (False, False, 2023),
        (True, True, 2023),
        (False, False, 2023),
        (True, True, 2026),
    ]
    add_participant(**arguments, left_on=date(2019, 12, 31))
    assert times_in(collaboration)[0] == (None, date(2019, 12, 31))


def test_an_earlier_time_is_removed_whatever_ties_the_organisation_today(coordinator, collaboration, fillings):
    umea = make_municipality()
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation": umea}
    first = add_participant(**arguments, joined_on=date(2023, 1, 1), left_on=date(2024, 12, 31))
    last = add_participant(**arguments, joined_on=date(2026, 1, 1))
    fillings["organisation.ties"] = [lambda organisation, _collaboration: [f"{organisation} har två platser i PKD."]]

    refused = refusal(lambda: remove_participant(actor=coordinator, participation=last))
    remove_participant(actor=coordinator, participation=first)

    assert refused == (Refusal.HAS_TIES, "Umeå har två platser i PKD.")
    assert times_in(collaboration) == [(date(2026, 1, 1), None)]


def test_an_organisation_of_another_collaboration_cannot_take_part(coordinator, collaboration):
    foreign = make_organisation(collaboration=make_collaboration())
    with pytest.raises(PermissionDenied):
        add_participant(actor=coordinator, collaboration=collaboration, organisation=foreign)


def test_a_participant_with_seats_cannot_be_removed(coordinator, collaboration, fillings):
    participation = take_part(make_municipality(), collaboration)
    fillings["organisation.ties"] = [lambda organisation, _collaboration: [f"{organisation} har två platser i PKD."]]
    assert refusal(lambda: remove_participant(actor=coordinator, participation=participation)) == (
        Refusal.HAS_TIES,
        "Umeå har två platser i PKD.",
    )
    fillings.clear()
    remove_participant(actor=coordinator, participation=participation)
    assert Participation.objects.count() == 0


def test_the_command_begins_the_first_collaboration_and_invites_its_coordinator():
    call_command("create_collaboration", name="Samverkan i Jämtland", slug="jamtland", coordinator_email="K@x.se")
    access = CollaborationAccess.objects.get(collaboration__slug="jamtland")
    assert (access.user.email, access.user.is_active, access.role) == ("k@x.se", False, Role.COORDINATOR)
    assert OutgoingMail.objects.get().to == "k@x.se"


# --- Organisations ---------------------------------------------------------------------------------


def test_an_organisation_is_created_with_its_number_as_it_is_written(coordinator, collaboration):
    made = create_organisation(
        actor=coordinator, collaboration=collaboration, organisation_number="5560360793", **FACTS
    )
    assert (made.organisation_number, made.collaboration) == ("556036-0793", collaboration)
    assert last_event("organisation.created").after["organisation_number"] == "556036-0793"


@pytest.mark.parametrize("number", ["556036-0794", "12345", "hej"])
def test_a_number_that_cannot_be_is_refused(coordinator, collaboration, number):
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation_number": number}
    assert refusal(lambda: create_organisation(**arguments, **FACTS))[0] is Refusal.NUMBER_WRONG


def test_a_number_is_given_once_in_a_collaboration(coordinator, collaboration):
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation_number": "556036-0793"}
    create_organisation(**arguments, **FACTS)
    assert refusal(lambda: create_organisation(**arguments, **FACTS)) == (Refusal.NUMBER_TAKEN, "Norrfrakt.")
    other = make_collaboration()
    assert create_organisation(**{**arguments, "actor": make_coordinator(other), "collaboration": other}, **FACTS).pk


def test_the_national_register_cannot_be_changed_by_a_coordinator(coordinator, collaboration):
    umea = make_municipality(collaboration=collaboration)
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation": umea}
    assert refusal(lambda: change_organisation(**arguments, display_name="Ume"))[0] is Refusal.NATIONAL_RECORD


def test_an_organisation_of_another_collaboration_cannot_be_changed(coordinator, collaboration):
    foreign = make_organisation(collaboration=make_collaboration())
    with pytest.raises(PermissionDenied):
        change_organisation(actor=coordinator, collaboration=collaboration, organisation=foreign, display_name="Kapad")


def test_a_change_tells_what_it_was_and_became(coordinator, collaboration):
    organisation = make_organisation(collaboration=collaboration, display_name="Förr")
    change_organisation(
        actor=coordinator, collaboration=collaboration, organisation=organisation, display_name="Nu", kind=Kind.OTHER
    )
    event = last_event("organisation.changed")
    assert (event.before, event.after) == ({"display_name": "Förr"}, {"display_name": "Nu"})


def test_an_organisation_cannot_lie_below_its_own_child(coordinator, collaboration):
    parent = make_organisation(collaboration=collaboration)
    child = make_organisation(collaboration=collaboration, parent=parent)
    arguments = {"actor": coordinator, "collaboration": collaboration, "organisation": parent}
    assert refusal(lambda: change_organisation(**arguments, parent=child))[0] is Refusal.PARENT_LOOP


# --- People and how to reach them ------------------------------------------------------------------


SINCE_MAY = {"from_on": date(2026, 5, 1), "today": NOW.date()}


def test_the_history_of_a_person_holds_no_name(coordinator, collaboration):
    person = create_person(actor=coordinator, collaboration=collaboration, given_name="Åsa", family_name="Öberg")
    change_person(actor=coordinator, person=person, **SINCE_MAY, family_name="Berg", title="Kommunalråd")
    events = list(Event.objects.filter(person_id=person.pk).values_list("verb", "before", "after", "reason"))
    assert events == [("person.changed", {}, {}, ""), ("person.created", {}, {}, "")]


def test_a_person_works_for_nobody_of_another_collaboration(coordinator, collaboration):
    foreign = make_organisation(collaboration=make_collaboration())
    with pytest.raises(PermissionDenied):
        create_person(
            actor=coordinator,
            collaboration=collaboration,
            given_name="Åsa",
            family_name="Öberg",
            organisation=foreign,
        )


def test_a_log_in_belongs_to_one_person(coordinator, collaboration):
    person, other = make_person(collaboration=collaboration), make_person(collaboration=collaboration)
    user = have_role(make_user(), collaboration, Role.READER)
    email = user.email.upper()
    assert link_user(actor=coordinator, person=person, email=email).user == user
    assert refusal(lambda: link_user(actor=coordinator, person=other, email=email)) == (
        Refusal.USER_TAKEN,
        f"{person}.",
    )
    assert unlink_user(actor=coordinator, person=person).user is None


def test_whether_a_stranger_has_an_account_is_not_told(coordinator, collaboration):
    person, stranger = make_person(collaboration=collaboration), make_user()
    asked = [
        refusal(lambda email=email: link_user(actor=coordinator, person=person, email=email))
        for email in (stranger.email, "nobody@example.se")
    ]
    assert asked == [(Refusal.USER_UNKNOWN, ""), (Refusal.USER_UNKNOWN, "")]


def test_ways_of_contact_are_kept_changed_and_removed_without_telling_what_they_are(coordinator, collaboration):
    person = make_person(collaboration=collaboration)
    point = add_contact_point(
        actor=coordinator, collaboration=collaboration, owner=person, kind=ContactKind.EMAIL, value="a@x.se"
    )
    change_contact_point(actor=coordinator, point=point, value="b@x.se", is_public=True)
    remove_contact_point(actor=coordinator, point=point)
    events = list(Event.objects.order_by("pk").values_list("verb", "before", "after", "person_id"))
    assert events == [(f"contact.{act}", {}, {}, person.pk) for act in ("added", "changed", "removed")]


def test_what_should_not_be_kept_goes_after_its_last_day(collaboration):
    person = make_person(collaboration=collaboration)
    for day in (date(2026, 11, 21), date(2026, 11, 22), None):
        make_contact_point(person=person, value=f"{day}@x.se", keep_until=day)
    assert remove_overdue_contact_points(NOW) == 1
    assert list(ContactPoint.objects.values_list("keep_until", flat=True)) == [date(2026, 11, 22), None]
    assert (last_event("contact.expired").actor, last_event("contact.expired").person_id) == (None, person.pk)


# --- Access ----------------------------------------------------------------------------------------


def test_a_role_is_given_and_taken_and_both_are_remembered(coordinator, collaboration):
    user = make_user()
    access = give_role(actor=coordinator, collaboration=collaboration, user=user, role=Role.EVALUATOR)
    give_role(actor=coordinator, collaboration=collaboration, user=user, role=Role.EVALUATOR)
    take_role(actor=coordinator, access=access)
    events = Event.objects.filter(object_id=user.pk).order_by("pk").values_list("verb", "collaboration_id", "after")
    assert list(events) == [
        ("access.evaluator_given", collaboration.pk, {}),
        ("access.evaluator_taken", collaboration.pk, {}),
    ]


def test_the_last_coordinator_keeps_the_role(coordinator, collaboration):
    own = CollaborationAccess.objects.get(user=coordinator)
    assert refusal(lambda: take_role(actor=coordinator, access=own))[0] is Refusal.LAST_COORDINATOR
    have_role(make_user(is_active=False), collaboration, Role.COORDINATOR)
    assert refusal(lambda: take_role(actor=coordinator, access=own))[0] is Refusal.LAST_COORDINATOR
    have_role(make_user(), collaboration, Role.COORDINATOR)
    take_role(actor=coordinator, access=own)
    assert not CollaborationAccess.objects.filter(user=coordinator).exists()


def test_one_answers_only_for_an_organisation_that_takes_part(coordinator, collaboration):
    arguments = {"actor": coordinator, "collaboration": collaboration, "user": make_user()}
    umea = make_municipality()
    assert refusal(lambda: give_party(**arguments, organisation=umea))[0] is Refusal.NOT_TAKING_PART
    take_part(umea, collaboration)
    access = give_party(**arguments, organisation=umea)
    assert last_event("access.party_given").after == {"answers_for": "Umeå"}
    take_party(actor=coordinator, access=access)
    assert OrganisationAccess.objects.count() == 0


def test_an_invited_person_has_access_as_soon_as_they_answer(coordinator, collaboration):
    region = make_region(collaboration=collaboration)
    user = invite(
        actor=coordinator,
        collaboration=collaboration,
        email="Ny@Example.se",
        name="Nina Ny",
        language="sv",
        now=NOW,
        role=Role.READER,
        organisation=region,
    )
    assert (user.email, user.is_active) == ("ny@example.se", False)
    letter = OutgoingMail.objects.get()
    assert f"Du är läsare i {collaboration}." in letter.body
    assert f"Du svarar för Region Västerbotten i {collaboration}." in letter.body


def test_an_invitation_that_is_refused_sends_no_letter(coordinator, collaboration):
    arguments = {"actor": coordinator, "collaboration": collaboration, "email": "a@x.se", "name": "A", "language": "sv"}
    assert refusal(lambda: invite(**arguments, now=NOW, organisation=make_municipality()))[0] is Refusal.NOT_TAKING_PART
    assert (OutgoingMail.objects.count(), Collaboration.objects.count()) == (0, 1)


def test_persons_and_organisations_without_the_right_are_refused(collaboration):
    reader = have_role(make_user(), collaboration, Role.READER)
    with pytest.raises(PermissionDenied):
        create_person(actor=reader, collaboration=collaboration, given_name="A", family_name="B")
    with pytest.raises(PermissionDenied):
        create_organisation(actor=reader, collaboration=collaboration, **FACTS)
    assert Person.objects.count() == 0
