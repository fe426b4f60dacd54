"""Individual agreements with municipalities, and their annexes of special agreements."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.forms.annexes import IndividualAgreementForm, SpecialAgreementForm
from samhandling.agreements.permissions import can_keep_annex
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.annexes import (
    annex_party_for,
    annex_row,
    annexes_of,
    confirmed_count,
    individual_agreement_of,
    special_for,
)
from samhandling.agreements.services.annexes import (
    add_special_agreement,
    change_special_agreement,
    confirm_annex,
    remove_special_agreement,
    save_individual_agreement,
)
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, Party
    from samhandling.organisations.models import Collaboration


@hears_day
def annexes(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    rows = annexes_of(request.user, agreement, as_of(request))
    return agreement_page(request, agreement, "annexes", "annexes", rows=rows, confirmed=confirmed_count(rows))


@hears_day
def annex(request: VisitorRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    row = annex_row(request.user, annex_party_for(agreement, party), as_of(request))
    return agreement_page(request, agreement, "annex", "annexes", row=row)


@login_required
def annex_edit(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    require(can_keep_annex(request.user, municipality))
    title = _("Individual agreement with %(party)s") % {"party": municipality}
    page = _form_page(request, agreement, municipality, title)
    initial = initial_of(IndividualAgreementForm, individual_agreement_of(municipality))
    form = IndividualAgreementForm(request.POST if request.method == "POST" else None, initial=initial)
    act = partial(save_individual_agreement, actor=request.user, party=municipality)
    return ask(request, page, form, act, _("The individual agreement has been saved."))


@login_required
@require_POST
def annex_confirm(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    act = partial(confirm_annex, actor=request.user, party=municipality, confirmed_on=timezone.localdate())
    return acted(request, act, _("The annex has been confirmed as complete."), _annex_of(agreement, municipality))


@login_required
def special_new(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    require(can_keep_annex(request.user, municipality))
    title = _("New special agreement with %(party)s") % {"party": municipality}
    page = _form_page(request, agreement, municipality, title, submit=_("Add"))
    form = SpecialAgreementForm(request.POST or None, agreement=agreement)
    act = partial(add_special_agreement, actor=request.user, party=municipality)
    return ask(request, page, form, act, _("The special agreement has been added to the annex."))


@login_required
def special_change(
    request: UserRequest, collaboration: "Collaboration", pk: int, party: int, special: int
) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    require(can_keep_annex(request.user, municipality))
    changed = special_for(municipality, special)
    page = _form_page(request, agreement, municipality, changed.title)
    initial = initial_of(SpecialAgreementForm, changed)
    form = SpecialAgreementForm(request.POST or None, agreement=agreement, initial=initial)
    act = partial(change_special_agreement, actor=request.user, special=changed)
    return ask(request, page, form, act, _("The special agreement has been saved."))


@login_required
@require_POST
def special_remove(
    request: UserRequest, collaboration: "Collaboration", pk: int, party: int, special: int
) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    act = partial(remove_special_agreement, actor=request.user, special=special_for(municipality, special))
    done = _("The special agreement has been removed from the annex.")
    return acted(request, act, done, _annex_of(agreement, municipality))


def _form_page(request: UserRequest, agreement: "Agreement", party: "Party", title: str, submit: str = "") -> FormPage:
    return form_page(request, agreement, "annexes", title, submit=submit, back=_annex_of(agreement, party))


def _annex_of(agreement: "Agreement", party: "Party") -> str:
    return address_of(agreement, "annex", party=party.pk)
