"""What is kept about a person, for how long, and how it goes away."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.exports import csv_response
from samhandling.core.http import UserRequest
from samhandling.organisations.forms.people import ErasureForm
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.people import extract_of, overdue_in, person_for, ties_of_person
from samhandling.organisations.services.erasure import erase_person
from samhandling.organisations.views.answers import address_of, below_person, form_page
from samhandling.ui.acting import ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def extract(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Everything that is kept about the person, to read or print."""
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    context = {"person": person, "chapters": extract_of(person), "today": timezone.localdate()}
    return render(request, "organisations/extract.html", context)


@login_required
def extract_export(request: UserRequest, collaboration: "Collaboration", pk: int, form: str) -> HttpResponse:
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    chapters = extract_of(person)
    name = f"registerutdrag-{person.pk}"
    if form == "csv":
        headers = [_("Part"), _("Row"), _("What"), _("Value")]
        rows = (
            [chapter.title, number, key, value]
            for chapter in chapters
            for number, row in enumerate(chapter.rows, 1)
            for key, value in row.items()
        )
        return csv_response(name, headers, rows)
    answer = JsonResponse(
        {
            "made_on": timezone.localdate().isoformat(),
            "collaboration": collaboration.name,
            "parts": [{"title": chapter.title, "rows": chapter.rows} for chapter in chapters],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@login_required
def erase(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Says what will be lost and what stands in the way, then does it."""
    person = person_for(request.user, collaboration, pk)
    require_administrator(request.user, collaboration.pk)
    ties = ties_of_person(person)
    page = form_page(
        below_person(collaboration, person),
        _("Erase %(person)s") % {"person": person},
        _("Erase permanently"),
        intro=_(
            "The name, contact details and log-in are permanently deleted. The person’s actions remain, "
            "attributed to an erased person."
        ),
        template="organisations/erase.html",
        context={"person": person, "ties": ties, "chapters": [] if ties else extract_of(person)},
    )
    form = ErasureForm(request.POST or None)
    now = timezone.now()
    return ask(
        request,
        page,
        form,
        lambda is_sure: erase_person(actor=request.user, person=person, now=now),
        _("The person has been erased."),
        to=address_of("people", collaboration),
    )


@login_required
def retention(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """What should not be kept any longer."""
    require_administrator(request.user, collaboration.pk)
    overdue = overdue_in(collaboration, timezone.localdate())
    return render(request, "organisations/retention.html", {"overdue": overdue})
