"""Documents in every state they may be in, so that their pages live. All of them say that they are examples."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from samhandling.demo.selectors import party_called, region_of
from samhandling.demo.services.stage import Stage
from samhandling.documents.domain.secrecy import LAW
from samhandling.documents.enums import DocumentKind
from samhandling.documents.services.disposal import propose_disposal
from samhandling.documents.services.drafts import draft_document
from samhandling.documents.services.letting_out import publish_document, share_document
from samhandling.documents.services.retention import create_class, decide_keeping
from samhandling.documents.services.secrecy import mark_as_secret
from samhandling.forums.services.papers import add_paper

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.documents.models import Document, RetentionClass
    from samhandling.organisations.models import Organisation

EXAMPLE = "Exempel: "
PLAN = "Exempel: dokumenthanteringsplan, KS § 41/2019"
TEXT = "Detta är ett exempel, som ingen har skrivit på riktigt.\n\n"
CLASSES: tuple[tuple[str, int | None], ...] = (
    ("Minnesanteckningar", 5),
    ("Yttranden och remissvar", 10),
    ("Överenskommelser och rapporter", None),
)


def play(stage: Stage, *, director: "User", secretary: "User") -> None:
    """Västerbotten: what a municipality keeps, and what lies before the delegation and its committee."""
    kept = _classes(stage)
    owner = party_called(stage.agreement, "Vindeln").organisation
    _let_out(stage, director, owner, kept)
    _have_had_their_time(stage, director, owner, kept[0])
    _lay_before_forums(stage, secretary)


def play_small(stage: Stage) -> None:
    """A neighbour county: the classes, and one report that everybody reads."""
    kept = _classes(stage)
    owner = region_of(stage.agreement)
    speaker = stage.speaker(str(owner))
    report = _drawn_up(stage, speaker, owner, "Årsrapport om samverkan", kind=DocumentKind.REPORT, dated_on=stage.today)
    publish_document(actor=speaker, document=report, is_checked=True, now=stage.now)
    decide_keeping(actor=speaker, documents=[report], retention_class=kept[2])


def _classes(stage: Stage) -> "list[RetentionClass]":
    plan = stage.text(PLAN)
    return [
        create_class(actor=stage.coordinator, collaboration=stage.collaboration, name=name, plan=plan, years=years)
        for name, years in CLASSES
    ]


def _drawn_up(
    stage: Stage, actor: "User", owner: "Organisation", title: str, *, kind: DocumentKind, dated_on: date
) -> "Document":
    return draft_document(
        actor=actor,
        collaboration=stage.collaboration,
        owner=owner,
        title=EXAMPLE + title,
        kind=kind,
        dated_on=dated_on,
        upload=_file(title),
    )


def _file(title: str) -> "SimpleUploadedFile":
    return SimpleUploadedFile("exempel.txt", f"{EXAMPLE}{title}\n\n{TEXT}".encode())


def _let_out(stage: Stage, actor: "User", owner: "Organisation", kept: "list[RetentionClass]") -> None:
    """One document at each step: a draft, shared, published, and shared but marked as secret."""
    now, region = stage.now, region_of(stage.agreement)
    _drawn_up(
        stage,
        actor,
        owner,
        "Utkast till tjänsteskrivelse om nästa period",
        kind=DocumentKind.MEMO,
        dated_on=stage.today,
    )
    answer = _drawn_up(
        stage, actor, owner, "Yttrande över nästa överenskommelse", kind=DocumentKind.LETTER, dated_on=stage.today
    )
    inquiry = _drawn_up(
        stage, actor, owner, "Anbud till gemensam e-tjänst", kind=DocumentKind.MEMO, dated_on=stage.today
    )
    report = _drawn_up(stage, actor, owner, "Kommunens uppföljning", kind=DocumentKind.REPORT, dated_on=stage.today)
    for document in (answer, inquiry):
        share_document(actor=actor, document=document, recipients=[region], is_confirmed=True, now=now)
    publish_document(actor=actor, document=report, is_checked=True, now=now)
    mark_as_secret(actor=actor, document=inquiry, law=LAW, chapter="19", section="3", now=now)
    decide_keeping(actor=actor, documents=[answer], retention_class=kept[1], retained_from=stage.today)
    decide_keeping(actor=actor, documents=[report], retention_class=kept[2])


def _have_had_their_time(stage: Stage, director: "User", owner: "Organisation", notes: "RetentionClass") -> None:
    """One whose time is out, and one that a colleague has proposed for disposal: the director carries that out."""
    now, region, colleague = stage.now, region_of(stage.agreement), stage.speaker(str(owner))
    days = (stage.on(2019, 3, 14), stage.on(2019, 10, 3))
    old = [
        _drawn_up(stage, director, owner, f"Minnesanteckningar {day:%Y-%m-%d}", kind=DocumentKind.NOTES, dated_on=day)
        for day in days
    ]
    for document in old:
        share_document(actor=director, document=document, recipients=[region], is_confirmed=True, now=now)
    decide_keeping(actor=director, documents=old, retention_class=notes, retained_from=stage.on(2020, 1, 1))
    propose_disposal(
        actor=colleague,
        documents=old[:1],
        decision_reference=stage.text("Exempel: KS § 41/2019, punkt 3"),
        decided_on=stage.on(2019, 11, 5),
        now=now,
        today=stage.today,
    )


def _lay_before_forums(stage: Stage, secretary: "User") -> None:
    """The delegation is open, so its notes are published; the working committee is closed."""
    for abbreviation, title in (
        ("PKD", "Minnesanteckningar från delegationen"),
        ("PKD-AU", "Underlag till arbetsutskottet"),
    ):
        add_paper(
            actor=secretary,
            forum=stage.forum(abbreviation),
            title=EXAMPLE + title,
            kind=DocumentKind.NOTES,
            dated_on=stage.today,
            upload=_file(title),
            is_confirmed=True,
            now=stage.now,
            today=stage.today,
        )
