"""Base fees: the base year, each year's list, and how every fee came about."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.selectors import agreement_for
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.domain.steps import lies_outside
from samhandling.finance.forms.fees import AdoptionForm, FeeBaseForm, FeeYearForm
from samhandling.finance.permissions import can_keep_accounts
from samhandling.finance.selectors.fees import derivation_of, fee_base_of, fee_list_for, fee_lists_of, fee_page
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.fees import (
    adopt_fee_list,
    check_fee_list,
    discard_fee_list,
    draft_fee_list,
    set_fee_base,
)
from samhandling.finance.views.page import address, carried_out, finance_page, form_page, to
from samhandling.organisations.permissions import require_member

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.organisations.models import Collaboration


def fees(request: VisitorRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    base = fee_base_of(request.user, about)
    return finance_page(
        request,
        collaboration,
        "fees",
        "fees",
        agreement=about,
        base=base,
        base_total=sum(fee.amount_ore for fee in base.fees.all()) if base else None,
        lists=list(fee_lists_of(request.user, about)),
    )


@login_required
def fee_base(request: UserRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    parties = payers_of(about)
    base = fee_base_of(request.user, about)
    initial = (
        {name: getattr(base, name) for name in ("year", "source", "rounding_unit", "rounding_moment")}
        | {f"party_{fee.party_id}": fee.amount_ore for fee in base.fees.all()}
        if base
        else {"year": about.starts_on.year}
    )
    form = FeeBaseForm(request.POST or None, parties=parties, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: set_fee_base(actor=request.user, agreement=about, amounts=form.amounts(), **form.terms())
    ):
        messages.success(request, _("The base year's fees are written in."))
        return to(collaboration, "fees", agreement=about.pk)
    return finance_page(
        request,
        collaboration,
        "fee_base_form",
        "fees",
        form=form,
        form_title=_("The fees of the base year"),
        back=address(collaboration, "fees", agreement=about.pk),
        agreement=about,
    )


@login_required
def fee_list_draft(request: UserRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    form = FeeYearForm(request.POST or None, initial={"year": timezone.localdate().year + 1})
    if form.is_valid():
        year = form.cleaned_data["year"]
        if carried_out(
            form, lambda: draft_fee_list(actor=request.user, agreement=about, year=year, now=timezone.now())
        ):
            messages.success(request, _("The fees of %(year)s are reckoned. Check them.") % {"year": year})
            return to(collaboration, "fee_list", agreement=about.pk, year=year)
    return form_page(
        request,
        collaboration,
        "fees",
        form,
        title=_("Reckon a year's fees"),
        intro=_("The base year's fees are raised by the index of each year since. A draft can be reckoned again."),
        submit_text=_("Reckon the fees"),
        back=address(collaboration, "fees", agreement=about.pk),
        agreement=about,
    )


def fee_list(request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    page = fee_page(fee_list_for(request.user, about, year))
    outside = lies_outside(year, about.starts_on, about.ends_on)
    return finance_page(
        request, collaboration, "fee_list", "fees", agreement=about, page=page, fee_list=page.fee_list, outside=outside
    )


def fee(request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int, party: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    derivation = derivation_of(found, get_object_or_404(found.fees.select_related("party__organisation"), party=party))
    return finance_page(request, collaboration, "fee", "fees", agreement=about, fee_list=found, derivation=derivation)


@login_required
@require_POST
def fee_list_check(request: UserRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    acted(
        request,
        lambda: check_fee_list(actor=request.user, fee_list=found, now=timezone.now()),
        _("The list is checked. It can be adopted now."),
    )
    return to(collaboration, "fee_list", agreement=about.pk, year=year)


@login_required
@require_POST
def fee_list_discard(request: UserRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    acted(request, lambda: discard_fee_list(actor=request.user, fee_list=found), _("The draft is thrown away."))
    return to(collaboration, "fees", agreement=about.pk)


@login_required
def fee_list_adopt(request: UserRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = _kept(request, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    today = timezone.localdate()
    form = AdoptionForm(request.POST or None, initial={"adopted_on": today})
    if form.is_valid() and carried_out(
        form, lambda: adopt_fee_list(actor=request.user, fee_list=found, today=today, **form.cleaned_data)
    ):
        messages.success(request, _("The fees of %(year)s are adopted and locked.") % {"year": year})
        return to(collaboration, "fee_list", agreement=about.pk, year=year)
    return form_page(
        request,
        collaboration,
        "fees",
        form,
        title=_("Adopt the fees of %(year)s") % {"year": year},
        intro=_("Write what was decided. The list is locked after that, and is shown to everybody."),
        submit_text=_("Adopt and lock"),
        back=address(collaboration, "fee_list", agreement=about.pk, year=year),
        agreement=about,
    )


def _kept(request: UserRequest, collaboration: "Collaboration", agreement: int) -> "Agreement":
    """The agreement, when this person keeps its accounts: 404 for strangers, 403 for other members."""
    found = agreement_for(request.user, collaboration, agreement)
    require_member(request.user, collaboration.pk)
    require(can_keep_accounts(request.user, collaboration.pk))
    return found
