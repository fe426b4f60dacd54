"""Parties, and what their councils have decided."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.agreements.enums import Status
from samhandling.agreements.forms.parties import CorrectionForm, PartiesForm, RatificationForm, usual_body
from samhandling.agreements.permissions import can_edit, can_ratify
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.notices import told_of
from samhandling.agreements.selectors.parties import decision_of, party_for, party_list, possible_parties
from samhandling.agreements.services.parties import add_parties, record_ratification, remove_party
from samhandling.agreements.views.many_parties import acts_on_parties
from samhandling.agreements.views.page import address_of, agreement_page, form_page
from samhandling.core.access import require
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def parties(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    on = as_of(request)
    listed = party_list(request.user, agreement, on)
    asked = agreement.status == Status.PROPOSED
    told = told_of(request.user, agreement, "agreement.proposed") if asked else None
    acts = acts_on_parties(request.user, agreement, listed)
    return agreement_page(request, agreement, "parties", "parties", party_list=listed, told=told, acts=acts, today=on)


@login_required
def parties_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    require(can_edit(request.user, agreement))
    intro = _("These take part in the collaboration and are not parties yet.")
    page = form_page(request, agreement, "parties", _("Add parties"), intro=intro, submit=_("Add"))
    form = PartiesForm(request.POST or None, organisations=possible_parties(agreement))
    act = partial(add_parties, actor=request.user, agreement=agreement)
    return ask(request, page, form, act, _("The parties have been added."))


@login_required
@require_POST
def party_remove(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)
    act = partial(remove_party, actor=request.user, party=party_for(agreement, party))
    return acted(request, act, _("The party has been removed."), address_of(agreement, "parties"))


@login_required
def party_ratify(request: UserRequest, collaboration: "Collaboration", pk: int, party: int) -> HttpResponse:
    """Write down a council's decision, or correct what is written."""
    agreement = agreement_for(request.user, collaboration, pk)
    deciding = party_for(agreement, party)
    require(can_ratify(request.user, deciding))
    decision = decision_of(deciding)
    title = _("The decision of %(party)s") % {"party": deciding}
    submit = _("Correct the decision") if decision else _("Record the decision")
    page = form_page(request, agreement, "parties", title, submit=submit)
    initial = initial_of(RatificationForm, decision) or {"body": usual_body(deciding)}
    form = (CorrectionForm if decision else RatificationForm)(request.POST or None, initial=initial)
    act = partial(record_ratification, actor=request.user, party=deciding, today=timezone.localdate())
    return ask(request, page, form, act, _("The decision of %(party)s has been recorded.") % {"party": deciding})
