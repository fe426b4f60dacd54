"""Costs shared by a key: tried out, drafted, adopted."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.selectors import agreement_for
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.domain.steps import lies_outside
from samhandling.finance.forms.fees import AdoptionForm
from samhandling.finance.forms.keys import SplitForm, WhatIfForm
from samhandling.finance.selectors.splits import annex_lines_of, payers_of, recalculated, split_for, splits_of, terms_of
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
from samhandling.finance.views.page import address_of, finance_page, form_page, kept_agreement
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.permissions import require_member
from samhandling.organisations.selectors.populations import editions
from samhandling.ui.acting import FormPage, acted, ask

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
    keep = f"{address_of(collaboration, 'split_new', agreement=about.pk)}?{request.GET.urlencode()}"
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
        recalculated=recalculated(found),
        outside=lies_outside(found.year, about.starts_on, about.ends_on),
    )


@login_required
def split_new(request: UserRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    """A new shared cost; a trial comes here with what was tried already written."""
    about = kept_agreement(request, collaboration, agreement)
    page = _split_page(request, about, _("New shared cost"), "splits")
    form = _split_form(request, about, {**_from_trial(request.GET), "year": timezone.localdate().year + 1})

    def create(**_fields: object) -> object:
        return create_split(actor=request.user, agreement=about, terms=_terms(form), payers=_payers(form))

    return ask(request, page, form, create, _("The cost has been shared in a draft."))


@login_required
def split_change(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    page = _split_page(request, about, found.title, "split", split=found.pk)
    form = _split_form(request, about, terms_of(found))

    def change(**_fields: object) -> object:
        return change_split(actor=request.user, split=found, terms=_terms(form), payers=_payers(form))

    return ask(request, page, form, change, _("The cost has been shared again."))


@login_required
def split_adopt(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    page = form_page(
        request,
        collaboration,
        "splits",
        _("Adopt %(cost)s %(year)s") % {"cost": found.title, "year": found.year},
        intro=_("Record the decision. The shares are then locked and shown to everyone."),
        submit=_("Adopt and lock"),
        back=address_of(collaboration, "split", agreement=about.pk, split=found.pk),
        agreement=about,
    )
    today = timezone.localdate()
    form = AdoptionForm(request.POST or None, initial={"adopted_on": today})
    act = partial(adopt_split, actor=request.user, split=found, today=today)
    return ask(request, page, form, act, _("The shares have been adopted and locked."))


@login_required
@require_POST
def split_next_year(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    """Take the cost over to the next year, and go on to the form where amount and population are looked through."""
    about = kept_agreement(request, collaboration, agreement)
    found = split_for(request.user, about, split)
    done = _("The cost has been copied to %(year)s as a draft. Check the amount and the population.")
    return acted(
        request,
        partial(copy_split_to_next_year, actor=request.user, split=found),
        lambda copied: done % {"year": copied.year},
        address_of(collaboration, "split", agreement=about.pk, split=found.pk),
        to=lambda copied: address_of(collaboration, "split_change", agreement=about.pk, split=copied.pk),
    )


@login_required
@require_POST
def split_discard(request: UserRequest, collaboration: "Collaboration", agreement: int, split: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    act = partial(discard_split, actor=request.user, split=split_for(request.user, about, split))
    return acted(
        request, act, _("The draft has been deleted."), address_of(collaboration, "splits", agreement=about.pk)
    )


def _split_form(request: UserRequest, agreement: "Agreement", initial: dict[str, object]) -> SplitForm:
    return SplitForm(
        request.POST or None,
        all_parties=payers_of(agreement),
        editions=editions(),
        agreement=agreement,
        annex_lines=annex_lines_of(agreement),
        initial=initial,
    )


def _split_page(request: UserRequest, agreement: "Agreement", title: str, back: str, **where: int) -> FormPage:
    collaboration = agreement.collaboration
    return form_page(
        request,
        collaboration,
        "splits",
        title,
        about=agreement.title,
        back=address_of(collaboration, back, agreement=agreement.pk, **where),
        crumbs=[(_("Shared costs"), address_of(collaboration, "splits", agreement=agreement.pk))],
        agreement=agreement,
        template="finance/split_form.html",
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
    """Those chosen, each with what is its own: part, limits, and the annex line that its share is the price of."""
    weights, floors, caps, lines = form.weights(), form.own("floor"), form.own("cap"), form.lines()
    return [
        Payer(party, weights.get(party.pk), floors.get(party.pk), caps.get(party.pk), lines.get(party.pk))
        for party in form.chosen()
    ]
