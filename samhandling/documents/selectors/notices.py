"""What acts on documents tell, and whom. No title is told: it may name somebody, or be secret."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samhandling.documents.models import Disposal, Document, Share
from samhandling.notices.domain.telling import Telling, Told, told
from samhandling.notices.enums import NoticeKind
from samhandling.notices.selectors.who_was_told import WhoWasTold, who_was_told

if TYPE_CHECKING:
    from samhandling.core.models import Event


def tellings() -> dict[str, Telling]:
    """The slot `notices`."""
    asked = ("disposal.proposed",)
    return {
        "document.shared": Telling(_shared),
        "disposal.proposed": Telling(_disposal_proposed),
        "disposal.carried_out": Telling(_disposal_done, withdraws=asked),
        "disposal.withdrawn": Telling(_disposal_done, withdraws=asked),
    }


def told_of(document: Document, shares: Iterable[Share]) -> WhoWasTold | None:
    """Who got word of a document that was shared straight with their organisation."""
    straight = [share.recipient for share in shares if not share.through]
    return who_was_told(document, "document.shared", straight) if straight else None


def _shared(events: "list[Event]") -> Iterator[Told]:
    """At once: it is an official document with the recipient from now on, and may have to be registered.

    What went through a forum is told there, to those who sit in it.
    """
    straight = [event for event in events if "through" not in event.after]
    shares: dict[tuple[int, str], Share] = {}
    rows = Share.objects.filter(document__in=[event.object_id for event in straight], through="")
    for share in rows.select_related("recipient", "document__owner", "document__collaboration"):
        shares[share.document_id, str(share.recipient)] = share
    for event in straight:
        for name in event.after.get("recipients", ()):
            share = shares[event.object_id, name]
            yield told(
                event,
                _(
                    "%(owner)s has shared a document with %(recipient)s. It is an official document with you too now, "
                    "and may have to be registered."
                ),
                reverse("documents:detail", args=[share.document.collaboration.slug, share.document_id]),
                kind=NoticeKind.REQUEST,
                facts={"owner": share.document.owner, "recipient": share.recipient},
                parties=[share.recipient_id],
            )


def _disposal_proposed(events: "list[Event]") -> Iterator[Told]:
    """It takes another than the one who proposed it to carry it out."""
    for event, disposal in _with_disposal(events):
        text = _("Review a disposal of documents of %(owner)s, and carry it out.")
        facts, whom = {"owner": disposal.owner}, [disposal.owner_id]
        yield told(event, text, _address(disposal), kind=NoticeKind.REQUEST, facts=facts, parties=whom)


def _disposal_done(events: "list[Event]") -> Iterator[Told]:
    done = _("A disposal of documents of %(owner)s has been carried out.")
    withdrawn = _("A disposal of documents of %(owner)s has been withdrawn.")
    for event, disposal in _with_disposal(events):
        text = done if event.verb == "disposal.carried_out" else withdrawn
        facts, whom = {"owner": disposal.owner}, [disposal.owner_id]
        yield told(event, text, _address(disposal), facts=facts, parties=whom)


def _with_disposal(events: "list[Event]") -> "Iterator[tuple[Event, Disposal]]":
    found = Disposal.objects.select_related("owner", "collaboration").in_bulk({event.object_id for event in events})
    for event in events:
        yield event, found[event.object_id]


def _address(disposal: Disposal) -> str:
    return reverse("documents:disposal", args=[disposal.collaboration.slug, disposal.pk])
