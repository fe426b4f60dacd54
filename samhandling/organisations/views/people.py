"""People: for members only."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.asked import filter_asked
from samhandling.core.chosen_day import chosen_day, hears_day
from samhandling.core.http import UserRequest, as_of
from samhandling.organisations.forms.people import (
    LinkForm,
    PersonChangeForm,
    PersonFilterForm,
    PersonForm,
    PersonKeeperForm,
)
from samhandling.organisations.permissions import can_administer, can_link, require_administrator, require_member
from samhandling.organisations.selectors.formerly import as_they_were
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
from samhandling.organisations.views.answers import address_of, below, below_person, form_page, page_of
from samhandling.organisations.views.many_people import acts_on_people
from samhandling.organisations.views.people_table import people_table
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.organisations.models import Collaboration, Person


def _asked_for(request: UserRequest, collaboration: "Collaboration") -> tuple[PersonFilterForm, "QuerySet[Person]"]:
    require_member(request.user, collaboration.pk)
    form = PersonFilterForm(request.GET, collaboration=collaboration)
    asked = filter_asked(request, form)
    query, organisation = asked.get("query", ""), asked.get("organisation")
    found = people_of(request.user, collaboration, query=query, organisation=organisation)
    return form, found


@hears_day
@login_required
def person_list(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    form, found = _asked_for(request, collaboration)
    on, page = as_of(request), page_of(request, found)
    page.object_list = list(page.object_list)
    if chosen_day(request):
        as_they_were(page.object_list, on)
    context = {
        "form": form,
        "page": page,
        "on": on,
        "may_administer": can_administer(request.user, collaboration.pk),
        "acts": acts_on_people(request.user, collaboration),
        "query": request.GET.urlencode(),
    }
    return render(request, "organisations/person_list.html", context)


@hears_day
@login_required
def person_export(request: UserRequest, collaboration: "Collaboration", form: str) -> HttpResponse:
    """The list as it was filtered, with the same columns that an import reads."""
    _form, found = _asked_for(request, collaboration)
    on, people = as_of(request), list(found)
    if chosen_day(request):
        as_they_were(people, on)
    return people_table(collaboration, form, people)


@hears_day
@login_required
def person_detail(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    if person.pk != pk:  # merged: the address of the duplicate leads to the one that is kept
        return redirect(address_of("person", collaboration, person.pk))
    on = as_of(request)
    if chosen_day(request):
        as_they_were([person], on)
    context = {
        "page": person_page(request.user, person),
        "on": on,
        "person": person,
        "may_administer": can_administer(request.user, collaboration.pk),
        "may_link": can_link(request.user, person),
    }
    return render(request, "organisations/person_detail.html", context)


@login_required
def person_create(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)
    return ask(
        request,
        form_page(below("people", _("People"), collaboration), _("Add a person")),
        PersonForm(request.POST or None, collaboration=collaboration),
        partial(create_person, actor=request.user, collaboration=collaboration),
        _("The person has been saved."),
        to=lambda person: address_of("person", collaboration, person.pk),
    )


@login_required
def person_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    today = timezone.localdate()
    page = form_page(below_person(collaboration, person), str(person))
    form = PersonChangeForm(request.POST or None, collaboration=collaboration, person=person, today=today)
    act = partial(_change_or_correct, actor=request.user, person=person, today=today)
    return ask(request, page, form, act, _("The person has been saved."))


def _change_or_correct(*, how: str, from_on: date, today: date, **what: Any) -> object:
    if how == "correction":
        return correct_person(**what)
    return change_person(from_on=from_on, today=today, **what)


@require_POST
@login_required
def former_remove(request: UserRequest, collaboration: "Collaboration", pk: int, former: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    act = partial(remove_former, actor=request.user, former=former_facts_in(person, former))
    return acted(
        request, act, _("The former details have been removed."), address_of("person", collaboration, person.pk)
    )


@login_required
def person_link(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require(can_link(request.user, person))
    page = form_page(below_person(collaboration, person), _("Which log-in belongs to %(name)s?") % {"name": person})
    act = partial(link_user, actor=request.user, person=person)
    return ask(request, page, LinkForm(request.POST or None), act, _("The log-in has been linked to the person."))


@require_POST
@login_required
def person_unlink(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require(can_link(request.user, person))
    act = partial(unlink_user, actor=request.user, person=person)
    done = _("The log-in has been unlinked from the person.")
    return acted(request, act, done, address_of("person", collaboration, person.pk))


@login_required
def person_merge(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First which one is kept and what would move, then the act."""
    duplicate = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    page = form_page(
        below_person(collaboration, duplicate),
        _("Merge %(name)s with another") % {"name": duplicate},
        _("Merge"),
        intro=_("For someone who was entered twice. This cannot be undone."),
        template="organisations/merge.html",
        context={"moving": what_would_move(duplicate)},
    )
    return ask(
        request,
        page,
        PersonKeeperForm(request.POST or None, duplicate=duplicate),
        partial(merge_people, actor=request.user, duplicate=duplicate),
        _("The two are now one person."),
        to=lambda keeper: address_of("person", collaboration, keeper.pk),
    )
