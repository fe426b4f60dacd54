"""A secretary draws a document up, shares it with two municipalities, and publishes it."""

import re

import pytest
from playwright.sync_api import expect

from samhandling.documents.models import Document
from tests.browser import AxeRunner, PageFactory
from tests.factories.accounts import make_user
from tests.factories.organisations import give_party, make_collaboration, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_working_draft_to_published(page: PageFactory, axe: AxeRunner):
    here = make_collaboration(slug="norr", name="Samverkan i Norr", is_public=True)
    region, first, second = (
        make_organisation(display_name=name, collaboration=here, takes_part=True)
        for name in ("Region Norr", "Norrbyn", "Söderbyn")
    )
    secretary = give_party(make_user(name="Sara Ek"), here, region)
    neighbour = give_party(make_user(name="Nils Norr"), here, first)

    # A working draft.
    at = page("/samverkan/norr/dokument/", user=secretary)
    assert axe(at) == []
    at.get_by_role("link", name="Upprätta den första handlingen").click()
    assert axe(at) == []
    at.get_by_label("Vad heter handlingen?").fill("Yttrande om vägar")
    at.get_by_label("Vilken sorts handling är det?").select_option("letter")
    at.get_by_label("Vilken fil?").set_input_files(
        {"name": "yttrande.txt", "mimeType": "text/plain", "buffer": "Vi tycker om vägar.".encode()}
    )
    at.get_by_role("button", name="Spara utkastet").click()
    expect(at.get_by_role("main")).to_contain_text("Ett utkast. Bara de som arbetar för Region Norr läser det.")
    assert axe(at) == []
    address = at.url

    # Nobody else knows of it.
    for user in (neighbour, None):
        stranger = page(re.sub(r"^https?://[^/]+", "", address), user=user)
        assert "Yttrande om vägar" not in stranger.inner_text("body")

    # Shared with two, with open eyes.
    at.get_by_role("link", name="Dela …").click()
    expect(at.get_by_role("main")).to_contain_text("När den är delad är den en allmän handling hos dem")
    assert axe(at) == []
    at.get_by_label("Norrbyn").check()
    at.get_by_label(re.compile("Söderbyn")).check()
    at.get_by_role("button", name="Dela handlingen").click()
    expect(at.get_by_role("main")).to_contain_text("Bekräfta att du har läst vad delningen innebär.")
    assert at.get_by_label("Norrbyn").is_checked()
    at.get_by_label(re.compile("Jag förstår")).check()
    at.get_by_role("button", name="Dela handlingen").click()
    expect(at.get_by_role("main")).to_contain_text("Delad med 2 organisationer.")
    assert axe(at) == []

    receiving = page(re.sub(r"^https?://[^/]+", "", address), user=neighbour, width=320)
    assert "Yttrande om vägar" in receiving.inner_text("h1")
    assert axe(receiving) == []
    citizen = page(re.sub(r"^https?://[^/]+", "", address))
    assert "Yttrande om vägar" not in citizen.inner_text("body")

    # Published, once somebody has looked.
    at.get_by_role("link", name="Publicera …").click()
    assert axe(at) == []
    at.get_by_label(re.compile("Jag har läst igenom handlingen")).check()
    at.get_by_role("button", name="Publicera handlingen").click()
    expect(at.get_by_role("main")).to_contain_text("Alla får läsa den.")

    citizen = page(re.sub(r"^https?://[^/]+", "", address), scheme="dark")
    assert "Yttrande om vägar" in citizen.inner_text("h1")
    assert "Sara Ek" not in citizen.inner_text("body")
    assert axe(citizen) == []

    # The register tells it all.
    at.goto("/samverkan/norr/dokument/register/")
    expect(at.get_by_role("main")).to_contain_text("Norrbyn, Söderbyn")
    assert axe(at) == []

    document = Document.objects.get()
    assert (document.openness, document.shares.count(), document.published_by) == ("public", 2, secretary)
    assert set(document.shares.values_list("recipient", flat=True)) == {first.pk, second.pk}
