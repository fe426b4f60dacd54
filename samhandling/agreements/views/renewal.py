"""Next term: drafted, commented on, proposed upon, and compared with the term before."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.agreements.enums import ProposalState
from samhandling.agreements.forms.renewal import AnswerForm, AskForm, CommentForm, DecisionForm, ProposeForm, RenewForm
from samhandling.agreements.permissions import can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.renewal import (
    clause_of,
    comment_for,
    comparison_of,
    parties_spoken_for,
    proposal_for,
    talk_of,
    told,
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
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.asked import choice_asked
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, Party, Proposal
    from samhandling.organisations.models import Collaboration


@login_required
def renew(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = RenewForm(request.POST or None, initial=_next_term(agreement))
    made = []
    if form.is_valid() and carried_out(
        form,
        lambda: made.append(draft_successor(actor=request.user, agreement=agreement, **form.cleaned_data)),
    ):
        messages.success(request, _("Next term is drafted. Change what is to be different."))
        return to(made[0], "detail")
    return form_page(
        request,
        agreement,
        "overview",
        form,
        title=_("Draft next term's agreement"),
        intro=_(
            "Parties, areas, aims, clauses, standing duties, reviews and annexes are taken over into a draft."
            " This agreement stays as it is."
        ),
        submit_text=_("Draft it"),
        back=address_of(agreement, "detail"),
    )


def _next_term(agreement: "Agreement") -> dict[str, object]:
    """As long as the term before, from the day after it."""
    first = agreement.ends_on + timedelta(days=1)
    years = agreement.ends_on.year - agreement.starts_on.year + 1
    return {"title": agreement.title, "starts_on": first, "ends_on": date(first.year + years - 1, 12, 31)}


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
        today=timezone.localdate(),
    )


@login_required
def comments_ask(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = AskForm(request.POST or None, initial={"due_on": agreement.comments_due_on})
    if form.is_valid() and carried_out(
        form,
        lambda: ask_for_comments(
            actor=request.user, agreement=agreement, due_on=form.cleaned_data["due_on"], today=timezone.localdate()
        ),
    ):
        messages.success(request, _("The parties are asked to comment."))
        return to(agreement, "talk")
    title, back = _("Ask the parties for comments"), address_of(agreement, "talk")
    return form_page(request, agreement, "talk", form, title=title, submit_text=_("Ask"), back=back)


@login_required
def comment_new(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int = 0) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    about = clause_of(agreement, clause) if clause else None
    parties, is_coordinator = _voices(request, agreement)
    form = CommentForm(request.POST or None, parties=parties, is_coordinator=is_coordinator)
    if form.is_valid() and carried_out(
        form,
        lambda: write_comment(
            actor=request.user,
            agreement=agreement,
            clause=about,
            party=form.chosen_party(),
            text=form.cleaned_data["text"],
        ),
    ):
        messages.success(request, _("Your comment is saved."))
        return to(agreement, "talk")
    title = _("Comment on clause %(clause)s") % {"clause": about} if about else _("Comment on the whole draft")
    back = address_of(agreement, "talk")
    return agreement_page(
        request, agreement, "renewal_say", "talk", form=form, form_title=title, clause=about, back=back
    )


@login_required
def proposal_new(request: UserRequest, collaboration: "Collaboration", pk: int, clause: int) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    about = clause_of(agreement, clause)
    parties, is_coordinator = _voices(request, agreement)
    initial = {"text": about.text, "base_version": about.version}
    form = ProposeForm(request.POST or None, initial=initial, parties=parties, is_coordinator=is_coordinator)
    if form.is_valid() and carried_out(
        form,
        lambda: propose_change(
            actor=request.user,
            clause=about,
            party=form.chosen_party(),
            text=form.cleaned_data["text"],
            reason=form.cleaned_data["reason"],
            base_version=form.cleaned_data["base_version"],
        ),
    ):
        messages.success(request, _("Your proposal is sent to the coordinator."))
        return to(agreement, "talk")
    title = _("Propose another text for clause %(clause)s") % {"clause": about}
    back = address_of(agreement, "talk")
    return agreement_page(
        request, agreement, "renewal_say", "talk", form=form, form_title=title, clause=about, back=back
    )


@login_required
def proposal_decide(request: UserRequest, collaboration: "Collaboration", pk: int, proposal: int) -> HttpResponse:
    """The coordinator sees what the proposal would change, and accepts or declines it."""
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    found = proposal_for(agreement, proposal)
    form = DecisionForm(request.POST or None)
    verdict = request.POST.get("verdict")
    if verdict and form.is_valid() and carried_out(form, lambda: _decide(request, found, verdict, form)):
        messages.success(request, _("The proposal is answered."))
        return to(agreement, "talk")
    is_open = found.state == ProposalState.OPEN
    return agreement_page(
        request, agreement, "renewal_decide", "talk", form=form, told=told(found), clause=found.clause, is_open=is_open
    )


def _decide(request: UserRequest, proposal: "Proposal", verdict: str, form: DecisionForm) -> None:
    answer, now = form.cleaned_data["answer"], timezone.now()
    if verdict == "accept":
        accept_proposal(actor=request.user, proposal=proposal, answer=answer, now=now)
    else:
        decline_proposal(actor=request.user, proposal=proposal, answer=answer, now=now)


@login_required
def comment_answer(request: UserRequest, collaboration: "Collaboration", pk: int, comment: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    found = comment_for(agreement, comment)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})
    if form.is_valid() and carried_out(
        form, lambda: answer_comment(actor=request.user, comment=found, answer=form.cleaned_data["answer"])
    ):
        messages.success(request, _("Your answer is saved."))
        return to(agreement, "talk")
    title = _("Answer %(party)s") % {"party": found.party or found.written_by}
    back = address_of(agreement, "talk")
    return form_page(
        request, agreement, "talk", form, title=title, intro=found.text, submit_text=_("Answer"), back=back
    )


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


def _voices(request: UserRequest, agreement: "Agreement") -> "tuple[list[Party], bool]":
    """In whose names the person may speak. Somebody with no voice gets 403."""
    parties, is_coordinator = parties_spoken_for(request.user, agreement), can_edit(request.user, agreement)
    require(bool(parties) or is_coordinator)
    return parties, is_coordinator
