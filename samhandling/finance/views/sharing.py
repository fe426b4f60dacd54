"""Costs shared by a key: tried out, drafted, adopted."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.selectors import agreement_for
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.domain.steps import lies_outside
from samhandling.finance.forms.fees import AdoptionForm
from samhandling.finance.forms.keys import SplitForm, WhatIfForm
from samhandling.finance.permissions import can_keep_accounts
from samhandling.finance.selectors.splits import annex_lines_of, payers_of, reckoned, split_for, splits_of, terms_of
from samhandling.finance.selectors.whatif import WhatIf, before_of, comparisons, what_if
from samhandling.finance.services.splits import (
    Payer,
    SplitTerms,
    adopt_split,
    change_split,
    copy_split_to_next_year,
    create_split,
    discard_split,
)
from samhandling.finance.views.page import address, carried_out, finance_page, form_page, to
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.permissions import require_member
from samhandling.organisations.selectors.populations import editions

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.organisations.models import Collaboration


def try_out(request: VisitorRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    """What if. Everything lies in the address, so a trial can be sent to somebody; nothing is saved."""
    about = agreement_for(request.user, collaboration, agreement)
    require_member(request.user, collaboration.pk)
    form = WhatIfForm(
        request.GET if "total" in request.GET else None,
        all_parties=payers_of(about),
        editions=editions(),
        against=comparisons(request.user, about),
        initial={"total": "1 000 000"},
    )
    trial = _tried(request, about, form) if form.is_bound and form.is_valid() else None
    keep = f"{address(collaboration, 'split_new', agreement=about.pk)}?{request.GET.urlencode()}"
    return finance_page(
        request, collaboration, "what_if", "try_out", agreement=about, form=form, trial=trial, keep_address=keep
    )


def _tried(request: VisitorRequest, agreement: "Agreement", form: WhatIfForm) -> WhatIf | None:
    edition = form.edition()
    try:
        return what_if(
            parties=form.all_parties,
            chosen=form.chosen(),
            total=form.cleaned_data["total"],
            key=replace(form.key(), reason="–"),  # a trial needs no reason; keeping it does
            on=edition.reference_on if edition else None,
            table=edition.table if edition else "",
            weights=form.weights(),
            floors=form.own("floor"),
            caps=form.own("cap"),
            before=before_of(request.user, agreement, form.cleaned_data["against"]),
        )
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return None


def splits(request: VisitorRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    rows = list(splits_of(request.user, about))
    return finance_page(request, collaboration, "splits", "splits", agreement=about, splits=rows)


def split(request: VisitorRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    found = split_for(request.user, about, split)
    return finance_page(
        request,
        collaboration,
        "split",
        "splits",
        agreement=about,
        split=found,
        reckoned=reckoned(found),
        outside=lies_outside(found.year, about.starts_on, about.ends_on),
    )


@login_required
def split_new(request: UserRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    """A new shared cost; a trial comes here with what was tried already written."""
    about = _kept(request, collaboration, agreement)
    initial = {**_from_trial(request.GET), "year": timezone.localdate().year + 1}
    form = _split_form(request, about, initial)
    if form.is_valid() and carried_out(
        form,
        lambda: create_split(actor=request.user, agreement=about, terms=_terms(form), payers=_payers(form)),
    ):
        messages.success(request, _("The cost is shared in a draft."))
        return to(collaboration, "splits", agreement=about.pk)
    return _split_page(request, collaboration, about, form, title=_("A new shared cost"), back="splits")


@login_required
def split_change(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    form = _split_form(request, about, terms_of(found))
    if form.is_valid() and carried_out(
        form, lambda: change_split(actor=request.user, split=found, terms=_terms(form), payers=_payers(form))
    ):
        messages.success(request, _("The cost is shared anew."))
        return to(collaboration, "split", agreement=about.pk, split=found.pk)
    return _split_page(request, collaboration, about, form, title=found.title, back="split", split=found.pk)


@login_required
def split_adopt(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    today = timezone.localdate()
    form = AdoptionForm(request.POST or None, initial={"adopted_on": today})
    if form.is_valid() and carried_out(
        form, lambda: adopt_split(actor=request.user, split=found, today=today, **form.cleaned_data)
    ):
        messages.success(request, _("The shares are adopted and locked."))
        return to(collaboration, "split", agreement=about.pk, split=found.pk)
    return form_page(
        request,
        collaboration,
        "splits",
        form,
        title=_("Adopt %(cost)s %(year)s") % {"cost": found.title, "year": found.year},
        intro=_("Write what was decided. The shares are locked after that, and are shown to everybody."),
        submit_text=_("Adopt and lock"),
        back=address(collaboration, "split", agreement=about.pk, split=found.pk),
        agreement=about,
    )


@login_required
@require_POST
def split_next_year(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    """Take the cost over to the next year, and go on to the form where amount and population are looked through."""
    about = _kept(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    try:
        copied = copy_split_to_next_year(actor=request.user, split=found)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return to(collaboration, "split", agreement=about.pk, split=found.pk)
    told = _("The cost is taken over to %(year)s as a draft. Look through the amount and the population.")
    messages.success(request, told % {"year": copied.year})
    return to(collaboration, "split_change", agreement=about.pk, split=copied.pk)


@login_required
@require_POST
def split_discard(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    acted(request, lambda: discard_split(actor=request.user, split=found), _("The draft is thrown away."))
    return to(collaboration, "splits", agreement=about.pk)


def _kept(request: UserRequest, collaboration: "Collaboration", agreement: int) -> "Agreement":
    found = agreement_for(request.user, collaboration, agreement)
    require_member(request.user, collaboration.pk)
    require(can_keep_accounts(request.user, collaboration.pk))
    return found


def _split_form(request: UserRequest, agreement: "Agreement", initial: dict[str, object]) -> SplitForm:
    return SplitForm(
        request.POST or None,
        all_parties=payers_of(agreement),
        editions=editions(),
        agreement=agreement,
        annex_lines=annex_lines_of(agreement),
        initial=initial,
    )


def _split_page(
    request: UserRequest,
    collaboration: "Collaboration",
    agreement: "Agreement",
    form: SplitForm,
    *,
    title: str,
    back: str,
    **where: int,
) -> HttpResponse:
    return finance_page(
        request,
        collaboration,
        "split_form",
        "splits",
        agreement=agreement,
        form=form,
        form_title=title,
        back=address(collaboration, back, agreement=agreement.pk, **where),
    )


def _from_trial(query: QueryDict) -> dict[str, object]:
    """What a trial's address says, as the form's first answers."""
    return {name: query.getlist(name) if name == "parties" else query.get(name) for name in query}


def _terms(form: SplitForm) -> SplitTerms:
    edition = form.edition()
    written = form.cleaned_data
    return SplitTerms(
        title=written["title"],
        year=written["year"],
        total_ore=written["total"],
        key=form.key(),
        population_on=edition.reference_on if edition else None,
        population_table=edition.table if edition else "",
        more=form.more(),
    )


def _payers(form: SplitForm) -> list[Payer]:
    """Those chosen, each with what is its own: part, bounds, and the annex line that its share is the price of."""
    weights, floors, caps, lines = form.weights(), form.own("floor"), form.own("cap"), form.lines()
    return [
        Payer(party, weights.get(party.pk), floors.get(party.pk), caps.get(party.pk), lines.get(party.pk))
        for party in form.chosen()
    ]
