"""Who sees a matter, and who may read why a party answered as it did."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from samhandling.documents.enums import Openness
from samhandling.forums.enums import AccessMode
from samhandling.matters.permissions import (
    answers_visible_to,
    can_answer,
    can_issue,
    can_let_out,
    can_record,
    can_register_paper,
    can_write,
    reads_reasons,
    recommendations_visible_to,
    visible_to,
)
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import make_colleague
from tests.factories.forums import make_appointment, make_forum, make_seat, make_secretary
from tests.factories.matters import (
    answer,
    make_matter,
    make_recommendation,
    make_treatment,
    open_matter,
    share_matter,
)
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 1)


class County:
    """A published collaboration where Malå raises matters and Norsjö answers, with a closed forum."""

    def __init__(self):
        self.here = make_collaboration(is_public=True)
        self.mala = make_municipality("Malå", "2418", collaboration=self.here)
        self.norsjo = make_municipality("Norsjö", "2417", collaboration=self.here)
        self.forum = make_forum(self.here, access=AccessMode.CLOSED)
        member = make_user(name="Ledamot")
        seat = make_seat(self.forum, organisation=self.norsjo)
        person = make_person(collaboration=self.here, user=member)
        make_appointment(seat, person, starts_on=date(2023, 1, 1), ends_on=date(2099, 12, 31))
        self.people = {
            "answers for": give_party(make_user(), self.here, self.mala),
            "works there": give_role(make_colleague(self.here, self.mala), self.here, Role.READER),
            "coordinator": make_coordinator(self.here),
            "other party": give_party(make_user(), self.here, self.norsjo),
            "reader": give_role(make_user(), self.here, Role.READER),
            "sits there": member,
            "secretary": make_secretary(self.forum),
            "elsewhere": make_coordinator(make_collaboration()),
            "nobody": AnonymousUser(),
        }

    def who(self, may):
        return {name for name, user in self.people.items() if may(user)}

    def seeing(self, matter):
        return self.who(lambda user: visible_to(user, TODAY).filter(pk=matter.pk).exists())


@pytest.fixture
def county():
    return County()


OWN = {"answers for", "works there"}
WORKING_HERE = OWN | {"coordinator", "other party", "reader", "sits there", "secretary"}


def test_a_draft_is_seen_by_its_own_organisation_and_by_nobody_else(county):
    draft = make_matter(county.here, county.mala)
    make_treatment(draft, organisation=county.norsjo)
    make_treatment(draft, county.forum)
    assert county.seeing(draft) == OWN
    assert county.who(lambda user: can_write(user, draft)) == OWN
    assert county.who(lambda user: can_let_out(user, draft)) == {"answers for"}


def test_what_is_shared_is_seen_by_those_who_read_the_forums_papers(county):
    shared = share_matter(make_matter(county.here, county.mala), county.forum)
    assert county.seeing(shared) == OWN | {"sits there", "secretary"}


def test_what_is_shared_with_an_open_forum_is_for_those_who_work_here_and_not_yet_for_everybody(county):
    shared = share_matter(make_matter(county.here, county.mala), make_forum(county.here, access=AccessMode.OPEN))
    assert county.seeing(shared) == WORKING_HERE


def test_a_party_that_is_to_deal_with_it_sees_it(county):
    shared = open_matter(make_matter(county.here, county.mala))
    make_treatment(shared, organisation=county.norsjo)
    assert county.seeing(shared) == OWN | {"other party"}


def test_what_has_been_recommended_is_seen_by_everybody_who_works_here(county):
    matter = make_matter(county.here, county.mala)
    recommendation = make_recommendation(matter, county.mala, county.norsjo, forum=county.forum)
    assert county.seeing(matter) == WORKING_HERE
    seeing = county.who(lambda user: recommendations_visible_to(user, TODAY).filter(pk=recommendation.pk).exists())
    assert seeing == WORKING_HERE
    assert county.who(lambda user: answers_visible_to(user, TODAY).exists()) == WORKING_HERE
    assert county.who(lambda user: can_issue(user, recommendation.treatment)) == {"coordinator", "secretary"}


def test_what_is_published_is_seen_by_all(county):
    public = open_matter(make_matter(county.here, county.mala), Openness.PUBLIC)
    assert county.seeing(public) == set(county.people)
    county.here.is_public = False
    county.here.save()
    assert county.seeing(public) == WORKING_HERE


def test_the_reasons_are_the_partys_own_until_it_releases_them(county):
    recommendation = make_recommendation(make_matter(county.here, county.mala), county.norsjo, forum=county.forum)
    row = answer(recommendation.answers.get(), reasons="För dyrt")
    assert county.who(lambda user: reads_reasons(user, row)) == {"other party"}
    assert county.who(lambda user: can_answer(user, row)) == {"other party"}
    assert county.who(lambda user: can_register_paper(user, row)) == {"coordinator"}
    row.is_released = True
    assert county.who(lambda user: reads_reasons(user, row)) == set(county.people)


def test_who_runs_the_forum_or_answers_for_the_party_says_what_came_of_it(county):
    matter = open_matter(make_matter(county.here, county.mala))
    assert county.who(lambda user: can_record(user, make_treatment(matter, county.forum))) == {
        "coordinator",
        "secretary",
    }
    own = make_treatment(matter, organisation=county.norsjo)
    assert county.who(lambda user: can_record(user, own)) == {"coordinator", "other party"}
