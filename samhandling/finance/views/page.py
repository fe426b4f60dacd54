"""What the room's pages have in common: how a form is shown, and how a refusal is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samhandling.core.http import VisitorRequest
from samhandling.finance.permissions import can_keep_accounts
from samhandling.finance.selectors.agreement import agreement_now
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.permissions import is_member

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.organisations.models import Collaboration


def finance_page(
    request: VisitorRequest,
    collaboration: "Collaboration",
    template: str,
    tab: str,
    *,
    agreement: "Agreement | None" = None,
    **context: Any,
) -> HttpResponse:
    """A page of the room. The tabs go on to the agreement that the page is about, else to the one in force."""
    about = agreement or agreement_now(request.user, collaboration, timezone.localdate())
    frame = {
        "tab": tab,
        "agreement": agreement,
        "tab_agreement": about,
        "is_insider": is_member(request.user, collaboration.pk),
        "may_keep": can_keep_accounts(request.user, collaboration.pk),
    }
    return render(request, f"finance/{template}.html", {**frame, **context})


def form_page(
    request: VisitorRequest,
    collaboration: "Collaboration",
    tab: str,
    form: forms.Form,
    *,
    title: str,
    back: str,
    agreement: "Agreement | None" = None,
    **more: Any,
) -> HttpResponse:
    """A form as a page of the room. `more`: `intro`, `submit_text`."""
    return finance_page(
        request, collaboration, "form", tab, agreement=agreement, form=form, form_title=title, back=back, **more
    )


def address(collaboration: "Collaboration", page: str, **more: Any) -> str:
    return reverse(f"finance:{page}", kwargs={"collaboration": collaboration.slug, **more})


def to(collaboration: "Collaboration", page: str, **more: Any) -> HttpResponse:
    return redirect(address(collaboration, page, **more))


def carried_out(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it. A refusal becomes the form's own error, and what was written stays."""
    try:
        act()
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return False
    return True
