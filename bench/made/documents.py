"""Eight years of documents: drafts, what was shared, what is published, and what lay before forums."""

from datetime import UTC, datetime, time, timedelta

from bench.made.county import County, write
from bench.made.words import THEMES, sentence
from samhandling.core.audit import event_of
from samhandling.core.models import StoredFile
from samhandling.documents.enums import Direction, DocumentKind, Openness
from samhandling.documents.models import Document, SecrecyMarking, Share
from samhandling.forums.models import Forum, Paper

DOCUMENTS = 240
MARKED_IN_A_HUNDRED = 3
RECIPIENTS = 3
PAPERS_OF_A_FORUM = 6
KINDS = (DocumentKind.REPORT, DocumentKind.NOTES, DocumentKind.PLAN, DocumentKind.MEMO, DocumentKind.DECISION)

ACTS: dict[str, str] = {Openness.SHARED: "document.shared", Openness.PUBLIC: "document.published"}


def make_documents(county: County) -> None:
    """Rows only: no file lies behind them, since nothing that is measured reads one."""
    files = write(_file(county, number) for number in range(DOCUMENTS))
    documents = write(_document(county, file, number) for number, file in enumerate(files))
    for document in documents:
        county.events.append(event_of(county.coordinator, "document.drafted", document))
        if act := ACTS.get(document.openness):
            county.events.append(event_of(county.coordinator, act, document))
    shared = [document for document in documents if document.openness == Openness.SHARED]
    write(share for document in shared for share in _shares(county, document))
    write(
        SecrecyMarking(document=document, law="OSL", chapter="19", section="1", marked_at=_moment(document))
        for document in documents
        if county.chance.randrange(100) < MARKED_IN_A_HUNDRED and document.openness != Openness.PUBLIC
    )
    forums = Forum.objects.filter(collaboration=county.collaboration).order_by("pk")
    write(
        Paper(forum=forum, document=document)
        for forum in forums
        for document in county.chance.sample(documents, PAPERS_OF_A_FORUM)
    )


def _file(county: County, number: int) -> StoredFile:
    return StoredFile(
        name=f"handling-{number}.pdf",
        content=f"made/{county.collaboration.county_code}/{number}.pdf",
        content_type="application/pdf",
        size=county.chance.randrange(20_000, 2_000_000),
        sha256="0" * 64,
        uploaded_by=county.coordinator,
    )


def _document(county: County, file: StoredFile, number: int) -> Document:
    former, running, _coming = county.terms
    openness = list(Openness)[number % len(Openness)]
    day = county.day_in(county.chance.choice((former, running)))
    return Document(
        collaboration=county.collaboration,
        owner=county.chance.choice(county.parties),
        kind=county.chance.choice(KINDS),
        title=f"{county.chance.choice(THEMES).capitalize()}: {sentence(county.chance)}"[:200],
        dated_on=day,
        file=file,
        openness=openness,
        direction=county.chance.choice(list(Direction)),
        registration_number=f"RUN {day.year}-{number}",
        created_by=county.coordinator,
        published_at=datetime.combine(day, time(9), UTC) if openness == Openness.PUBLIC else None,
    )


def _shares(county: County, document: Document) -> list[Share]:
    others = [party for party in county.parties if party != document.owner]
    chosen = county.chance.sample(others, min(RECIPIENTS, len(others)))
    return [Share(document=document, recipient=one, shared_at=_moment(document)) for one in chosen]


def _moment(document: Document) -> datetime:
    return datetime.combine(document.dated_on, time(12), UTC) + timedelta(minutes=1)
