"""What the law wants said: accessibility, personal data."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.portal.domain import statement_is_stale
from samhandling.portal.forms import StatementForm, statement_in_form
from samhandling.portal.permissions import can_edit_statement
from samhandling.portal.selectors.overview import published_collaborations
from samhandling.portal.selectors.statements import statement_of
from samhandling.portal.services.statements import write_statement
from samhandling.ui.acting import FormPage, ask

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
    back = reverse("portal:collaboration_accessibility", kwargs={"collaboration": collaboration.slug})
    page = FormPage(
        title=_("Write the accessibility statement"),
        intro=_(
            "Nine things required by law. Be open about shortcomings: describing one is the first step to fixing it."
        ),
        submit=_("Save the statement"),
        back=back,
        crumbs=[(_("Accessibility statement"), back)],
    )
    form = StatementForm(request.POST or None, initial=statement_in_form(statement_of(collaboration), collaboration))
    today = timezone.localdate()

    def write(shortcomings: list[dict[str, str]], **fields: Any) -> object:
        return write_statement(
            actor=request.user, collaboration=collaboration, fields=fields, shortcomings=shortcomings, today=today
        )

    return ask(request, page, form, write, _("The accessibility statement has been saved and is public."))


def privacy(request: VisitorRequest) -> HttpResponse:
    return render(
        request,
        "portal/privacy.html",
        {"operator": settings.OPERATOR_NAME, "operator_email": settings.OPERATOR_EMAIL},
    )
