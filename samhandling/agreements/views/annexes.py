"""Individual agreements with municipalities, and their annexes of special agreements."""

from typing import TYPE_CHECKING

from django.contrib import messages
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
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def annexes(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    rows = annexes_of(request.user, agreement, timezone.localdate())
    return agreement_page(request, agreement, "annexes", "annexes", rows=rows, confirmed=confirmed_count(rows))


def annex(request: VisitorRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    row = annex_row(request.user, annex_party_for(agreement, party), timezone.localdate())
    return agreement_page(request, agreement, "annex", "annexes", row=row)


@login_required
def annex_edit(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    require(can_keep_annex(request.user, municipality))
    individual = individual_agreement_of(municipality)
    initial = {name: getattr(individual, name) for name in IndividualAgreementForm.base_fields} if individual else {}
    form = IndividualAgreementForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: save_individual_agreement(actor=request.user, party=municipality, **form.cleaned_data)
    ):
        messages.success(request, _("The individual agreement is saved."))
        return to(agreement, "annex", party=municipality.pk)
    return form_page(
        request,
        agreement,
        "annexes",
        form,
        title=_("Individual agreement with %(party)s") % {"party": municipality},
        back=address_of(agreement, "annex", party=municipality.pk),
    )


@login_required
@require_POST
def annex_confirm(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    acted(
        request,
        lambda: confirm_annex(actor=request.user, party=municipality, confirmed_on=timezone.localdate()),
        _("The annex is confirmed as complete."),
    )
    return to(agreement, "annex", party=municipality.pk)


@login_required
def special_new(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    require(can_keep_annex(request.user, municipality))
    form = SpecialAgreementForm(request.POST or None, agreement=agreement)
    if form.is_valid() and carried_out(
        form, lambda: add_special_agreement(actor=request.user, party=municipality, **form.cleaned_data)
    ):
        messages.success(request, _("The special agreement is added to the annex."))
        return to(agreement, "annex", party=municipality.pk)
    back = address_of(agreement, "annex", party=municipality.pk)
    title = _("A new special agreement with %(party)s") % {"party": municipality}
    return form_page(request, agreement, "annexes", form, title=title, submit_text=_("Add"), back=back)


@login_required
def special_change(
    request: UserRequest, collaboration: "Collaboration", pk: int, party: int, special: int
) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    require(can_keep_annex(request.user, municipality))
    changed = special_for(municipality, special)
    initial = {name: getattr(changed, name) for name in SpecialAgreementForm.base_fields}
    form = SpecialAgreementForm(request.POST or None, agreement=agreement, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: change_special_agreement(actor=request.user, special=changed, **form.cleaned_data)
    ):
        messages.success(request, _("The special agreement is saved."))
        return to(agreement, "annex", party=municipality.pk)
    back = address_of(agreement, "annex", party=municipality.pk)
    return form_page(request, agreement, "annexes", form, title=changed.title, back=back)


@login_required
@require_POST
def special_remove(
    request: UserRequest, collaboration: "Collaboration", pk: int, party: int, special: int
) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    municipality = annex_party_for(agreement, party)
    removed = special_for(municipality, special)
    acted(
        request,
        lambda: remove_special_agreement(actor=request.user, special=removed),
        _("The special agreement is removed from the annex."),
    )
    return to(agreement, "annex", party=municipality.pk)
