"""What the law wants said: accessibility, personal data."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.portal.domain import statement_is_stale
from samhandling.portal.enums import Shortcoming
from samhandling.portal.forms import REASON_WORDS, StatementForm
from samhandling.portal.permissions import can_edit_statement
from samhandling.portal.selectors import published_collaborations, statement_of
from samhandling.portal.services import write_statement

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration
    from samhandling.portal.models import AccessibilityStatement

COMPLAINTS = "https://www.digg.se/tdosanmalan"
# The day somebody last tested the platform and wrote what is known. Move it when you have done so again.
ASSESSED_ON = date(2026, 11, 22)


def accessibility(request: VisitorRequest) -> HttpResponse:
    """Of the platform as such, with the way to each collaboration's own statement."""
    return render(
        request,
        "portal/accessibility.html",
        {
            "collaborations": published_collaborations(request.user),
            "complaints": COMPLAINTS,
            "assessed_on": ASSESSED_ON,
            "operator": settings.OPERATOR_NAME,
            "operator_email": settings.OPERATOR_EMAIL,
        },
    )


def collaboration_accessibility(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    statement = statement_of(collaboration)
    may_edit = can_edit_statement(request.user, collaboration.pk)
    return render(
        request,
        "portal/collaboration_accessibility.html",
        {
            "statement": statement,
            "complaints": COMPLAINTS,
            "may_edit": may_edit,
            "is_stale": may_edit and statement is not None and _is_stale(statement),
        },
    )


def _is_stale(statement: "AccessibilityStatement") -> bool:
    return statement_is_stale(statement.updated_on, timezone.localdate())


@login_required
def statement_write(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_edit_statement(request.user, collaboration.pk))
    form = StatementForm(request.POST or None, initial=_initial(statement_of(collaboration), collaboration))
    if form.is_valid():
        write_statement(
            actor=request.user,
            collaboration=collaboration,
            fields=form.statement_fields(),
            shortcomings=form.cleaned_data["shortcomings"],
            today=timezone.localdate(),
        )
        messages.success(request, _("The accessibility statement is saved and shown to everybody."))
        return redirect("portal:collaboration_accessibility", collaboration=collaboration.slug)
    return render(request, "portal/statement_write.html", {"form": form})


def _initial(statement: "AccessibilityStatement | None", collaboration: "Collaboration") -> dict[str, object]:
    if statement is None:
        return {"service_name": collaboration.name, "contact_email": collaboration.contact_email}
    lines = (
        f"{line.what} | {REASON_WORDS[Shortcoming(line.reason)]} | {line.alternative}"
        for line in statement.shortcomings.all()
    )
    return {
        "public_actor": statement.public_actor,
        "service_name": statement.service_name,
        "conformance": statement.conformance,
        "contact_email": statement.contact_email,
        "contact_phone": statement.contact_phone,
        "tested_how": statement.tested_how,
        "assessed_on": statement.assessed_on,
        "shortcomings": "\n".join(lines),
    }


def privacy(request: VisitorRequest) -> HttpResponse:
    return render(
        request,
        "portal/privacy.html",
        {"operator": settings.OPERATOR_NAME, "operator_email": settings.OPERATOR_EMAIL},
    )
