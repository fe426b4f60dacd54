"""Who has got what access, by whom and when: on a page, as a table, by the API, for those whom it concerns."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from samhandling.accounts.models import User
from samhandling.forums.enums import AccessMode
from samhandling.forums.services.access import add_secretary
from samhandling.forums.services.appointments import appoint
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration
from samhandling.organisations.selectors.granted_access import granted_in
from samhandling.organisations.services.access import give_party, give_role
from samhandling.organisations.services.collaborations import install_collaboration
from samhandling.organisations.services.organisations import change_organisation
from samhandling.organisations.services.people import link_user
from tests.factories import organisations as have
from tests.factories.accounts import by_token, make_user
from tests.factories.forums import make_forum, make_seat, make_secretary
from tests.factories.organisations import fresh, make_municipality, make_organisation, make_person

pytestmark = pytest.mark.django_db

PAGE = "/samverkan/lan/atkomst/"


class County:
    """A coordinator let a finance officer in, one who answers for Umeå, and an elected member of a closed forum."""

    def __init__(self) -> None:
        self.coordinator = make_user(email="karin@lan.se", name="Karin Berg")
        self.collaboration: Collaboration = install_collaboration(
            coordinator=self.coordinator, name="Samverkan i länet", slug="lan"
        )
        arguments = {"actor": self.coordinator, "collaboration": self.collaboration}
        self.umea = make_municipality(collaboration=self.collaboration)
        self.finance, self.speaker, self.elected = (
            make_user(email=f"{name.lower()}@lan.se", name=name) for name in ("Fia", "Omar", "Eva")
        )
        give_role(**arguments, user=self.finance, role=Role.FINANCE)
        give_party(**arguments, user=self.speaker, organisation=self.umea)
        give_role(**arguments, user=self.elected, role=Role.READER)
        self.person = make_person(
            collaboration=self.collaboration, given_name="Eva", family_name="Lind", organisation=self.umea
        )
        link_user(actor=self.speaker, person=self.person, email=self.elected.email)
        self.first = timezone.localdate() - timedelta(days=9)
        self.last = timezone.localdate() + timedelta(days=9)
        self.forum = make_forum(self.collaboration, name="Rådet", access=AccessMode.CLOSED, starts_on=self.first)
        self.secretary = have.give_role(make_user(email="sara@lan.se", name="Sara"), self.collaboration, Role.READER)
        add_secretary(actor=self.coordinator, forum=self.forum, user=self.secretary)
        appoint(
            actor=self.secretary,
            seat=make_seat(self.forum, organisation=self.umea),
            person=self.person,
            starts_on=self.first,
            ends_on=self.last,
        )
        self.term = "–".join(date_format(day, "j F Y") for day in (self.first, self.last))

    def granted_as_seen_by(self, user: User) -> list[tuple[str, str, str]]:
        return [(str(one.user), one.access, one.given_by) for one in granted_in(fresh(user), self.collaboration)]


@pytest.fixture
def county() -> County:
    return County()


def test_the_coordinator_is_told_all_and_others_what_concerns_them(county: County):
    of_umea = [
        ("Eva", f"Sitter i Rådet för Umeå, {county.term}", "Sara"),
        ("Eva", "Är Eva Lind, som arbetar för Umeå", "Omar"),
    ]
    assert county.granted_as_seen_by(county.coordinator) == [
        ("Eva", "Läsare", "Karin Berg"),
        *of_umea,
        ("Fia", "Ekonom", "Karin Berg"),
        ("Karin Berg", "Samordnare", "Systemet"),
        ("Omar", "Svarar för Umeå", "Karin Berg"),
        ("Sara", "Läsare", ""),
        ("Sara", "Sekreterare i Rådet", "Karin Berg"),
    ]
    assert county.granted_as_seen_by(county.speaker) == [*of_umea, ("Omar", "Svarar för Umeå", "Karin Berg")]
    assert county.granted_as_seen_by(county.secretary) == [of_umea[0], ("Sara", "Sekreterare i Rådet", "Karin Berg")]


def test_nobody_else_is_told(county: County):
    with pytest.raises(PermissionDenied):
        granted_in(county.finance, county.collaboration)
    for stranger in (make_user(), AnonymousUser()):
        with pytest.raises(Http404):
            granted_in(stranger, county.collaboration)


def test_a_new_name_of_the_organisation_hides_nothing(county: County):
    own = make_organisation(collaboration=county.collaboration, display_name="Norrfrakt", takes_part=True)
    give_party(actor=county.coordinator, collaboration=county.collaboration, user=county.finance, organisation=own)
    change_organisation(
        actor=county.coordinator, collaboration=county.collaboration, organisation=own, display_name="Frakt i norr"
    )
    assert ("Fia", "Svarar för Frakt i norr", "Karin Berg") in county.granted_as_seen_by(county.coordinator)


def test_what_the_memory_does_not_tell_is_not_made_up(county: County):
    have.give_party(county.finance, county.collaboration, county.umea)
    for name in ("Bo", "Ulla"):
        make_secretary(county.forum, make_user(name=name))
    unknown = [one for one in county.granted_as_seen_by(county.coordinator) if not one[2]]
    assert unknown == [
        ("Bo", "Sekreterare i Rådet", ""),
        ("Fia", "Svarar för Umeå", ""),
        ("Sara", "Läsare", ""),
        ("Sara", "Sekreterare i Rådet", ""),
        ("Ulla", "Sekreterare i Rådet", ""),
    ]


def test_the_page_and_the_table_tell_the_same(client: Client, county: County):
    client.force_login(county.speaker)
    page = client.get(PAGE).content.decode()
    today = date_format(timezone.localdate(), "j F Y")
    assert [word in page for word in ("Svarar för Umeå", "omar@lan.se", "Karin Berg", today)] == [True] * 4
    lines = client.get(f"{PAGE}export.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Användare;E-post;Åtkomst;Given;Av"
    moment = granted_in(county.speaker, county.collaboration)[-1].given_at
    assert moment is not None
    given = timezone.localtime(moment).isoformat(" ", "minutes")
    assert lines[-1] == f"Omar;omar@lan.se;Svarar för Umeå;{given};Karin Berg"
    assert len(lines) == 4


def test_a_program_is_told_what_its_user_is(client: Client, county: County):
    token = by_token(county.speaker, "organisations:read") | {"Accept-Language": "en"}
    payload = client.get("/api/v1/collaborations/lan/access?limit=1", headers=token).json()
    assert [(one["user"]["name"], one["email"], one["access"], one["given_by"]) for one in payload["items"]] == [
        ("Eva", "eva@lan.se", "Is Eva Lind, who works for Umeå", "Omar")
    ]
    assert client.get(payload["next"], headers=token).json()["items"][0]["user"]["name"] == "Eva"
    assert client.get("/api/v1/collaborations/lan/access").status_code == 404
    finance = by_token(county.finance, "organisations:read")
    assert client.get("/api/v1/collaborations/lan/access", headers=finance).status_code == 403


def test_the_number_of_queries_does_not_grow_with_those_who_have_access(county: County):
    def queries() -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            translation.override("sv"),
        ):
            granted_in(fresh(county.coordinator), county.collaboration)
        return len(asked)

    before = queries()
    for number in range(3):
        user = make_user(name=f"Ny {number}")
        give_party(actor=county.coordinator, collaboration=county.collaboration, user=user, organisation=county.umea)
        make_secretary(county.forum, user)
        person = make_person(collaboration=county.collaboration, organisation=county.umea)
        link_user(actor=county.coordinator, person=person, email=user.email)
        appoint(
            actor=county.secretary,
            seat=make_seat(county.forum, organisation=county.umea),
            person=person,
            starts_on=county.first,
            ends_on=county.last,
        )
    assert queries() == before
