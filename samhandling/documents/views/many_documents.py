"""What can be done with many documents of the list at once."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.exports import xlsx_response
from samhandling.documents.domain.steps import why_not_discard
from samhandling.documents.enums import Openness, Refusal
from samhandling.documents.forms.keeping import KeepManyForm
from samhandling.documents.permissions import can_draft, can_keep, can_register, can_write
from samhandling.documents.selectors.documents import step_of
from samhandling.documents.selectors.retention import classes_of
from samhandling.documents.services.drafts import discard_drafts
from samhandling.documents.services.retention import decide_keeping
from samhandling.ui.bulk import BulkAct

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration


def acts_on_documents(viewer: "Viewer", collaboration: "Collaboration") -> list[BulkAct]:
    """Whoever has logged in takes the list along; the owners' people throw drafts away, and decide how long to keep."""
    if not viewer.is_authenticated:
        return []
    acts = [BulkAct(key="excel", text=_("Download for Excel"), file=partial(_table, collaboration))]
    if can_draft(viewer, collaboration.pk):
        acts.insert(0, _discarding(viewer))
    if can_register(viewer, collaboration.pk):
        acts.insert(0, _keeping(viewer, collaboration))
    return acts


def _keeping(actor: "User", collaboration: "Collaboration") -> BulkAct:
    return BulkAct(
        key="behall",
        text=_("Set the retention period"),
        title=_keep_title,
        what_happens=_("The class says how many years, and the date says when they start."),
        why_not=partial(_why_not_keep, actor),
        form=lambda data: KeepManyForm(data, classes=classes_of(collaboration)),
        act=lambda rows, **asked: decide_keeping(actor=actor, documents=rows, **asked),
        done=_say_kept,
    )


def _discarding(actor: "User") -> BulkAct:
    return BulkAct(
        key="kasta",
        text=_("Delete drafts"),
        title=_discard_title,
        what_happens=_("The drafts and their files will be permanently deleted."),
        why_not=partial(_why_not_discard, actor),
        act=lambda rows: discard_drafts(actor=actor, documents=rows),
        done=_say_discarded,
    )


def _why_not_keep(actor: "User", document: "Document") -> str:
    if not can_keep(actor, document.collaboration_id, document.owner_id):
        return _("Only those who represent the owner here decide how long it is kept.")
    if document.disposed_at is not None:
        return str(Refusal.DISPOSED.label)
    return _("A working draft has no retention period. It can simply be deleted.") if _is_draft(document) else ""


def _why_not_discard(actor: "User", document: "Document") -> str:
    if not can_write(actor, document):
        return _("Only people at the owner can delete its drafts.")
    reason = why_not_discard(step_of(document))
    return str(reason.label) if reason else ""


def _is_draft(document: "Document") -> bool:
    return document.openness == Openness.DRAFT


def _keep_title(number: int) -> str:
    if not number:
        return _("You can set the retention period of none of these documents")
    text = ngettext(
        "How long should %(number)s document be kept?", "How long should %(number)s documents be kept?", number
    )
    return text % {"number": number}


def _discard_title(number: int) -> str:
    if not number:
        return _("You can delete none of these documents")
    return ngettext("Delete %(number)s draft?", "Delete %(number)s drafts?", number) % {"number": number}


def _say_kept(request: HttpRequest, number: int) -> None:
    if not number:
        messages.info(request, _("Nothing was changed: it was so already."))
        return
    text = ngettext(
        "%(number)s document has a new retention period.", "%(number)s documents have a new retention period.", number
    )
    messages.success(request, text % {"number": number})


def _say_discarded(request: HttpRequest, number: int) -> None:
    text = ngettext("%(number)s draft has been deleted.", "%(number)s drafts have been deleted.", number)
    messages.success(request, text % {"number": number})


def _table(collaboration: "Collaboration", documents: "list[Document]") -> HttpResponse:
    headers = [_("Title"), _("Registration number"), _("Whose"), _("Kind"), _("Date"), _("Openness")]
    rows = [
        (
            document.title,
            document.registration_number,
            str(document.owner),
            str(document.get_kind_display()),
            document.dated_on,
            _("disposed of") if document.disposed_at else str(document.get_openness_display()),
        )
        for document in documents
    ]
    return xlsx_response(f"{collaboration.slug}-{_('documents')}", headers, rows)
