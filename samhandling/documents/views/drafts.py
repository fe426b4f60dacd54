"""Drawing a document up, changing it, giving it another file, making a version, throwing a draft away."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.acting import acted, carried_out, done
from samhandling.core.http import UserRequest
from samhandling.documents.domain.steps import CHANGEABLE_WHEN_SHARED
from samhandling.documents.enums import Openness
from samhandling.documents.forms.documents import AboutForm, DraftForm, FileForm, RegisterForm, VersionForm
from samhandling.documents.permissions import can_draft, can_write
from samhandling.documents.selectors.document_page import document_page
from samhandling.documents.selectors.documents import document_for
from samhandling.documents.services.drafts import (
    change_document,
    discard_draft,
    draft_document,
    follow_document,
    replace_file,
)
from samhandling.documents.views.answers import document_url, form_page

if TYPE_CHECKING:
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration

ABOUT = tuple(AboutForm.base_fields)


@login_required
def document_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_draft(request.user, collaboration.pk))
    form = DraftForm(
        request.POST or None,
        request.FILES or None,
        viewer=request.user,
        collaboration=collaboration,
        initial={"dated_on": timezone.localdate()},
    )
    made = carried_out(
        form, lambda: draft_document(actor=request.user, collaboration=collaboration, **form.cleaned_data)
    )
    if made:
        return done(request, _("The working draft has been saved."), document_url("detail", made))
    return form_page(
        request,
        form,
        title=_("Draw up a document"),
        lead=_("It begins as a working draft, which only your own organisation’s people read."),
        submit=_("Save the working draft"),
        cancel=reverse("documents:list", kwargs={"collaboration": collaboration.slug}),
    )


@login_required
def document_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    is_draft = document.openness == Openness.DRAFT
    about = {name: getattr(document, name) for name in (ABOUT if is_draft else sorted(CHANGEABLE_WHEN_SHARED))}
    form = (AboutForm if is_draft else RegisterForm)(request.POST or None, initial=about)
    if carried_out(form, lambda: change_document(actor=request.user, document=document, **form.cleaned_data)):
        return done(request, _("What is said about the document has been changed."), document_url("detail", document))
    lead = _("Others have had the document, so only this may still be written.")
    return form_page(
        request,
        form,
        title=_("Change what is said about the document"),
        lead="" if is_draft else lead,
        submit=_("Save"),
        cancel=document_url("detail", document),
        document=document,
        reason=_reason(request, document, "change"),
    )


@login_required
def document_replace_file(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if carried_out(form, lambda: replace_file(actor=request.user, document=document, **form.cleaned_data)):
        return done(request, _("The draft has got another file."), document_url("detail", document))
    return form_page(
        request,
        form,
        title=_("Replace the file"),
        lead=_("The file that lies here now is removed."),
        submit=_("Replace the file"),
        cancel=document_url("detail", document),
        document=document,
        reason=_reason(request, document, "replace_file"),
    )


@login_required
def document_follow(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    about = {name: getattr(document, name) for name in ABOUT} | {
        "dated_on": timezone.localdate(),
        "registration_number": "",
    }
    form = VersionForm(request.POST or None, request.FILES or None, initial=about)
    made = carried_out(form, lambda: follow_document(actor=request.user, document=document, **form.cleaned_data))
    if made:
        return done(request, _("The new version has been saved as a working draft."), document_url("detail", made))
    return form_page(
        request,
        form,
        title=_("Make a new version"),
        lead=_("The version that others have had stands as it is. The new one begins as a working draft."),
        submit=_("Save the new version"),
        cancel=document_url("detail", document),
        document=document,
        reason=_reason(request, document, "follow"),
    )


@login_required
@require_POST
def document_discard(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    still_here = document_url("detail", document)
    is_gone = acted(
        request,
        lambda: discard_draft(actor=request.user, document=document),
        _("The working draft has been thrown away."),
    )
    return redirect(reverse("documents:list", kwargs={"collaboration": collaboration.slug}) if is_gone else still_here)


def _to_write(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who may only read it."""
    document = document_for(request.user, collaboration, pk, timezone.localdate())
    require(can_write(request.user, document))
    return document


def _reason(request: UserRequest, document: "Document", act: str) -> str:
    return str(getattr(document_page(request.user, document, timezone.localdate()).acts, act))
