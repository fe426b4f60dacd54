"""What the agreement's pages have in common: the frame around them, and how a refusal is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samhandling.agreements.selectors import standing_of
from samhandling.core.http import VisitorRequest
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement


def agreement_page(
    request: VisitorRequest, agreement: "Agreement", template: str, tab: str, **context: Any
) -> HttpResponse:
    """A page of the agreement: its heading, its tabs with `tab` as the current one, and the template's own part."""
    standing = standing_of(request.user, agreement, timezone.localdate())
    return render(
        request,
        f"agreements/{template}.html",
        {"agreement": agreement, "standing": standing, "tab": tab, **context},
    )


def form_page(
    request: VisitorRequest, agreement: "Agreement", tab: str, form: forms.Form, *, title: str, back: str, **more: Any
) -> HttpResponse:
    """A form as a page of the agreement. `more`: `intro`, `submit_text`."""
    return agreement_page(request, agreement, "form", tab, form=form, form_title=title, back=back, **more)


def address_of(agreement: "Agreement", page: str, **more: Any) -> str:
    slug = agreement.collaboration.slug
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement.pk, **more})


def to(agreement: "Agreement", page: str, **more: Any) -> HttpResponse:
    return redirect(address_of(agreement, page, **more))


def carried_out(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it. A refusal becomes the form's own error, and what was written stays."""
    try:
        act()
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return False
    return True
