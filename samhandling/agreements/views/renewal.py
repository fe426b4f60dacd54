"""Next term: drafted, commented on, proposed upon, and compared with the term before."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.domain.renewal import next_term
from samhandling.agreements.enums import ProposalState, Status
from samhandling.agreements.forms.renewal import (
    AnswerForm,
    AskForm,
    CommentForm,
    DecisionForm,
    PaceForm,
    ProposeForm,
    RenewForm,
)
from samhandling.agreements.permissions import can_comment, can_edit, can_see_workings
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.comment_round import comment_round
from samhandling.agreements.selectors.notices import told_of
from samhandling.agreements.selectors.parties import party_for
from samhandling.agreements.selectors.party_map import answer_map
from samhandling.agreements.selectors.renewal import (
    clause_of,
    comment_for,
    compared,
    comparison_of,
    parties_spoken_for,
    proposal_for,
    talk_of,
)
from samhandling.agreements.selectors.timeline import drawn_renewal, pace_of, renewed_by, turn_in_words
from samhandling.agreements.services.comment_round import finish_comments, go_on_commenting, remind_silent
from samhandling.agreements.services.renewal import (
    accept_proposal,
    answer_comment,
    ask_for_comments,
    decline_proposal,
    draft_successor,
    propose_change,
    write_comment,
)
from samhandling.agreements.services.timeline import plan_renewal
from samhandling.agreements.services.undoing import COMMENTS_FINISHED
from samhandling.agreements.services.withdrawing import withdraw_comment, withdraw_proposal, withdraw_request
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.asked import choice_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, Clause, Party
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
    talks = talk_of(agreement)
    answers = comment_round(request.user, agreement, timezone.localdate())
    return agreement_page(
        request,
        agreement,
        "renewal_talk",
        "talk",
        talks=talks,
        map=answer_map(agreement, answers),
        speaks_for=parties_spoken_for(request.user, agreement),
        round=answers,
        told=told_of(request.user, agreement, "agreement.comments_asked") if agreement.comments_due_on else None,
        today=timezone.localdate(),
    )


@login_required
@require_POST
def comments_finish(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    answering = party_for(agreement, party)
    act = partial(finish_comments, actor=request.user, party=answering, today=timezone.localdate())
    done = _("%(party)s has no more comments. You can take this back until the text is final.") % {"party": answering}
    return acted(request, act, done, address_of(agreement, "talk"), undo=lambda said: (COMMENTS_FINISHED, said.pk))


@login_required
@require_POST
def comments_resume(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    act = partial(go_on_commenting, actor=request.user, party=party_for(agreement, party))
    return acted(request, act, _("You can go on commenting."), address_of(agreement, "talk"))


@login_required
@require_POST
def comments_remind(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(remind_silent, actor=request.user, agreement=agreement, today=timezone.localdate())
    return acted(request, act, _reminded_in_words, address_of(agreement, "talk"))


def _reminded_in_words(reminded: "list[Party]") -> str:
    """Who was reminded, by name: whoever pressed the button need not wonder."""
    if not reminded:
        return _("Nobody was left to remind today.")
    return _("Reminded: %(parties)s.") % {"parties": ", ".join(str(party) for party in reminded)}


def renewal(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The renewal counted backwards from the last day. For those who work with the agreement."""
    agreement = agreement_for(request.user, collaboration, pk)
    base = renewed_by(agreement)
    if base is None or not can_see_workings(request.user, agreement):
        raise Http404
    today = timezone.localdate()
    drawn = drawn_renewal(request.user, base, today)
    return agreement_page(
        request,
        agreement,
        "renewal",
        "renewal",
        drawn=drawn,
        next_words=turn_in_words(drawn.renewal, today) if base.status == Status.IN_FORCE else "",
        may_plan=can_edit(request.user, base) and base.status == Status.IN_FORCE,
    )


@login_required
def renewal_plan(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    page = form_page(
        request,
        agreement,
        "renewal",
        _("How long the steps take"),
        intro=_("The days of the renewal are counted backwards from the agreement’s last day."),
    )
    form = PaceForm(request.POST or None, initial=pace_of(agreement))
    return ask(
        request,
        page,
        form,
        partial(plan_renewal, actor=request.user, agreement=agreement),
        _("The plan has been saved and the dates recalculated."),
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
def comments_withdraw(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    intro = _(
        "The parties are no longer asked to comment. The history still shows that you asked and then withdrew the "
        "request."
    )
    page = form_page(
        request, agreement, "talk", _("Withdraw the request for comments"), intro=intro, submit=_("Withdraw")
    )
    act = partial(withdraw_request, actor=request.user, agreement=agreement)
    return ask(request, page, Form(request.POST or None), act, _("The request has been withdrawn."))


@login_required
def comment_withdraw(request: UserRequest, collaboration: "Collaboration", pk: int, comment: int) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    found = comment_for(agreement, comment)
    require(can_comment(request.user, agreement, found.party))
    intro = _(
        "The text disappears for everyone. The history still shows that a comment was withdrawn, but not its text."
    )
    page = form_page(
        request, agreement, "talk", _("Withdraw the comment"), intro=intro, warning=found.text, submit=_("Withdraw")
    )
    act = partial(withdraw_comment, actor=request.user, comment=found)
    return ask(request, page, Form(request.POST or None), act, _("The comment has been withdrawn."))


@login_required
def proposal_withdraw(request: UserRequest, collaboration: "Collaboration", pk: int, proposal: int) -> HttpResponse:
    agreement = _open_to_members(request, collaboration, pk)
    found = proposal_for(agreement, proposal)
    require(can_comment(request.user, agreement, found.party))
    intro = _(
        "The text disappears for everyone. The history still shows that a proposal was withdrawn, but not its text."
    )
    page = form_page(
        request, agreement, "talk", _("Withdraw the proposal"), intro=intro, warning=found.text, submit=_("Withdraw")
    )
    act = partial(withdraw_proposal, actor=request.user, proposal=found)
    return ask(request, page, Form(request.POST or None), act, _("The proposal has been withdrawn."))


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


@hears_day
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
