"""What the agreement's pages have in common: its heading, its tabs, and where they lie."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samhandling.agreements.selectors import standing_of
from samhandling.agreements.selectors.agreements import tab_counts
from samhandling.core.http import VisitorRequest
from samhandling.ui.acting import FormPage

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement


def agreement_page(
    request: VisitorRequest, agreement: "Agreement", template: str, tab: str, **context: Any
) -> HttpResponse:
    """A page of the agreement: its heading, its tabs with `tab` as the current one, and the template's own part."""
    return render(request, f"agreements/{template}.html", {**_around(request, agreement, tab), **context})


def form_page(
    request: VisitorRequest,
    agreement: "Agreement",
    tab: str,
    title: str,
    *,
    back: str = "",
    context: dict[str, Any] | None = None,
    **more: Any,
) -> FormPage:
    """A form as a page of the agreement, which leads back to its tab unless `back` says where."""
    return FormPage(
        title=title,
        about=agreement.title,
        back=back or address_of(agreement, "detail" if tab == "overview" else tab),
        part_of="agreements/page.html",
        context=_around(request, agreement, tab) | (context or {}),
        **more,
    )


def _around(request: VisitorRequest, agreement: "Agreement", tab: str) -> dict[str, Any]:
    standing = standing_of(request.user, agreement, timezone.localdate())
    return {"agreement": agreement, "standing": standing, "tab": tab, "counts": tab_counts(agreement)}


def address_of(agreement: "Agreement", page: str, **more: Any) -> str:
    slug = agreement.collaboration.slug
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement.pk, **more})
