"""Reviews: planned, held, recorded."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.reviews import ReviewPlanForm, ReviewRecordForm
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.reviews import review_for, reviews_of
from samhandling.agreements.services.reviews import cancel_review, change_review, plan_review, record_review
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def reviews(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    rows = reviews_of(agreement, timezone.localdate())
    return agreement_page(request, agreement, "reviews", "reviews", rows=rows)


@login_required
def review_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = ReviewPlanForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: plan_review(actor=request.user, agreement=agreement, **form.cleaned_data)
    ):
        messages.success(request, _("The review is planned."))
        return to(agreement, "reviews")
    back = address_of(agreement, "reviews")
    return form_page(request, agreement, "reviews", form, title=_("Plan a review"), submit_text=_("Plan"), back=back)


@login_required
def review_change(request: UserRequest, collaboration: "Collaboration", pk: int, review: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = review_for(agreement, review)
    initial = {name: getattr(changed, name) for name in ReviewPlanForm.base_fields}
    form = ReviewPlanForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: change_review(actor=request.user, review=changed, **form.cleaned_data)
    ):
        messages.success(request, _("The review is planned anew."))
        return to(agreement, "reviews")
    back = address_of(agreement, "reviews")
    return form_page(request, agreement, "reviews", form, title=_("Plan the review anew"), back=back)


@login_required
def review_record(request: UserRequest, collaboration: "Collaboration", pk: int, review: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    held = review_for(agreement, review)
    today = timezone.localdate()
    form = ReviewRecordForm(request.POST or None, initial={"done_on": today})
    if form.is_valid() and carried_out(
        form, lambda: record_review(actor=request.user, review=held, today=today, **form.cleaned_data)
    ):
        messages.success(request, _("The review is recorded."))
        return to(agreement, "reviews")
    return form_page(
        request,
        agreement,
        "reviews",
        form,
        title=_("What the review came to"),
        submit_text=_("Record"),
        back=address_of(agreement, "reviews"),
    )


@login_required
@require_POST
def review_cancel(request: UserRequest, collaboration: "Collaboration", pk: int, review: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    cancelled = review_for(agreement, review)
    acted(request, lambda: cancel_review(actor=request.user, review=cancelled), _("The review is cancelled."))
    return to(agreement, "reviews")
