"""Parties, and what their councils have decided."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.forms.parties import CorrectionForm, PartiesForm, RatificationForm
from samhandling.agreements.permissions import can_edit, can_ratify
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.parties import decision_of, party_for, party_list, possible_parties
from samhandling.agreements.services.parties import add_party, record_ratification, remove_party
from samhandling.agreements.views.page import address_of, agreement_page, carried_out, form_page, to
from samhandling.core.access import require
from samhandling.core.acting import acted
from samhandling.core.http import UserRequest, VisitorRequest

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def parties(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    listed = party_list(request.user, agreement)
    return agreement_page(request, agreement, "parties", "parties", party_list=listed, today=timezone.localdate())


@login_required
def parties_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    form = PartiesForm(request.POST or None, organisations=possible_parties(agreement))

    @transaction.atomic
    def add_all() -> None:
        for organisation in form.cleaned_data["organisations"]:
            add_party(actor=request.user, agreement=agreement, organisation=organisation)

    if form.is_valid() and carried_out(form, add_all):
        messages.success(request, _("The parties are added."))
        return to(agreement, "parties")
    return form_page(
        request,
        agreement,
        "parties",
        form,
        title=_("Add parties"),
        intro=_("These take part in the collaboration and are not parties yet."),
        submit_text=_("Add"),
        back=address_of(agreement, "parties"),
    )


@login_required
@require_POST
def party_remove(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    removed = party_for(agreement, party)
    acted(request, lambda: remove_party(actor=request.user, party=removed), _("The party is removed."))
    return to(agreement, "parties")


@login_required
def party_ratify(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    """Write down a council's decision, or correct what is written."""
    agreement = agreement_for(request.user, collaboration, pk)
    deciding = party_for(agreement, party)
    require(can_ratify(request.user, deciding))
    decision = decision_of(deciding)
    if decision:
        initial = {name: getattr(decision, name) for name in RatificationForm.base_fields}
        form: RatificationForm = CorrectionForm(request.POST or None, initial=initial)
    else:
        body = _("Regional council") if deciding.role == PartyRole.REGION else _("Municipal council")
        form = RatificationForm(request.POST or None, initial={"body": body})
    if form.is_valid() and carried_out(
        form,
        lambda: record_ratification(
            actor=request.user, party=deciding, today=timezone.localdate(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("The decision of %(party)s is recorded.") % {"party": deciding})
        return to(agreement, "parties")
    return form_page(
        request,
        agreement,
        "parties",
        form,
        title=_("The decision of %(party)s") % {"party": deciding},
        submit_text=_("Correct the decision") if decision else _("Record the decision"),
        back=address_of(agreement, "parties"),
    )
