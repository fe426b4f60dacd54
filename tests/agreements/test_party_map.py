"""The parties of an agreement on a map."""

from datetime import date

import pytest

from samhandling.agreements.enums import RatificationResult, Status
from samhandling.agreements.models import Comment
from samhandling.agreements.selectors.comment_round import comment_round
from samhandling.agreements.selectors.parties import party_list
from samhandling.agreements.selectors.party_map import answer_map, ratification_map
from samhandling.organisations.models import Organisation
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_party, ratify
from tests.factories.organisations import make_municipality

pytestmark = pytest.mark.django_db


def agreement_of_three(**fields):
    """Umeå, Lycksele and Piteå, which lies in another county."""
    agreement = make_agreement(parties=0, **fields)
    for code, name in (("2480", "Umeå"), ("2481", "Lycksele"), ("2581", "Piteå")):
        make_party(agreement, make_municipality(name, code))
    return agreement


def test_the_map_tells_what_each_council_has_decided():
    agreement = agreement_of_three(status=Status.PROPOSED)
    umea, lycksele, _pitea = agreement.parties.order_by("pk")
    ratify(umea)
    ratify(lycksele, result=RatificationResult.DECLINED)

    found = ratification_map(agreement, party_list(make_user(), agreement, date(2026, 12, 1)))

    assert found is not None
    assert found.description == "2 av 3 parter har beslutat."
    assert {(place.name, place.state, place.tone) for place in found.places} == {
        ("Umeå", "Antagit", "success"),
        ("Lycksele", "Avslagit", "danger"),
        ("Piteå", "Väntar på beslut", "warning"),
    }
    assert [outline.code for outline in found.outlines] == ["24", "25"]


def test_an_agreement_that_is_over_waits_for_nobody():
    agreement = agreement_of_three(status=Status.ENDED)
    found = ratification_map(agreement, party_list(make_user(), agreement, date(2026, 12, 1)))
    assert found is not None
    assert {place.state for place in found.places} == {"Inget beslut"}


def test_there_is_no_map_of_parties_that_lie_nowhere():
    agreement = make_agreement(parties=3, status=Status.PROPOSED)
    Organisation.objects.update(scb_code=None)
    assert ratification_map(agreement, party_list(make_user(), agreement, date(2026, 12, 1))) is None


def test_the_answers_are_on_a_map_once_somebody_has_been_asked():
    agreement = agreement_of_three()
    assert answer_map(agreement, comment_round(make_user(), agreement, date(2026, 12, 1))) is None
    agreement.comments_due_on = date(2026, 12, 20)
    agreement.save()
    Comment.objects.create(
        agreement=agreement,
        party=agreement.parties.get(organisation__display_name="Piteå"),
        text="Bra.",
        written_by=make_user(),
    )

    found = answer_map(agreement, comment_round(make_user(), agreement, date(2026, 12, 1)))

    assert found is not None
    assert found.description == "0 av 3 är klara, 1 har lämnat synpunkter, 2 har inte svarat."
    assert [place.name for place in found.places if place.tone == "info"] == ["Piteå"]
