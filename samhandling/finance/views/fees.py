"""Base fees: the base year, each year's list, and how every fee came about."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.selectors import agreement_for
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.domain.steps import lies_outside
from samhandling.finance.enums import Refusal
from samhandling.finance.forms.fees import AdoptionForm, FeeBaseForm, FeeYearForm, base_in_form
from samhandling.finance.permissions import lacks_other_eyes
from samhandling.finance.selectors.fees import derivation_of, fee_base_of, fee_list_for, fee_lists_of, fee_page
from samhandling.finance.selectors.splits import payers_of
from samhandling.finance.services.fees import (
    adopt_fee_list,
    check_fee_list,
    discard_fee_list,
    draft_fee_list,
    set_fee_base,
)
from samhandling.finance.views.page import address_of, finance_page, form_page, kept_agreement
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
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
    about = kept_agreement(request, collaboration, agreement)
    back = address_of(collaboration, "fees", agreement=about.pk)
    page = form_page(
        request,
        collaboration,
        "fees",
        _("The fees of the base year"),
        about=about.title,
        intro=_("Every later year is calculated from these. Enter 0 for a party that pays nothing."),
        back=back,
        crumbs=[(_("Fees"), back)],
        agreement=about,
        template="finance/fee_base_form.html",
    )
    initial = base_in_form(fee_base_of(request.user, about)) or {"year": about.starts_on.year}
    form = FeeBaseForm(request.POST or None, parties=payers_of(about), initial=initial)

    def save(**_fields: object) -> object:
        return set_fee_base(actor=request.user, agreement=about, amounts=form.amounts(), **form.terms())

    return ask(request, page, form, save, _("The base year’s fees have been entered."))


@login_required
def fee_list_draft(request: UserRequest, collaboration: "Collaboration", agreement: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    page = form_page(
        request,
        collaboration,
        "fees",
        _("Calculate a year’s fees"),
        intro=_("The base year’s fees are raised by the index for each year since. A draft can be recalculated."),
        submit=_("Calculate the fees"),
        back=address_of(collaboration, "fees", agreement=about.pk),
        agreement=about,
    )
    form = FeeYearForm(request.POST or None, initial={"year": timezone.localdate().year + 1})
    done = _("The fees for %(year)s have been calculated. Check them.")
    return ask(
        request,
        page,
        form,
        partial(draft_fee_list, actor=request.user, agreement=about, now=timezone.now()),
        lambda drafted: done % {"year": drafted.year},
        to=lambda drafted: address_of(collaboration, "fee_list", agreement=about.pk, year=drafted.year),
    )


def fee_list(request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    page = fee_page(fee_list_for(request.user, about, year))
    outside = lies_outside(year, about.starts_on, about.ends_on)
    return finance_page(
        request,
        collaboration,
        "fee_list",
        "fees",
        agreement=about,
        page=page,
        fee_list=page.fee_list,
        outside=outside,
        why_not_adopt=Refusal.SAME_EYES.label if lacks_other_eyes(request.user, page.fee_list) else "",
    )


def fee(request: VisitorRequest, collaboration: "Collaboration", agreement: int, year: int, party: int) -> HttpResponse:
    about = agreement_for(request.user, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    derivation = derivation_of(found, get_object_or_404(found.fees.select_related("party__organisation"), party=party))
    return finance_page(request, collaboration, "fee", "fees", agreement=about, fee_list=found, derivation=derivation)


@login_required
@require_POST
def fee_list_check(request: UserRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    act = partial(check_fee_list, actor=request.user, fee_list=found, now=timezone.now())
    back = address_of(collaboration, "fee_list", agreement=about.pk, year=year)
    return acted(request, act, _("The list has been checked. It can now be adopted."), back)


@login_required
@require_POST
def fee_list_discard(request: UserRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    act = partial(discard_fee_list, actor=request.user, fee_list=fee_list_for(request.user, about, year))
    return acted(request, act, _("The draft has been deleted."), address_of(collaboration, "fees", agreement=about.pk))


@login_required
def fee_list_adopt(request: UserRequest, collaboration: "Collaboration", agreement: int, year: int) -> HttpResponse:
    about = kept_agreement(request, collaboration, agreement)
    found = fee_list_for(request.user, about, year)
    page = form_page(
        request,
        collaboration,
        "fees",
        _("Adopt the fees of %(year)s") % {"year": year},
        intro=_("Record the decision. The list is then locked and shown to everyone."),
        submit=_("Adopt and lock"),
        back=address_of(collaboration, "fee_list", agreement=about.pk, year=year),
        agreement=about,
    )
    today = timezone.localdate()
    form = AdoptionForm(request.POST or None, initial={"adopted_on": today})
    act = partial(adopt_fee_list, actor=request.user, fee_list=found, today=today)
    return ask(request, page, form, act, _("The fees for %(year)s have been adopted and locked.") % {"year": year})
