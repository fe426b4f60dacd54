"""One document's own page: where it stands in a sentence, who has it, its versions, and what one may do with it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.history import HistoryLine, events_of, read
from samhandling.documents.domain.steps import (
    Step,
    why_not_change,
    why_not_discard,
    why_not_follow,
    why_not_publish,
    why_not_replace_file,
    why_not_share,
)
from samhandling.documents.enums import Openness, Refusal
from samhandling.documents.models import Document, SecrecyMarking, Share
from samhandling.documents.permissions import can_let_out, can_mark, can_see_history, can_write, visible_to
from samhandling.documents.selectors.documents import shares_of, step_of
from samhandling.documents.selectors.keeping import kept_of
from samhandling.documents.selectors.notices import told_of
from samhandling.notices.selectors.who_was_told import WhoWasTold

if TYPE_CHECKING:
    from datetime import datetime

    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class Acts:
    """Why each act is not open now, in words; empty when it is."""

    share: str
    publish: str
    change: str
    replace_file: str
    follow: str
    discard: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that the document's page shows this person."""

    document: Document
    state: str
    shares: list[Share]
    marking: SecrecyMarking | None
    versions: list[Document]
    history: list[HistoryLine]
    acts: Acts
    told: WhoWasTold | None
    is_own: bool
    may_let_out: bool
    may_mark: bool
    due_on: date | None

    @property
    def is_taken_back(self) -> bool:
        """It was published once and is not any more: somebody has marked it as secret since."""
        return self.document.published_at is not None and self.document.openness != Openness.PUBLIC

    @property
    def successor(self) -> Document | None:
        """The version that came right after this one, when this person may see it."""
        return next((one for one in self.versions if one.follows_id == self.document.pk), None)


def document_page(viewer: "Viewer", document: Document, today: date) -> DocumentPage:
    shares, step = shares_of(document), step_of(document)
    is_own = can_write(viewer, document)
    pairs = _pairs(document) if step.openness is not Openness.DRAFT or document.follows_id else {}
    return DocumentPage(
        document=document,
        state=state_of(document, shares),
        shares=shares,
        marking=document.markings.filter(lifted_at=None).first() if step.is_marked else None,
        versions=_versions(viewer, document, pairs, today),
        history=read(events_of(document)[:50]) if can_see_history(viewer, document) else [],
        acts=_acts(step, may_let_out=can_let_out(viewer, document), is_followed=document.pk in pairs.values()),
        told=told_of(document, shares) if is_own else None,
        is_own=is_own,
        may_let_out=can_let_out(viewer, document),
        may_mark=not step.is_disposed and can_mark(viewer, document),
        due_on=kept_of(document).due_on,
    )


def state_of(document: Document, shares: list[Share]) -> str:
    """The one line under the heading."""
    if document.disposed_at:
        return _("Disposed of on %(day)s. Only this entry in the register remains.") % {
            "day": _day(document.disposed_at)
        }
    match Openness(document.openness):
        case Openness.DRAFT:
            return _("A working draft. Only people at %(owner)s can read it.") % {"owner": document.owner}
        case Openness.SHARED if places := [share.through for share in shares if document.is_read_elsewhere]:
            return _("Submitted to %(place)s, where it can be read.") % {"place": places[0]}
        case Openness.SHARED if shares:
            many = len({share.recipient_id for share in shares})
            sentence = ngettext("Shared with one organisation.", "Shared with %(count)s organisations.", many)
            return sentence % {"count": many}
        case Openness.SHARED:
            return _("No longer a working draft, and not published.")
        case Openness.PUBLIC:
            day = _day(cast("datetime", document.published_at))
            return _("Published on %(day)s. Everyone can read it.") % {"day": day}


def _day(moment: "datetime") -> str:
    return date_format(localtime(moment), "j F Y")


def _acts(step: Step, *, may_let_out: bool, is_followed: bool) -> Acts:
    nobody = None if may_let_out else Refusal.NOT_ANSWERING
    return Acts(
        share=_words_of(why_not_share(step) or nobody),
        publish=_words_of(why_not_publish(step) or nobody),
        change=_words_of(why_not_change(step, ())),
        replace_file=_words_of(why_not_replace_file(step)),
        follow=_words_of(why_not_follow(step, is_followed=is_followed)),
        discard=_words_of(why_not_discard(step)),
    )


def _words_of(reason: Refusal | None) -> str:
    return str(reason.label) if reason else ""


def _pairs(document: Document) -> dict[int, int | None]:
    """The later to the earlier, for all of the owner's versions here."""
    followers = Document.objects.filter(collaboration=document.collaboration_id, owner=document.owner_id)
    return dict(followers.exclude(follows=None).values_list("pk", "follows_id"))


def _versions(viewer: "Viewer", document: Document, pairs: dict[int, int | None], today: date) -> list[Document]:
    """The whole chain as far as this person may see it, the latest first; nothing when the document stands alone."""
    later = {earlier: pk for pk, earlier in pairs.items()}
    chain = [document.pk]
    while (earlier := pairs.get(chain[-1])) is not None:
        chain.append(earlier)
    while (newer := later.get(chain[0])) is not None:
        chain.insert(0, newer)
    if len(chain) == 1:
        return []
    found = {one.pk: one for one in visible_to(viewer, today).filter(pk__in=chain)}
    return [found[pk] for pk in chain if pk in found] if len(found) > 1 else []
