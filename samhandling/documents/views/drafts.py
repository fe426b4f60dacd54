"""Drawing a document up, changing it, giving it another file, making a version, throwing a draft away."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest
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
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration


@login_required
def document_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_draft(request.user, collaboration.pk))
    page = FormPage(
        title=_("New document"),
        intro=_("It starts as a working draft that only your own organisation can read."),
        submit=_("Save the working draft"),
        back=_list_of(collaboration),
        part_of="documents/below.html",
    )
    form = DraftForm(
        request.POST or None,
        request.FILES or None,
        viewer=request.user,
        collaboration=collaboration,
        initial={"dated_on": timezone.localdate()},
    )
    act = partial(draft_document, actor=request.user, collaboration=collaboration)
    return ask(request, page, form, act, _("The working draft has been saved."), to=partial(document_url, "detail"))


@login_required
def document_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    is_draft = document.openness == Openness.DRAFT
    intro = "" if is_draft else _("Others have received the document, so only this can still be changed.")
    reason = _reason(request, document, "change")
    page = form_page(document, _("Edit the document’s details"), intro=intro, reason=reason)
    form_class = AboutForm if is_draft else RegisterForm
    form = form_class(request.POST or None, initial=initial_of(form_class, document))
    act = partial(change_document, actor=request.user, document=document)
    return ask(request, page, form, act, _("The document’s details have been changed."))


@login_required
def document_replace_file(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    intro, reason = _("The current file will be removed."), _reason(request, document, "replace_file")
    page = form_page(document, _("Replace the file"), _("Replace the file"), intro=intro, reason=reason)
    form = FileForm(request.POST or None, request.FILES or None)
    act = partial(replace_file, actor=request.user, document=document)
    return ask(request, page, form, act, _("The draft’s file has been replaced."))


@login_required
def document_follow(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    page = form_page(
        document,
        _("Create a new version"),
        _("Save the new version"),
        intro=_("The version others have received is not changed. The new one starts as a working draft."),
        reason=_reason(request, document, "follow"),
    )
    initial = initial_of(AboutForm, document) | {"dated_on": timezone.localdate(), "registration_number": ""}
    form = VersionForm(request.POST or None, request.FILES or None, initial=initial)
    act = partial(follow_document, actor=request.user, document=document)
    done = _("The new version has been saved as a working draft.")
    return ask(request, page, form, act, done, to=partial(document_url, "detail"))


@login_required
@require_POST
def document_discard(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    document = _to_write(request, collaboration, pk)
    act = partial(discard_draft, actor=request.user, document=document)
    done, still_here = _("The working draft has been deleted."), document_url("detail", document)
    return acted(request, act, done, still_here, to=_list_of(collaboration))


def _list_of(collaboration: "Collaboration") -> str:
    return reverse("documents:list", kwargs={"collaboration": collaboration.slug})


def _to_write(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Document":
    """404 for those who may not know of it, 403 for those who may only read it."""
    document = document_for(request.user, collaboration, pk, timezone.localdate())
    require(can_write(request.user, document))
    return document


def _reason(request: UserRequest, document: "Document", act: str) -> str:
    return str(getattr(document_page(request.user, document, timezone.localdate()).acts, act))
