"""Next term: drafted, commented on, proposed upon, and compared with the term before."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.agreements.domain.renewal import next_term
from samhandling.agreements.enums import ProposalState
from samhandling.agreements.forms.renewal import AnswerForm, AskForm, CommentForm, DecisionForm, ProposeForm, RenewForm
from samhandling.agreements.permissions import can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.notices import told_of
from samhandling.agreements.selectors.renewal import (
    clause_of,
    comment_for,
    compared,
    comparison_of,
    parties_spoken_for,
    proposal_for,
    talk_of,
)
from samhandling.agreements.services.renewal import (
    accept_proposal,
    answer_comment,
    ask_for_comments,
    decline_proposal,
    draft_successor,
    propose_change,
    write_comment,
)
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.asked import choice_asked
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.ui.acting import FormPage, ask

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, Clause
    from samhandling.organisations.models import Collaboration


@login_required
def renew(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(
        request,
        agreement,
        "overview",
        _("Draft next term’s agreement"),
        intro=_(
            "Parties, areas, aims, clauses, ongoing duties, reviews and annexes are copied to a draft. This "
            "agreement is not changed."
        ),
        submit=_("Create the draft"),
    )
    starts_on, ends_on = next_term(agreement.starts_on, agreement.ends_on)
    initial = {"title": agreement.title, "starts_on": starts_on, "ends_on": ends_on}
    return ask(
        request,
        page,
        RenewForm(request.POST or None, initial=initial),
        partial(draft_successor, actor=request.user, agreement=agreement),
        _("The next term has been drafted. Change what should be different."),
        to=lambda successor: address_of(successor, "detail"),
    )


@login_required
def talk(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """What the parties have said about the draft. For those who work with the agreement."""
    agreement = _open_to_members(request, collaboration, pk)
    return agreement_page(
        request,
        agreement,
        "renewal_talk",
        "talk",
        talks=talk_of(agreement),
        speaks_for=parties_spoken_for(request.user, agreement),
        told=told_of(request.user, agreement, "agreement.comments_asked") if agreement.comments_due_on else None,
        today=timezone.localdate(),
    )


@login_required
def comments_ask(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(request, agreement, "talk", _("Ask the parties for comments"), submit=_("Ask"))
    form = AskForm(request.POST or None, initial={"due_on": agreement.comments_due_on})
    act = partial(ask_for_comments, actor=request.user, agreement=agreement, today=timezone.localdate())
    return ask(request, page, form, act, _("The parties have been asked to comment. You see below who has been told."))


@login_required
def comment_new(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int = 0) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    about = clause_of(agreement, clause) if clause else None
    title = _("Comment on clause %(clause)s") % {"clause": about} if about else _("Comment on the whole draft")
    form = CommentForm(request.POST or None, **_voices(request, agreement))
    act = partial(write_comment, actor=request.user, agreement=agreement, clause=about)
    return ask(request, _page_of_voices(request, agreement, title, about), form, act, _("Your comment has been saved."))


@login_required
def proposal_new(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    about = clause_of(agreement, clause)
    page = _page_of_voices(
        request, agreement, _("Propose another text for clause %(clause)s") % {"clause": about}, about
    )
    initial = {"text": about.text, "base_version": about.version}
    form = ProposeForm(request.POST or None, initial=initial, **_voices(request, agreement))
    act = partial(propose_change, actor=request.user, clause=about)
    return ask(request, page, form, act, _("Your proposal has been sent to the coordinator."))


def _page_of_voices(request: UserRequest, agreement: "Agreement", title: str, clause: "Clause | None") -> FormPage:
    template, context = "agreements/renewal_say.html", {"clause": clause}
    return form_page(request, agreement, "talk", title, submit=_("Send"), template=template, context=context)


@login_required
def proposal_decide(request: UserRequest, collaboration: "Collaboration", pk: int, proposal: int) -> HttpResponse:
    """The coordinator sees what the proposal would change, and accepts or declines it."""
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    found = proposal_for(agreement, proposal)
    page = form_page(
        request,
        agreement,
        "talk",
        _("Proposal on clause %(clause)s") % {"clause": found.clause},
        template="agreements/renewal_decide.html",
        context={"compared": compared(found), "is_open": found.state == ProposalState.OPEN},
    )
    verdict = request.POST.get("verdict")
    verb = accept_proposal if verdict == "accept" else decline_proposal
    form = DecisionForm(request.POST if verdict else None)
    act = partial(verb, actor=request.user, proposal=found, now=timezone.now())
    return ask(request, page, form, act, _("The proposal has been answered."))


@login_required
def comment_answer(request: UserRequest, collaboration: "Collaboration", pk: int, comment: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    found = comment_for(agreement, comment)
    title = _("Answer %(party)s") % {"party": found.party or found.written_by}
    page = form_page(request, agreement, "talk", title, intro=found.text, submit=_("Answer"))
    form = AnswerForm(request.POST or None, initial=initial_of(AnswerForm, found))
    act = partial(answer_comment, actor=request.user, comment=found)
    return ask(request, page, form, act, _("Your answer has been saved."))


def compare(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The former agreement beside this one. Whoever may see this one may see how it differs."""
    agreement = agreement_for(request.user, collaboration, pk)
    comparison = comparison_of(agreement)
    if comparison is None:
        raise Http404
    only_changes = choice_asked(request, "visa", {"allt"}) != "allt"
    return agreement_page(
        request, agreement, "renewal_compare", "compare", comparison=comparison, only_changes=only_changes
    )


def _open_to_members(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Agreement":
    agreement = agreement_for(request.user, collaboration, pk)
    if not can_see_workings(request.user, agreement):
        raise Http404
    return agreement


def _voices(request: UserRequest, agreement: "Agreement") -> "dict[str, Any]":
    """In whose names the person may speak. Somebody with no voice gets 403."""
    parties, is_coordinator = parties_spoken_for(request.user, agreement), can_edit(request.user, agreement)
    require(bool(parties) or is_coordinator)
    return {"parties": parties, "is_coordinator": is_coordinator}
