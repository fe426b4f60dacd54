"""What the pages about a forum have in common: where they lie, and the forum above a form."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from samhandling.agreements.selectors.gap_list import FROM, GAPS
from samhandling.core.asked import choice_asked
from samhandling.ui.acting import FormPage

if TYPE_CHECKING:
    from samhandling.forums.models import Forum


def forum_url(name: str, forum: "Forum", **more: Any) -> str:
    """The address of a page about the forum: `detail`, `papers` …"""
    return reverse(f"forums:{name}", kwargs={"collaboration": forum.collaboration.slug, "pk": forum.pk, **more})


def seat_url(name: str, forum: "Forum", pk: int) -> str:
    """The address of a page about one seat, appointment, … of the forum."""
    return reverse(f"forums:{name}", kwargs={"collaboration": forum.collaboration.slug, "pk": pk})


def back_to_gaps(request: HttpRequest, forum: "Forum") -> str:
    """The gaps of the forum's agreement, when the form was entered from there: `?fran=luckor`."""
    if not choice_asked(request, FROM, {GAPS}) or forum.agreement_id is None:
        return ""
    return reverse("agreements:gaps", kwargs={"collaboration": forum.collaboration.slug, "pk": forum.agreement_id})


def form_page(
    forum: "Forum",
    title: str,
    submit: str = "",
    *,
    back: str = "",
    context: dict[str, Any] | None = None,
    **more: Any,
) -> FormPage:
    """A form below the forum that it is about, which leads back to the forum unless `back` says where."""
    return FormPage(
        title=title,
        submit=submit,
        back=back or forum_url("detail", forum),
        part_of="forums/below_forum.html",
        context={"forum": forum, **(context or {})},
        **more,
    )
