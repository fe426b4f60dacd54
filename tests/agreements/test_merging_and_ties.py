"""What an organisation that leaves, or is merged into another, means to its agreements."""

import pytest
from django.urls import reverse

from samhandling.agreements.enums import Refusal, Status
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal as OrganisationRefusal
from samhandling.organisations.models import Participation
from samhandling.organisations.services.collaborations import remove_participant
from samhandling.organisations.services.merging import merge_organisations
from tests.factories.agreements import make_agreement, make_agreement_in_force, make_duty, make_party, ratify
from tests.factories.organisations import make_collaboration, make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def collaboration():
    return make_collaboration()


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


def joined(collaboration, name):
    return make_organisation(display_name=name, collaboration=collaboration, takes_part=True)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PROPOSED, Status.IN_FORCE])
def test_a_party_takes_part_until_its_agreement_is_over(collaboration, coordinator, status):
    umea = joined(collaboration, "Umeå")
    make_party(make_agreement(collaboration, parties=0, title="Samverkan 2023", status=status), umea)
    participation = umea.participations.get()

    with pytest.raises(RuleBroken) as refused:
        remove_participant(actor=coordinator, participation=participation)

    assert (refused.value.reason, refused.value.detail) == (
        OrganisationRefusal.HAS_TIES,
        "Är part i Samverkan 2023.",
    )
    assert Participation.objects.filter(pk=participation.pk).exists()


@pytest.mark.parametrize("status", [Status.ENDED, Status.WITHDRAWN])
def test_what_is_over_holds_nobody_back(collaboration, coordinator, status):
    umea = joined(collaboration, "Umeå")
    make_party(make_agreement(collaboration, parties=0, status=status), umea)
    remove_participant(actor=coordinator, participation=umea.participations.get())
    assert umea.participations.count() == 0


def test_an_agreement_of_another_collaboration_holds_nobody_back_here(collaboration, coordinator):
    umea = joined(collaboration, "Umeå")
    make_party(make_agreement(make_collaboration(), parties=0), umea)
    remove_participant(actor=coordinator, participation=umea.participations.get(collaboration=collaboration))
    assert umea.participations.filter(collaboration=collaboration).count() == 0


def test_parties_with_their_decisions_and_duties_follow_to_the_one_that_is_kept(collaboration, coordinator):
    keeper, duplicate = joined(collaboration, "Umeå"), joined(collaboration, "Umeå kommun")
    agreement = make_agreement_in_force(collaboration)
    party = make_party(agreement, duplicate)
    ratification = ratify(party)
    duty = make_duty(agreement, owner=duplicate)

    merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=duplicate, keeper=keeper)

    for row in (party, duty, ratification):
        row.refresh_from_db()
    assert (party.organisation, duty.owner, ratification.party.organisation) == (keeper, keeper, keeper)


def test_two_parties_to_one_agreement_do_not_become_one(client, collaboration, coordinator):
    keeper, duplicate = joined(collaboration, "Umeå"), joined(collaboration, "Umeå kommun")
    agreement = make_agreement(collaboration, parties=0, title="Samverkan 2023")
    parties = [make_party(agreement, organisation) for organisation in (keeper, duplicate)]
    duty = make_duty(agreement, owner=duplicate)

    with pytest.raises(RuleBroken) as refused:
        merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=duplicate, keeper=keeper)

    assert (refused.value.reason, refused.value.detail) == (Refusal.BOTH_ARE_PARTIES, "Samverkan 2023")
    for row in (*parties, duty, duplicate):
        row.refresh_from_db()
    assert [party.organisation for party in parties] == [keeper, duplicate]
    assert (duty.owner, duplicate.merged_into) == (duplicate, None)

    client.force_login(coordinator)
    address = reverse("organisations:merge", args=[collaboration.slug, duplicate.pk])
    answer = client.post(address, {"keeper": keeper.pk})
    assert answer.status_code == 200
    assert "Båda organisationerna är parter i samma överenskommelse. Ta först ut en av dem:" in answer.content.decode()
