"""Reviews: planned, held, recorded."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.domain.reviews import last_year_of
from samhandling.agreements.enums import ReviewKind
from samhandling.agreements.forms.reviews import ReviewPlanForm, ReviewRecordForm
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.reviews import review_for, reviews_of
from samhandling.agreements.services.reviews import cancel_review, change_review, plan_review, record_review
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.asked import choice_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.organisations.models import Collaboration


@hears_day
def reviews(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    rows = reviews_of(agreement, as_of(request), today=timezone.localdate())
    return agreement_page(request, agreement, "reviews", "reviews", rows=rows)


@login_required
def review_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "reviews", _("Plan a review"), submit=_("Plan"))
    act = partial(plan_review, actor=request.user, agreement=agreement)
    form = ReviewPlanForm(request.POST or None, initial=_suggested(request, agreement))
    return ask(request, page, form, act, _("The review has been planned."))


def _suggested(request: UserRequest, agreement: "Agreement") -> dict[str, object]:
    """The kind that the address names, in the agreement's last year: the gap of a missing last review asks so."""
    kind = choice_asked(request, "slag", ReviewKind.values)
    return {"kind": kind, "opens_on": last_year_of(agreement.ends_on), "due_on": agreement.ends_on} if kind else {}


@login_required
def review_change(request: UserRequest, collaboration: "Collaboration", pk: int, review: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    changed = review_for(agreement, review)
    page = form_page(request, agreement, "reviews", _("Reschedule the review"))
    form = ReviewPlanForm(request.POST or None, initial=initial_of(ReviewPlanForm, changed))
    act = partial(change_review, actor=request.user, review=changed)
    return ask(request, page, form, act, _("The review has been rescheduled."))


@login_required
def review_record(request: UserRequest, collaboration: "Collaboration", pk: int, review: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    held, today = review_for(agreement, review), timezone.localdate()
    page = form_page(request, agreement, "reviews", _("Outcome of the review"), submit=_("Record"))
    form = ReviewRecordForm(request.POST or None, initial={"done_on": today})
    act = partial(record_review, actor=request.user, review=held, today=today)
    return ask(request, page, form, act, _("The review has been recorded."))


@login_required
@require_POST
def review_cancel(request: UserRequest, collaboration: "Collaboration", pk: int, review: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(cancel_review, actor=request.user, review=review_for(agreement, review))
    return acted(request, act, _("The review has been cancelled."), address_of(agreement, "reviews"))
