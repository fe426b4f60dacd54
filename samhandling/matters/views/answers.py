"""Recommendations and what the parties answer: the matrix, the page of each, and the forms."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.asked import filter_asked, page_asked
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.matters.enums import Stance
from samhandling.matters.forms.answers import (
    AnswerForm,
    CorrectionForm,
    IssueForm,
    MatrixFilterForm,
    PaperAnswerForm,
    WithdrawForm,
)
from samhandling.matters.permissions import can_answer, can_issue, can_register_paper
from samhandling.matters.selectors.answers import (
    SIGNS,
    MatrixFilter,
    answer_for,
    answer_page,
    matrix_of,
    recommendation_for,
    recommendation_page,
    recommendations_of,
    years_of,
)
from samhandling.matters.selectors.matrix_file import matrix_table
from samhandling.matters.selectors.matters import matter_for, treatment_for
from samhandling.matters.services.answers import give_answer, release_reasons
from samhandling.matters.services.recommendations import (
    issue_recommendation,
    remind_parties,
    withdraw_recommendation,
)
from samhandling.matters.views.page import matter_form, recommendation_form, recommendation_url
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.matters.models import Recommendation
    from samhandling.organisations.models import Collaboration

ROWS_ON_A_PAGE = 40
WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


def matrix(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    today = timezone.localdate()
    form, wanted = _asked(request, collaboration)
    found = recommendations_of(request.user, collaboration, today, wanted)
    page = page_asked(request, found, ROWS_ON_A_PAGE)
    shown = matrix_of(page.object_list, today, wanted.party)
    context = {
        "form": form,
        "page": page,
        "matrix": shown,
        "is_narrowed": wanted.is_narrowed,
        "legend": [(state.label, *SIGNS[state]) for state in Stance],
        "today": today,
    }
    return render(request, "matters/matrix.html", context)


def matrix_file(request: VisitorRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    today = timezone.localdate()
    _form, wanted = _asked(request, collaboration)
    found = recommendations_of(request.user, collaboration, today, wanted)
    headers, rows = matrix_table(matrix_of(found, today, wanted.party))
    return WRITERS[kind](f"{collaboration.slug}-{_('answers')}-{today:%Y-%m-%d}", headers, rows)


def _asked(request: VisitorRequest, collaboration: "Collaboration") -> tuple[MatrixFilterForm, MatrixFilter]:
    today = timezone.localdate()
    years = years_of(request.user, collaboration, today)
    form = MatrixFilterForm(request.GET, viewer=request.user, collaboration=collaboration, years=years, today=today)
    asked = filter_asked(request, form)
    chosen = {name: asked[name].pk for name in ("area", "forum", "party") if asked.get(name)}
    return form, MatrixFilter(year=asked.get("year"), **chosen)


def recommendation(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    today = timezone.localdate()
    found = recommendation_for(request.user, collaboration, pk, today)
    page = recommendation_page(request.user, found, today)
    return render(request, "matters/recommendation.html", {"recommendation": found, "page": page, "today": today})


@login_required
def issue(request: UserRequest, collaboration: "Collaboration", pk: int, treatment: int) -> HttpResponse:
    today = timezone.localdate()
    matter = matter_for(request.user, collaboration, pk, today)
    found = treatment_for(matter, treatment)
    require(can_issue(request.user, found))
    page = matter_form(
        matter,
        _("Send a recommendation to the parties"),
        submit=_("Send to all parties"),
        intro=_("Every party gets its own row to answer in, and sees the state of everyone’s. It cannot be changed."),
    )
    form = IssueForm(request.POST or None, initial={"title": matter.title, "text": found.result_words})
    act = partial(issue_recommendation, actor=request.user, treatment=found, today=today)
    done = _("The recommendation has been sent to the parties.")
    return ask(request, page, form, act, done, to=partial(recommendation_url, "recommendation"))


@login_required
@require_POST
def remind(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _to_issue(request, collaboration, pk)
    act = partial(remind_parties, actor=request.user, recommendation=found, today=timezone.localdate())
    done = _("Those that have not answered have been reminded.")
    return acted(request, act, done, recommendation_url("recommendation", found))


@login_required
def withdraw(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _to_issue(request, collaboration, pk)
    page = recommendation_form(
        found,
        _("Withdraw the recommendation"),
        submit=_("Withdraw the recommendation"),
        intro=_("It stays readable with the answers it has had, but can no longer be answered."),
    )
    act = partial(withdraw_recommendation, actor=request.user, recommendation=found, today=timezone.localdate())
    return ask(request, page, WithdrawForm(request.POST or None), act, _("The recommendation has been withdrawn."))


def answer(request: VisitorRequest, collaboration: "Collaboration", pk: int, organisation: int) -> HttpResponse:
    today = timezone.localdate()
    found = answer_for(request.user, recommendation_for(request.user, collaboration, pk, today), organisation, today)
    context = {
        "recommendation": found.recommendation,
        "answer": found,
        "page": answer_page(request.user, found, today),
        "today": today,
    }
    return render(request, "matters/answer.html", context)


@login_required
def answer_give(request: UserRequest, collaboration: "Collaboration", pk: int, organisation: int) -> HttpResponse:
    """Answer, register what came on paper, or correct what was answered: whichever there is to do."""
    today = timezone.localdate()
    recommendation = recommendation_for(request.user, collaboration, pk, today)
    found = answer_for(request.user, recommendation, organisation, today)
    is_own = can_answer(request.user, found)
    require(is_own or can_register_paper(request.user, found))
    is_given = found.state != Stance.NOT_YET
    form_class = CorrectionForm if is_given else AnswerForm if is_own else PaperAnswerForm
    title = _("Correct the answer") if is_given else _("Answer for %(party)s") % {"party": found.organisation}
    page = recommendation_form(
        recommendation,
        title,
        intro=recommendation.text,
        submit=_("Save the answer"),
        back=recommendation_url("answer", recommendation, organisation=organisation),
    )
    names = [name for name in form_class.base_fields if name not in {"upload", "correction"}]
    initial = {name: getattr(found, name) for name in names} if is_given else {}
    form = form_class(request.POST or None, request.FILES or None, initial=initial)
    act = partial(give_answer, actor=request.user, answer=found, now=timezone.now())
    done = _("The answer of %(party)s has been saved.") % {"party": found.organisation}
    return ask(request, page, form, act, done)


@login_required
@require_POST
def reasons_release(request: UserRequest, collaboration: "Collaboration", pk: int, organisation: int) -> HttpResponse:
    today = timezone.localdate()
    recommendation = recommendation_for(request.user, collaboration, pk, today)
    found = answer_for(request.user, recommendation, organisation, today)
    require(can_answer(request.user, found))
    act = partial(release_reasons, actor=request.user, answer=found)
    there = recommendation_url("answer", recommendation, organisation=organisation)
    return acted(request, act, _("The other parties can now read the reasons."), there)


def _to_issue(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Recommendation":
    found = recommendation_for(request.user, collaboration, pk, timezone.localdate())
    require(can_issue(request.user, found.treatment))
    return found
