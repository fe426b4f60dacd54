"""What the room's pages have in common: the tabs around them, where they lie, and who keeps the accounts."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samhandling.agreements.selectors import agreement_for
from samhandling.core.access import require
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.finance.permissions import can_keep_accounts
from samhandling.finance.selectors.agreement import agreement_now
from samhandling.organisations.permissions import is_member, require_member
from samhandling.ui.acting import FormPage

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
    """A page of the room, below its tabs with `tab` as the current one."""
    around = _around(request, collaboration, tab, agreement)
    return render(request, f"finance/{template}.html", {**around, **context})


def form_page(
    request: VisitorRequest,
    collaboration: "Collaboration",
    tab: str,
    title: str,
    *,
    agreement: "Agreement | None" = None,
    context: dict[str, Any] | None = None,
    **more: Any,
) -> FormPage:
    """A form as a page of the room. `more` is as `FormPage` has it."""
    around = _around(request, collaboration, tab, agreement)
    return FormPage(title=title, part_of="finance/page.html", context=around | (context or {}), **more)


def _around(
    request: VisitorRequest, collaboration: "Collaboration", tab: str, agreement: "Agreement | None"
) -> dict[str, Any]:
    """The tabs go on to the agreement that the page is about, else to the one in force."""
    return {
        "tab": tab,
        "agreement": agreement,
        "tab_agreement": agreement or agreement_now(request.user, collaboration, timezone.localdate()),
        "is_insider": is_member(request.user, collaboration.pk),
        "may_keep": can_keep_accounts(request.user, collaboration.pk),
    }


def address_of(collaboration: "Collaboration", page: str, **more: Any) -> str:
    return reverse(f"finance:{page}", kwargs={"collaboration": collaboration.slug, **more})


def require_keeper(request: UserRequest, collaboration: "Collaboration") -> None:
    """404 for strangers, 403 for members who do not keep the accounts."""
    require_member(request.user, collaboration.pk)
    require(can_keep_accounts(request.user, collaboration.pk))


def kept_agreement(request: UserRequest, collaboration: "Collaboration", agreement: int) -> "Agreement":
    """The agreement, when this person keeps its accounts."""
    found = agreement_for(request.user, collaboration, agreement)
    require_keeper(request, collaboration)
    return found
