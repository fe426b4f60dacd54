"""What people see and may do on the pages of documents."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samhandling.documents.enums import Openness
from samhandling.documents.models import Document, Share
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import dispose, make_colleague, make_document, make_upload, mark, publish, share
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_organisation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_collaboration(slug="norr", is_public=True)


@pytest.fixture
def owner(here):
    return make_organisation(display_name="Norrbyn", collaboration=here, takes_part=True)


@pytest.fixture
def other(here):
    return make_organisation(display_name="Söderbyn", collaboration=here, takes_part=True)


@pytest.fixture
def secretary(here, owner):
    return give_party(make_user(name="Sara Ek"), here, owner)


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name, document=None, **kwargs):
    return reverse(
        f"documents:{name}", kwargs={"collaboration": "norr", **({"pk": document.pk} if document else {})} | kwargs
    )


def text_of(answer) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


ABOUT = {"title": "Yttrande", "kind": "letter", "dated_on": "2026-11-20", "direction": "internal"}


# --- Who gets in -----------------------------------------------------------------------------------


def test_a_draft_is_not_there_for_others_by_any_address(here, owner, other):
    document = make_document(here, owner, title="Hemligt utkast")
    coordinator, neighbour = make_coordinator(here), give_party(make_user(), here, other)
    pages = ["detail", "file", "change", "replace_file", "follow", "share", "publish"]

    for client in (logged_in(coordinator), logged_in(neighbour)):
        assert {client.get(address(page, document)).status_code for page in pages} == {404}
        assert {client.post(address(page, document)).status_code for page in [*pages, "discard"]} == {404}
        assert "Hemligt utkast" not in text_of(client.get(address("list")))
    assert Client().get(address("file", document)).status_code == 404


def test_a_recipient_reads_and_changes_nothing(here, owner, other):
    document = share(make_document(here, owner, title="Delat"), other)
    client = logged_in(give_party(make_user(), here, other))

    assert text_of(client.get(address("file", document))) == "Utkast till yttrande"
    assert "Delad med en organisation." in text_of(client.get(address("detail", document)))
    assert {
        client.get(address(page, document)).status_code
        for page in ("change", "replace_file", "follow", "share", "publish")
    } == {403}
    assert client.post(address("discard", document)).status_code == 403


def test_a_published_document_is_read_by_everybody_without_names_of_those_who_acted(here, owner, secretary):
    document = publish(make_document(here, owner, title="Öppet", created_by=secretary))

    page = text_of(Client().get(address("detail", document)))

    assert "Alla får läsa den." in page
    assert "Sara Ek" not in page
    assert text_of(Client().get(address("file", document))) == "Utkast till yttrande"


def test_a_disposed_document_has_a_line_and_no_file(here, owner, secretary, other):
    document = dispose(share(make_document(here, owner, title="Borta"), other))
    recipient = give_party(make_user(), here, other)

    assert "Gallrad 1 april 2026." in text_of(logged_in(secretary).get(address("detail", document)))
    assert logged_in(secretary).get(address("file", document)).status_code == 404
    assert logged_in(recipient).get(address("detail", document)).status_code == 404


def test_whoever_works_for_nobody_draws_up_nothing(here):
    client = logged_in(make_coordinator(here))

    assert client.get(address("new")).status_code == 403
    assert "Be samordnaren ange" in text_of(client.get(address("list")))


# --- Acting ----------------------------------------------------------------------------------------


def test_a_document_is_drawn_up_changed_and_given_another_file(here, owner, secretary):
    client = logged_in(secretary)

    drawn_up = client.post(address("new"), ABOUT | {"owner": owner.pk, "upload": make_upload("Ett")})
    document = Document.objects.get()
    assert drawn_up.headers["Location"] == address("detail", document)
    assert (document.title, document.openness, document.created_by) == ("Yttrande", Openness.DRAFT, secretary)

    client.post(address("change", document), ABOUT | {"title": "Nytt namn", "registration_number": "KS 1"})
    client.post(address("replace_file", document), {"upload": make_upload("Två")})
    document.refresh_from_db()
    assert (document.title, document.registration_number) == ("Nytt namn", "KS 1")
    assert text_of(client.get(address("file", document))) == "Två"


def test_a_refused_file_comes_back_as_words(here, owner, secretary):
    upload = SimpleUploadedFile("yttrande.pdf", b"not a pdf at all")

    answer = logged_in(secretary).post(address("new"), ABOUT | {"owner": owner.pk, "upload": upload})

    assert answer.status_code == 200
    assert "Filens namn säger ett slag och innehållet ett annat" in text_of(answer)
    assert Document.objects.count() == 0


def test_a_document_in_anothers_name_cannot_be_forged(here, owner, other, secretary):
    answer = logged_in(secretary).post(address("new"), ABOUT | {"owner": other.pk, "upload": make_upload()})

    assert (answer.status_code, Document.objects.count()) == (200, 0)


def test_more_than_the_form_asks_for_changes_nothing(here, owner, other, secretary):
    document = share(make_document(here, owner, title="Delat"), other)

    logged_in(secretary).post(
        address("change", document),
        {"registration_number": "KS 9", "correspondent": "", "title": "Annat", "openness": "draft", "owner": other.pk},
    )

    document.refresh_from_db()
    assert (document.title, document.openness, document.owner, document.registration_number) == (
        "Delat",
        Openness.SHARED,
        owner,
        "KS 9",
    )


def test_sharing_asks_for_open_eyes_first(here, owner, other, secretary):
    document = make_document(here, owner)
    client = logged_in(secretary)

    page = text_of(client.get(address("share", document)))
    unconfirmed = client.post(address("share", document), {"recipients": [other.pk]})
    assert "När den är delad är den en allmän handling hos dem" in page
    assert "Söderbyn (ingen svarar för den här ännu)" in page
    assert "Bekräfta att du har läst vad delningen innebär." in text_of(unconfirmed)
    assert Share.objects.count() == 0

    shared = client.post(address("share", document), {"recipients": [other.pk], "is_confirmed": "on"}, follow=True)
    assert "Handlingen är delad med en organisation." in text_of(shared)
    assert list(Share.objects.values_list("recipient", "shared_by")) == [(other.pk, secretary.pk)]


def test_nothing_is_shared_with_a_forged_recipient(here, owner, secretary):
    document = make_document(here, owner)
    elsewhere = make_organisation(collaboration=make_collaboration(), takes_part=True)

    for forged in (elsewhere.pk, owner.pk, 10**30, "abc"):
        answer = logged_in(secretary).post(address("share", document), {"recipients": [forged], "is_confirmed": "on"})
        assert answer.status_code == 200

    assert Share.objects.count() == 0


def test_publishing_asks_whether_somebody_has_looked(here, owner, secretary):
    document = make_document(here, owner)
    client = logged_in(secretary)

    unchecked = client.post(address("publish", document))
    assert "Bekräfta att du har letat efter personuppgifter" in text_of(unchecked)
    client.post(address("publish", document), {"is_checked": "on"})

    document.refresh_from_db()
    assert (document.openness, document.published_by) == (Openness.PUBLIC, secretary)


def test_a_marked_document_has_no_form_to_publish_it(here, owner, secretary):
    document = make_document(here, owner)
    mark(document)

    page = text_of(logged_in(secretary).get(address("publish", document)))

    assert "Handlingen är sekretessmarkerad och kan inte publiceras." in page
    assert "is_checked" not in page


def test_a_colleague_sees_why_they_may_not_let_it_out(here, owner):
    colleague = give_role(make_colleague(here, owner), here, Role.READER)
    document = make_document(here, owner)

    page = text_of(logged_in(colleague).get(address("detail", document)))

    assert page.count("Bara de som svarar för organisationen här får lämna ut dess handlingar.") == 2
    assert address("share", document) not in page


def test_a_new_version_leads_from_the_old_for_those_who_may_see_it(here, owner, other, secretary):
    old = share(make_document(here, owner, title="Först"), other)
    recipient = logged_in(give_party(make_user(), here, other))

    logged_in(secretary).post(address("follow", old), ABOUT | {"title": "Rättad", "upload": make_upload()})

    assert "Det finns en senare version" in text_of(logged_in(secretary).get(address("detail", old)))
    assert "Rättad" not in text_of(recipient.get(address("detail", old)))
    share(Document.objects.get(title="Rättad"), other)
    assert "Det finns en senare version" in text_of(recipient.get(address("detail", old)))


def test_a_draft_is_thrown_away_by_one_button(here, owner, secretary):
    document = make_document(here, owner)

    answer = logged_in(secretary).post(address("discard", document))

    assert (answer.headers["Location"], Document.objects.count()) == (address("list"), 0)


# --- Lists -----------------------------------------------------------------------------------------


def titles_in(answer) -> list[str]:
    return [document.title for document in answer.context["page"]]


def test_the_list_is_narrowed_by_what_one_asks_for(here, owner, other, secretary):
    make_document(here, owner, title="Utkast om vägar", kind="memo", dated_on=date(2025, 5, 5))
    share(make_document(here, other, title="Plan för vägar", kind="plan", dated_on=date(2026, 5, 5)), owner)
    publish(make_document(here, other, title="Rapport", kind="report", dated_on=date(2026, 6, 6)))
    client = logged_in(secretary)

    found = {
        asked: titles_in(client.get(f"{address('list')}?{asked}"))
        for asked in (
            "",
            "query=v%C3%A4gar",
            "kind=plan",
            "openness=draft",
            "year=2025",
            f"owner={other.pk}",
            "is_mine=on",
            "year=x",
        )
    }

    assert found == {
        "": ["Rapport", "Plan för vägar", "Utkast om vägar"],
        "query=v%C3%A4gar": ["Plan för vägar", "Utkast om vägar"],
        "kind=plan": ["Plan för vägar"],
        "openness=draft": ["Utkast om vägar"],
        "year=2025": ["Utkast om vägar"],
        f"owner={other.pk}": ["Rapport", "Plan för vägar"],
        "is_mine=on": ["Utkast om vägar"],
        "year=x": ["Rapport", "Plan för vägar", "Utkast om vägar"],
    }


def test_the_search_finds_only_what_one_may_read(here, owner, other, secretary):
    make_document(here, owner, title="Vägplan utkast")
    publish(make_document(here, other, title="Vägplan öppen"))
    search = f"{reverse('portal:search')}?q=v%C3%A4gplan&var=alla"

    def found(client):
        page = text_of(client.get(search))
        return [title for title in ("Vägplan utkast", "Vägplan öppen") if title in page]

    assert found(logged_in(secretary)) == ["Vägplan utkast", "Vägplan öppen"]
    assert found(logged_in(make_coordinator(here))) == ["Vägplan öppen"]


@pytest.mark.parametrize(
    ("name", "queries"), [("list", 10), ("register", 18), ("detail", 14), ("organisation_panel", 12)]
)
def test_pages_cost_the_same_with_more_rows(here, owner, other, secretary, name, queries, django_assert_num_queries):
    def add():
        document = share(make_document(here, owner, title="Yttrande"), other)
        mark(document)
        share(make_document(here, other), owner)
        return document

    def look(document):
        pk = owner.pk if name == "organisation_panel" else document.pk
        kwargs = {"pk": pk} if name in {"detail", "organisation_panel"} else {}
        with django_assert_num_queries(queries):
            assert client.get(address(name, **kwargs)).status_code == 200

    client = logged_in(secretary)
    client.get(address("list"))
    document = add()
    look(document)
    for _ in range(2):
        add()
        third = make_organisation(collaboration=here, takes_part=True)
        share(document, third)
    look(document)


# --- The register ----------------------------------------------------------------------------------


def rows_of(answer) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_register_tells_what_the_law_asks_and_hides_marked_titles(here, owner, other, secretary):
    sent = make_document(
        here,
        owner,
        title="Svar på remiss",
        registration_number="KS 2026:1",
        direction="outgoing",
        correspondent="Söderbyn",
        kind="letter",
        dated_on=date(2026, 3, 1),
    )
    share(sent, other)
    marked = make_document(here, owner, title="Om Anna Eks hälsa", correspondent="Anna Ek", dated_on=date(2026, 2, 1))
    mark(marked)
    share(make_document(here, other, title="Från grannen", dated_on=date(2026, 1, 1)), owner)
    dispose(publish(make_document(here, owner, title="Gammalt", dated_on=date(2020, 1, 1))))
    make_document(here, other, title="Grannens utkast")

    rows = rows_of(logged_in(secretary).get(address("register_export", kind="csv")))

    assert [list(row.values()) for row in rows] == [
        ["Norrbyn", "", "2026-03-10", "inkommen", "Söderbyn", "Från grannen", "annan handling", "delad",
         "2026-03-10 10:30+01:00", "Norrbyn", "", "", "", ""],
        ["Norrbyn", "KS 2026:1", "2026-03-01", "utgående", "Söderbyn", "Svar på remiss", "skrivelse", "delad",
         "2026-03-10 10:30+01:00", "Söderbyn", "", "", "", ""],
        ["Norrbyn", "", "2026-02-01", "upprättad här", "", "Sekretessmarkerad: OSL 21:1", "annan handling", "utkast",
         "", "", "", "", "", ""],
        ["Norrbyn", "", "2020-01-01", "upprättad här", "", "Gammalt", "annan handling", "publicerad",
         "", "", "2026-04-01 14:00+02:00", "", "", "2026-04-01 14:00+02:00"],
    ]  # fmt: skip


def test_a_search_in_the_register_does_not_tell_a_hidden_title_by_finding_it(here, owner, secretary):
    mark(make_document(here, owner, title="Om Anna Eks hälsa"))
    make_document(here, owner, title="Om Anna Eks uppdrag")

    rows = rows_of(logged_in(secretary).get(f"{address('register_export', kind='csv')}?query=anna"))

    assert [row["Titel"] for row in rows] == ["Om Anna Eks uppdrag"]


def test_the_register_is_read_on_a_page_and_in_excel_too(here, owner, secretary):
    make_document(here, owner, title="=Yttrande")
    client = logged_in(secretary)

    assert "En handling i dokumentlistan för Norrbyn." in text_of(client.get(address("register")))
    assert client.get(address("register_export", kind="xlsx")).content[:2] == b"PK"
    assert rows_of(client.get(address("register_export", kind="csv")))[0]["Titel"] == "'=Yttrande"
    assert client.get(address("register_export", kind="exe")).status_code == 404


def test_the_register_is_for_those_who_answer_for_the_organisation(here, owner):
    colleague = give_role(make_colleague(here, owner), here, Role.READER)

    for user in (colleague, make_coordinator(here)):
        assert logged_in(user).get(address("register")).status_code == 403
        assert logged_in(user).get(address("register_export", kind="csv")).status_code == 403


def test_the_panel_on_an_organisations_page_shows_what_one_may_read(here, owner, secretary):
    make_document(here, owner, title="Utkast inom huset")
    publish(make_document(here, owner, title="Öppen plan"))
    panel = reverse("documents:organisation_panel", kwargs={"collaboration": "norr", "pk": owner.pk})

    seen = {who: text_of(client.get(panel)) for who, client in {"all": Client(), "own": logged_in(secretary)}.items()}

    assert ("Utkast inom huset" in seen["all"], "Öppen plan" in seen["all"]) == (False, True)
    assert ("Utkast inom huset" in seen["own"], "Öppen plan" in seen["own"]) == (True, True)


def test_a_date_nobody_can_mean_is_refused_in_words(here, owner, secretary):
    far = (timezone.localdate() + timedelta(days=365 * 400)).isoformat()

    answer = logged_in(secretary).post(
        address("new"), ABOUT | {"dated_on": far, "owner": owner.pk, "upload": make_upload()}
    )

    assert "Skriv en dag mellan" in text_of(answer)
