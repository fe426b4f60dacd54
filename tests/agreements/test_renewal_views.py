"""What people see and do on the pages of the renewal and the file import."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from samhandling.agreements.enums import ProposalState, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.services.renewal import draft_successor, propose_change, write_comment
from samhandling.core import slots
from samhandling.organisations.enums import Role
from samhandling.organisations.services.register import load_register
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement_in_force, make_clause
from tests.factories.organisations import give_party, give_role, make_collaboration

pytestmark = pytest.mark.django_db

REAL_FILE = Path(__file__).with_name("agreement.yaml")
SMALL = b"name: Samverkan\nperiod: {from: 2027-01-01, to: 2030-12-31}\nparties:\n  region: Region Norrbotten\n"


@pytest.fixture(autouse=True)
def without_upper_rooms(monkeypatch):
    for slot in ("agreement.import", "agreement.import.check", "agreement.import.schema"):
        monkeypatch.setitem(slots._slots, slot, [])


@pytest.fixture
def old():
    agreement = make_agreement_in_force(make_collaboration(is_public=True), title="Samverkan")
    make_clause(agreement, "Den gäller i fyra år.", number="2", heading="Giltighet")
    return agreement


@pytest.fixture
def coordinator(old):
    return give_role(make_user(name="Karin"), old.collaboration, Role.COORDINATOR)


@pytest.fixture
def draft(old, coordinator):
    return draft_successor(actor=coordinator, agreement=old, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def director(draft):
    party = draft.parties.last()
    return give_party(make_user(name="Maja"), draft.collaboration, party.organisation)


def address(agreement, page: str, **more) -> str:
    return reverse(
        f"agreements:{page}", kwargs={"collaboration": agreement.collaboration.slug, "pk": agreement.pk, **more}
    )


# --- Renewal -------------------------------------------------------------------------------------


def test_a_coordinator_drafts_next_term_from_the_agreement(client, old, coordinator):
    client.force_login(coordinator)
    form = client.get(address(old, "renew")).context["form"]
    assert form.initial == {
        "title": "Samverkan",
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2030, 12, 31),
    }
    response = client.post(
        address(old, "renew"), {"title": "Samverkan 2", "starts_on": "2027-01-01", "ends_on": "2030-12-31"}
    )
    draft = Agreement.objects.get(predecessor=old)
    assert (draft.title, draft.status) == ("Samverkan 2", Status.DRAFT)
    assert response["Location"] == address(draft, "detail")


def test_what_stops_the_renewal_is_told_in_the_form(client, old, draft, coordinator):
    client.force_login(coordinator)
    response = client.post(address(old, "renew"), {"title": "Igen", "starts_on": "2027-01-01", "ends_on": "2030-12-31"})
    assert response.context["form"].non_field_errors() == [
        "Nästa periods överenskommelse har redan påbörjats från den här."
    ]


def test_a_director_asked_for_comments_comments_for_the_municipality(client, draft, director, coordinator):
    client.force_login(coordinator)
    client.post(address(draft, "comments_ask"), {"due_on": "2099-12-15"})
    client.force_login(director)
    page = client.get(address(draft, "talk")).content.decode()
    assert "Synpunkter önskas senast den 15 december 2099." in page
    client.post(address(draft, "comment_new"), {"text": "Vi är nöjda."})
    target = draft.clauses.get(number="2")
    client.post(address(draft, "comment_on", clause=target.pk), {"text": "Gärna två år."})
    assert list(draft.comments.values_list("text", "clause__number", "party__organisation")) == [
        ("Vi är nöjda.", None, draft.parties.last().organisation_id),
        ("Gärna två år.", "2", draft.parties.last().organisation_id),
    ]


def test_a_proposal_is_made_seen_and_accepted(client, draft, director, coordinator):
    target = draft.clauses.get(number="2")
    client.force_login(director)
    form = client.get(address(draft, "proposal_new", clause=target.pk)).context["form"]
    assert form.initial == {"text": "Den gäller i fyra år.", "base_version": 1}
    client.post(
        address(draft, "proposal_new", clause=target.pk),
        {"text": "Den gäller i två år.", "reason": "Prova", "base_version": "1"},
    )
    proposal = target.proposals.get()
    client.force_login(coordinator)
    decide = address(draft, "proposal", proposal=proposal.pk)
    assert "<del>" in client.get(decide).content.decode()
    client.post(decide, {"verdict": "accept", "answer": ""})
    target.refresh_from_db()
    assert (target.text, target.proposals.get().state) == ("Den gäller i två år.", ProposalState.ACCEPTED)


def test_declining_without_an_answer_says_what_is_missing(client, draft, director, coordinator):
    target = draft.clauses.get(number="2")
    party = draft.parties.last()
    proposal = propose_change(actor=director, clause=target, party=party, text="Ny.", reason="Kort")
    client.force_login(coordinator)
    decide = address(draft, "proposal", proposal=proposal.pk)
    response = client.post(decide, {"verdict": "decline", "answer": ""})
    assert response.context["form"].non_field_errors() == ["Skriv ett svar, så att den som lade förslaget vet varför."]
    client.post(decide, {"verdict": "decline", "answer": "Perioden är bestämd."})
    assert target.proposals.get().state == ProposalState.DECLINED


def test_a_comment_is_answered(client, draft, director, coordinator):
    comment = write_comment(actor=director, agreement=draft, party=draft.parties.last(), text="Varför?")
    client.force_login(coordinator)
    client.post(address(draft, "comment_answer", comment=comment.pk), {"answer": "Därför."})
    comment.refresh_from_db()
    assert comment.answer == "Därför."
    assert "Därför." in client.get(address(draft, "talk")).content.decode()


@pytest.mark.parametrize("page", ["talk", "comment_new", "comments_ask", "renew"])
def test_the_talk_is_closed_to_citizens_strangers_and_readers_without_voice(client, draft, page):
    assert client.get(address(draft, page)).status_code == 302
    client.force_login(give_role(make_user(), make_collaboration(), Role.COORDINATOR))
    assert client.get(address(draft, page)).status_code == 404
    client.force_login(give_role(make_user(), draft.collaboration, Role.READER))
    assert client.get(address(draft, page)).status_code == (200 if page == "talk" else 403)


def test_a_citizen_sees_the_comparison_once_the_text_is_fixed(client, draft):
    assert client.get(address(draft, "compare")).status_code == 404
    draft.status = Status.PROPOSED
    draft.save()
    assert client.get(address(draft, "compare")).status_code == 200


def test_things_of_another_agreement_are_not_found(client, old, draft, director, coordinator):
    comment = write_comment(actor=director, agreement=draft, party=draft.parties.last(), text="Varför?")
    client.force_login(coordinator)
    for page, where in (
        ("comment_answer", {"comment": comment.pk}),
        ("comment_on", {"clause": draft.clauses.first().pk}),
        ("proposal_new", {"clause": draft.clauses.first().pk}),
        ("proposal", {"proposal": 999}),
    ):
        assert client.get(address(old, page, **where)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_however_much_there_is(
    client, old, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        make_clause(old, f"Text {number}", number=str(3 + number))
    draft = draft_successor(actor=coordinator, agreement=old, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    for number in range(count):
        write_comment(actor=coordinator, agreement=draft, text=f"Nummer {number}")
    client.force_login(coordinator)
    client.get(address(draft, "talk"))
    with django_assert_num_queries(15):
        client.get(address(draft, "talk"))
    with django_assert_num_queries(18):
        client.get(address(draft, "compare"))


# --- The file ------------------------------------------------------------------------------------


@pytest.fixture
def county():
    load_register()
    return make_collaboration(slug="norr", county_code="25")


@pytest.fixture
def importer(county):
    return give_role(make_user(email="kim@example.se"), county, Role.COORDINATOR)


def chosen(content: bytes) -> dict[str, object]:
    return {"file": SimpleUploadedFile("avtal.yaml", content)}


def test_a_file_is_seen_before_it_is_read_in(client, county, importer):
    client.force_login(importer)
    page = reverse("agreements:import", kwargs={"collaboration": "norr"})
    whole = SMALL + b"  municipalities: [Boden, Pite\xc3\xa5]\n"
    response = client.post(page, chosen(whole))
    preview = response.context["preview"]
    assert (preview.title, preview.region, preview.municipalities, len(preview.clauses)) == (
        "Samverkan",
        "Region Norrbotten",
        ["Boden", "Piteå"],
        2,
    )
    assert Agreement.objects.count() == 0
    carried = response.context["confirm"].data
    answer = client.post(page, {"content": carried["content"].replace("\n", "\r\n"), "file_name": "avtal.yaml"})
    agreement = Agreement.objects.get()
    assert answer["Location"] == address(agreement, "detail")
    assert agreement.parties.count() == 3


def test_all_faults_are_shown_with_their_lines_and_what_was_written(client, county, importer):
    client.force_login(importer)
    page = reverse("agreements:import", kwargs={"collaboration": "norr"})
    response = client.post(page, chosen(SMALL + b"  municipalities: [Boden, Pitea]\naim: [x]\n"))
    assert [(problem.line, problem.place, problem.what) for problem in response.context["problems"]] == [
        (5, "parties › municipalities › Pitea", "Ingen i registret heter ”Pitea”."),
        (6, "aim", "”aim” är inte en av nycklarna här."),
    ]
    assert "2 saker måste rättas innan avtal.yaml kan läsas in. Inget har sparats." in response.content.decode()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n\xff\xfe", "Filen är inte text i UTF-8."),
        (b"x" * (512 * 1024 + 1), "Filen är större än 512 kB."),
        (b"name: [\n", "Filen går inte att läsa från den här raden."),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(client, county, importer, content, what):
    client.force_login(importer)
    response = client.post(reverse("agreements:import", kwargs={"collaboration": "norr"}), chosen(content))
    assert [problem.what for problem in response.context["problems"]] == [what]


def test_what_was_changed_after_the_preview_is_checked_again(client, county, importer):
    client.force_login(importer)
    page = reverse("agreements:import", kwargs={"collaboration": "norr"})
    response = client.post(page, {"content": "name: x", "file_name": "avtal.yaml"})
    assert len(response.context["problems"]) == 2
    assert Agreement.objects.count() == 0


def test_the_import_page_is_for_coordinators(client, county):
    page = reverse("agreements:import", kwargs={"collaboration": "norr"})
    assert client.get(page).status_code == 404
    client.force_login(give_role(make_user(), county, Role.READER))
    assert client.get(page).status_code == 403


# --- The command line ----------------------------------------------------------------------------


def test_the_command_reads_the_real_file_in(county, importer, capsys):
    county.county_code = "24"
    county.save()
    call_command("import_agreement", REAL_FILE, collaboration="norr", dry_run=True)
    assert Agreement.objects.count() == 0
    call_command("import_agreement", REAL_FILE, collaboration="norr")
    assert Agreement.objects.get().clauses.count() == 30


def test_the_command_tells_every_fault_with_its_line(county, importer, tmp_path, capsys):
    file = tmp_path / "avtal.yaml"
    file.write_bytes(SMALL + b"  municipalities: [Boden, Pitea]\n")
    with pytest.raises(CommandError, match="Filen har fel"):
        call_command("import_agreement", file, collaboration="norr", by="kim@example.se")
    assert capsys.readouterr().err == (
        "5: parties › municipalities › Pitea: Ingen i registret heter ”Pitea”. Menade du ”Piteå”?\n"
    )


def test_the_command_says_what_it_misses(county, importer, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_agreement", tmp_path / "borta.yaml", collaboration="norr")
    with pytest.raises(CommandError, match="no collaboration at the address 'sor'"):
        call_command("import_agreement", REAL_FILE, collaboration="sor")
    county.county_code = "24"
    county.save()
    with pytest.raises(CommandError, match="--by"):
        call_command("import_agreement", REAL_FILE, collaboration="norr", by="annan@example.se")
