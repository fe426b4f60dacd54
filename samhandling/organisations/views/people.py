"""People: for members only."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.asked import filter_asked
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest
from samhandling.organisations.forms.people import (
    LinkForm,
    PersonChangeForm,
    PersonFilterForm,
    PersonForm,
    PersonKeeperForm,
)
from samhandling.organisations.permissions import can_administer, can_link, require_administrator, require_member
from samhandling.organisations.selectors.merging import what_would_move
from samhandling.organisations.selectors.people import former_facts_in, people_of, person_for, person_page
from samhandling.organisations.services.merging import merge_people
from samhandling.organisations.services.people import (
    change_person,
    correct_person,
    create_person,
    link_user,
    remove_former,
    unlink_user,
)
from samhandling.organisations.views.answers import Question, accepted, ask, below_person, carried_out, page_of, to

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.organisations.models import Collaboration, Person


def _asked_for(request: UserRequest, collaboration: "Collaboration") -> tuple[PersonFilterForm, "QuerySet[Person]"]:
    require_member(request.user, collaboration.pk)
    form = PersonFilterForm(request.GET, collaboration=collaboration)
    told = filter_asked(request, form)
    found = people_of(request.user, collaboration, query=told.get("query", ""), organisation=told.get("organisation"))
    return form, found


@login_required
def person_list(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    form, found = _asked_for(request, collaboration)
    context = {
        "form": form,
        "page": page_of(request, found),
        "may_administer": can_administer(request.user, collaboration.pk),
        "query": request.GET.urlencode(),
    }
    return render(request, "organisations/person_list.html", context)


@login_required
def person_export(request: UserRequest, collaboration: "Collaboration", form: str) -> HttpResponse:
    """The list as it was filtered, with the same columns that an import reads."""
    _form, found = _asked_for(request, collaboration)
    answer = csv_response if form == "csv" else xlsx_response
    headers = [_("First name"), _("Last name"), _("Title"), _("Works for"), _("E-mail"), _("Telephone")]
    rows = (_export_row(person) for person in found.prefetch_related("contact_points"))
    return answer(f"personer-{collaboration.slug}", headers, rows)


def _export_row(person: "Person") -> list[str]:
    first: dict[str, str] = {}
    for point in person.contact_points.all():
        first.setdefault(point.kind, point.value)
    organisation = str(person.organisation or "")
    known = [person.given_name, person.family_name, person.title, organisation]
    return [*known, first.get("email", ""), first.get("phone", "")]


@login_required
def person_detail(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    if person.pk != pk:  # merged: the address of the duplicate leads to the one that is kept
        return redirect(to("person", collaboration, person.pk))
    context = {
        "told": person_page(request.user, person),
        "person": person,
        "may_administer": can_administer(request.user, collaboration.pk),
        "may_link": can_link(request.user, person),
    }
    return render(request, "organisations/person_detail.html", context)


@login_required
def person_create(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    form = PersonForm(request.POST or None, collaboration=collaboration)
    if form.is_valid():
        person = create_person(actor=request.user, collaboration=collaboration, **form.cleaned_data)
        messages.success(request, _("The person is saved."))
        return redirect(to("person", collaboration, person.pk))
    people = to("people", collaboration)
    return ask(request, Question(_("Add a person"), people, crumb=_("People"), crumb_url=people), form)


@login_required
def person_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    today = timezone.localdate()
    form = PersonChangeForm(request.POST or None, collaboration=collaboration, person=person, today=today)
    address = to("person", collaboration, person.pk)
    if form.is_valid():
        told = dict(form.cleaned_data)
        how, when = told.pop("how"), {"from_on": told.pop("from_on"), "today": today}
        save = correct_person if how == "correction" else partial(change_person, **when)
        if accepted(form, lambda: save(actor=request.user, person=person, **told)):
            messages.success(request, _("The person is saved."))
            return redirect(address)
    return ask(request, Question(str(person), address, **below_person(collaboration, pk, str(person))), form)


@require_POST
@login_required
def former_remove(request: UserRequest, collaboration: "Collaboration", pk: int, former: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    found = former_facts_in(person, former)
    carried_out(request, lambda: remove_former(actor=request.user, former=found), _("The former details are removed."))
    return redirect(to("person", collaboration, person.pk))


@login_required
def person_link(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require(can_link(request.user, person))
    form = LinkForm(request.POST or None)
    address = to("person", collaboration, person.pk)
    if form.is_valid():
        email = form.cleaned_data["email"]
        linked = accepted(form, lambda: link_user(actor=request.user, person=person, email=email))
        if linked:
            messages.success(request, _("The log-in now belongs to the person."))
            return redirect(address)
    title = _("Which log-in belongs to %(name)s?") % {"name": person}
    return ask(request, Question(title, address, **below_person(collaboration, pk, str(person))), form)


@require_POST
@login_required
def person_unlink(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require(can_link(request.user, person))
    unlink_user(actor=request.user, person=person)
    messages.success(request, _("The log-in does not belong to the person any more."))
    return redirect(to("person", collaboration, person.pk))


@login_required
def person_merge(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First which one is kept and what would move, then the act."""
    duplicate = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    form = PersonKeeperForm(request.POST or None, duplicate=duplicate)
    if form.is_valid():
        chosen = form.cleaned_data["keeper"]
        keeper = accepted(form, lambda: merge_people(actor=request.user, duplicate=duplicate, keeper=chosen))
        if keeper:
            messages.success(request, _("The two are now one person."))
            return redirect(to("person", collaboration, keeper.pk))
    address = to("person", collaboration, duplicate.pk)
    question = Question(
        _("Merge %(name)s with another") % {"name": duplicate},
        address,
        state=_("For somebody who was entered twice. It cannot be taken back."),
        submit_text=_("Merge"),
        **below_person(collaboration, pk, str(duplicate)),
    )
    return ask(request, question, form, moving=what_would_move(duplicate))
