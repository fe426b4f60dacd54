"""The chosen documents of the list, on their way to an act."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.http import UserRequest
from samhandling.documents.forms.documents import DocumentFilterForm
from samhandling.documents.permissions import can_draft
from samhandling.documents.selectors.documents import documents_visible
from samhandling.documents.selectors.listing import choices_in, documents_of
from samhandling.documents.views.documents import wanted_in
from samhandling.documents.views.many_documents import acts_on_documents
from samhandling.ui.acting import FormPage, show
from samhandling.ui.bulk import on_many

if TYPE_CHECKING:
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Collaboration


@login_required
def documents_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    viewer, today = request.user, timezone.localdate()

    def rows_of(asked: QueryDict, numbers: list[int] | None) -> "Iterable[Document]":
        """The same rows as the list shows."""
        if numbers is not None:
            return documents_visible(viewer, collaboration, today).filter(pk__in=numbers)
        choices = choices_in(viewer, collaboration, today)
        form = DocumentFilterForm(asked, choices=choices, has_own=can_draft(viewer, collaboration.pk))
        wanted = wanted_in(form.cleaned_data if form.is_valid() else {})
        return documents_of(viewer, collaboration, today, wanted)

    back = reverse("documents:list", args=[collaboration.slug])
    page = FormPage(title=_("Documents"), back=back, crumbs=[(_("Documents"), back)])
    return on_many(request, page, acts_on_documents(viewer, collaboration), rows_of, show)
