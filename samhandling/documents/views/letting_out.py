"""Sharing and publishing: each a page that first says what it means."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.access import require
from samhandling.core.acting import carried_out, done
from samhandling.core.http import UserRequest
from samhandling.documents.forms.documents import PublishForm, ShareForm
from samhandling.documents.permissions import can_let_out
from samhandling.documents.selectors.document_page import document_page
from samhandling.documents.selectors.documents import document_for
from samhandling.documents.services.letting_out import publish_document, share_document
from samhandling.documents.views.answers import document_url, form_page

if TYPE_CHECKING:
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration


@login_required
def document_share(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_let_out(request, collaboration, pk)
    form = ShareForm(request.POST or None, document=document, today=timezone.localdate())
    shares = carried_out(
        form,
        lambda: share_document(actor=request.user, document=document, now=timezone.now(), **form.cleaned_data),
    )
    if shares:
        told = ngettext(
            "The document has been shared with one organisation.",
            "The document has been shared with %(count)s organisations.",
            len(shares),
        )
        return done(request, told % {"count": len(shares)}, document_url("detail", document))
    return form_page(
        request,
        form,
        "share",
        title=_("Share the document"),
        submit=_("Share the document"),
        cancel=document_url("detail", document),
        document=document,
        reason=document_page(request.user, document, timezone.localdate()).acts.share,
    )


@login_required
def document_publish(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_let_out(request, collaboration, pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if carried_out(
        form,
        lambda: publish_document(actor=request.user, document=document, now=timezone.now(), **form.cleaned_data),
    ):
        return done(request, _("The document has been published."), document_url("detail", document))
    return form_page(
        request,
        form,
        "publish",
        title=_("Publish the document"),
        submit=_("Publish the document"),
        cancel=document_url("detail", document),
        document=document,
        reason=document_page(request.user, document, timezone.localdate()).acts.publish,
    )


def _to_let_out(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who do not answer for its owner."""
    document = document_for(request.user, collaboration, pk, timezone.localdate())
    require(can_let_out(request.user, document))
    return document
