"""Sharing and publishing: each a page that first says what it means."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.documents.forms.documents import PublishForm, ShareForm
from samhandling.documents.permissions import can_let_out
from samhandling.documents.selectors.document_page import document_page
from samhandling.documents.selectors.documents import document_for
from samhandling.documents.services.letting_out import publish_document, share_document
from samhandling.documents.views.answers import form_page
from samhandling.ui.acting import FormPage, ask

if TYPE_CHECKING:
    from samhandling.documents.models import Document, Share
    from samhandling.organisations.models import Collaboration


@login_required
def document_share(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_let_out(request, collaboration, pk)
    today = timezone.localdate()
    reason = document_page(request.user, document, today).acts.share
    page = _page(document, _("Share the document"), reason, "documents/share.html")
    form = ShareForm(request.POST or None, document=document, today=today)
    act = partial(share_document, actor=request.user, document=document, now=timezone.now())
    return ask(request, page, form, act, _shared_in_words)


def _shared_in_words(shares: "list[Share]") -> str:
    text = ngettext(
        "The document has been shared with one organisation.",
        "The document has been shared with %(count)s organisations.",
        len(shares),
    )
    return text % {"count": len(shares)}


@login_required
def document_publish(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_let_out(request, collaboration, pk)
    reason = document_page(request.user, document, timezone.localdate()).acts.publish
    page = _page(document, _("Publish the document"), reason, "documents/publish.html")
    form = PublishForm(request.POST if request.method == "POST" else None)
    act = partial(publish_document, actor=request.user, document=document, now=timezone.now())
    return ask(request, page, form, act, _("The document has been published."))


def _page(document: "Document", title: str, reason: str, template: str) -> FormPage:
    return form_page(document, title, title, about=document.title, reason=reason, template=template)


def _to_let_out(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who do not answer for its owner."""
    document = document_for(request.user, collaboration, pk, timezone.localdate())
    require(can_let_out(request.user, document))
    return document
