"""Many organisations at once: a last day for those that take part, and the list taken along."""

import io
import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal, Role
from samhandling.organisations.models import Participation
from samhandling.organisations.services.collaborations import end_participations
from tests.factories.accounts import make_user
from tests.factories.organisations import give_role, make_collaboration, make_coordinator, make_municipality

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 31)


@pytest.fixture
def county():
    return make_collaboration(is_public=True)


@pytest.fixture
def times(county):
    """Åsele has left; Malå came later than Umeå."""
    for number, name in enumerate(("Umeå", "Malå", "Åsele")):
        make_municipality(name, f"24{number:02}", collaboration=county)
    found = list(Participation.objects.filter(collaboration=county).order_by("pk"))
    for one, days in ((found[1], {"joined_on": date(2027, 1, 1)}), (found[2], {"left_on": date(2020, 12, 31)})):
        Participation.objects.filter(pk=one.pk).update(**days)
    return list(Participation.objects.filter(collaboration=county).order_by("pk"))


@pytest.fixture
def send(client, county):
    client.force_login(make_coordinator(county))

    def send(act, *, page="participants_many", **answers):
        return client.post(reverse(f"organisations:{page}", args=[county.slug]), {"gor": act, **answers}, follow=True)

    return send


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def names(answer):
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_they_get_a_last_day_and_who_has_left_is_told_by_name(send, times):
    page = send("avsluta", alla="1").content.decode()
    assert "Till och med när deltar 2 organisationer?" in page
    assert "Den har redan slutat delta." in page
    both = {"vilka": hidden(page, "vilka"), "ja": hidden(page, "ja")}

    page = send("avsluta", **both, left_on="2026-12-31").content.decode()
    assert "Malå." in page  # which comes only after that day
    assert not Event.objects.filter(verb="organisation.left").exists()
    page = send("avsluta", **both, left_on="2027-06-30").content.decode()
    assert "2 organisationer har fått en sista dag." in page
    assert [one.left_on for one in Participation.objects.order_by("pk")] == [
        date(2027, 6, 30),
        date(2027, 6, 30),
        date(2020, 12, 31),
    ]


def test_all_of_them_end_or_none_and_only_the_coordinator_ends_them(county, times):
    with pytest.raises(RuleBroken) as broken:
        end_participations(actor=make_coordinator(county), participations=times[:2], left_on=LAST)
    assert (broken.value.reason, broken.value.detail) == (Refusal.LEFT_BEFORE_JOINED, "Malå.")
    assert Participation.objects.get(pk=times[0].pk).left_on is None
    reader = give_role(make_user(), county, Role.READER)
    with pytest.raises(PermissionDenied):
        end_participations(actor=reader, participations=times[:1], left_on=LAST)


def test_lists_are_taken_along_as_chosen(send, client, county, times):
    assert names(send("excel", vald=[times[0].pk])) == ["Umeå"]
    chosen = [times[0].organisation_id, times[2].organisation_id]
    assert names(send("excel", page="many", vald=chosen)) == ["Umeå", "Åsele"]
    assert names(send("excel", page="many", alla="1", fraga="query=mal")) == ["Malå"]
    client.force_login(give_role(make_user(), county, Role.READER))
    assert send("avsluta", vald=[times[0].pk]).status_code == 403
    client.logout()
    assert "data-bulk" not in client.get(reverse("organisations:list", args=[county.slug])).content.decode()
