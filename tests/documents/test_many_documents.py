"""Many documents of the list at once: how long they are kept, drafts thrown away, and the list taken along."""

import io
import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from samhandling.core.models import Event
from samhandling.documents.models import Document
from samhandling.documents.services.drafts import discard_drafts
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.documents import make_class, make_document, make_stored_file, publish, share
from tests.factories.organisations import give_party, make_collaboration, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return make_collaboration(is_public=True)


@pytest.fixture
def umea(county):
    return make_municipality("Umeå", "2480", collaboration=county)


@pytest.fixture
def mala(county):
    return make_municipality("Malå", "2418", collaboration=county)


@pytest.fixture
def director(county, umea):
    return give_party(make_user(), county, umea)


@pytest.fixture
def documents(county, umea, mala):
    """A draft, one that others have had, and another's."""
    return [
        make_document(county, umea, title="Utkast A"),
        share(make_document(county, umea, title="Delad B", file=make_stored_file("b")), mala),
        publish(make_document(county, mala, title="Annans C", file=make_stored_file("c"))),
    ]


@pytest.fixture
def send(client, county, director):
    client.force_login(director)

    def send(act, *, user=director, **answers):
        client.force_login(user)
        return client.post(reverse("documents:many", args=[county.slug]), {"gor": act, **answers}, follow=True)

    return send


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_how_long_is_set_for_those_that_one_keeps_and_the_rest_told_why(send, county, documents):
    kept_for_five = make_class(county, 5)
    page = send("behall", alla="1").content.decode()
    assert "Hur länge ska 1 handling bevaras?" in page
    assert hidden(page, "ja") == str(documents[1].pk)
    assert "Ett arbetsutkast bevaras inte en viss tid." in page
    assert "Bara de som företräder ägaren här bestämmer hur länge handlingen bevaras." in page

    answers = {"vilka": hidden(page, "vilka"), "ja": hidden(page, "ja")}
    page = send("behall", **answers, retention_class=kept_for_five.pk, retained_from="2026-01-01").content.decode()
    assert "Du har bestämt hur länge 1 handling bevaras." in page
    assert list(Document.objects.order_by("pk").values_list("retention_class", "retained_from")) == [
        (None, None),
        (kept_for_five.pk, date(2026, 1, 1)),
        (None, None),
    ]
    assert Event.objects.filter(verb="document.keeping_decided").count() == 1


def test_drafts_are_thrown_away_and_nothing_that_others_have_had(send, documents):
    page = send("kasta", vald=[one.pk for one in documents]).content.decode()
    assert "Kasta 1 utkast?" in page
    assert "Andra har fått handlingen, så den kan inte kastas." in page
    assert "Bara de som arbetar hos ägaren kan kasta utkast." in page
    page = send("kasta", vilka=hidden(page, "vilka"), ja=hidden(page, "ja")).content.decode()
    assert "1 utkast har kastats." in page
    assert set(Document.objects.values_list("title", flat=True)) == {"Delad B", "Annans C"}


def test_all_drafts_go_or_none(director, documents):
    with pytest.raises(RuleBroken):
        discard_drafts(actor=director, documents=documents[:2])
    assert Document.objects.count() == 3
    with pytest.raises(PermissionDenied):
        discard_drafts(actor=make_user(), documents=documents[:1])


def test_nobody_chooses_what_they_may_not_read(send, client, county, mala, documents):
    other = give_party(make_user(), county, mala)
    assert _titles(send("excel", user=other, vald=[one.pk for one in documents])) == {"Delad B", "Annans C"}
    assert _titles(send("excel", user=other, alla="1")) == {"Delad B", "Annans C"}
    assert _titles(send("excel", user=other, alla="1", fraga="query=delad")) == {"Delad B"}
    client.logout()
    assert "data-bulk" not in client.get(reverse("documents:list", args=[county.slug])).content.decode()


def _titles(answer):
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
