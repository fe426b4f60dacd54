"""Marking a document as possibly secret, and lifting the marking."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.documents.domain.secrecy import why_not_mark
from samhandling.documents.enums import Openness
from samhandling.documents.forms.keeping import MarkingForm
from samhandling.documents.permissions import can_mark
from samhandling.documents.selectors.documents import document_for, step_of
from samhandling.documents.services.secrecy import lift_marking, mark_as_secret
from samhandling.documents.views.answers import document_url, form_page
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration


@login_required
def document_mark(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_mark(request, collaboration, pk)
    form = MarkingForm(request.POST or None, is_public=document.openness == Openness.PUBLIC)
    step = step_of(document)
    refusal = why_not_mark(
        step.openness, is_marked=step.is_marked, is_disposed=step.is_disposed, knows_it_has_been_public=True
    )
    title, reason = _("Mark as secret"), str(refusal.label) if refusal else ""
    page = form_page(document, title, title, about=document.title, reason=reason, template="documents/mark.html")
    act = partial(mark_as_secret, actor=request.user, document=document, now=timezone.now())
    return ask(request, page, form, act, _("The document is marked as secret."))


@login_required
@require_POST
def document_lift_marking(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_mark(request, collaboration, pk)
    act = partial(lift_marking, actor=request.user, document=document, now=timezone.now())
    return acted(request, act, _("The marking has been lifted."), document_url("detail", document))


def _to_mark(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who may only read it."""
    document = document_for(request.user, collaboration, pk, timezone.localdate())
    require(can_mark(request.user, document))
    return document
