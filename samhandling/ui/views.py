"""The colours of a collaboration, and the page that shows every part of the kit."""

from typing import Protocol

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from samhandling.core.http import as_of
from samhandling.ui import examples, theme
from samhandling.ui.acting import FormPage, ask
from samhandling.ui.icons import ICONS

A_YEAR = "public, max-age=31536000, immutable"


class Coloured(Protocol):
    """A collaboration, as far as this room knows it."""

    accent: str
    support: str


@gzip_page
@require_safe
def default_theme(_request: HttpRequest) -> HttpResponse:
    return _style_sheet(theme.DEFAULT_ACCENT, theme.DEFAULT_SUPPORT)


@gzip_page
@require_safe
def collaboration_theme(_request: HttpRequest, collaboration: Coloured) -> HttpResponse:
    """Kept by browsers for a year: its address changes when the colours do."""
    return _style_sheet(collaboration.accent, collaboration.support)


def _style_sheet(accent: str, support: str) -> HttpResponse:
    return HttpResponse(theme.stylesheet(accent, support), content_type="text/css", headers={"Cache-Control": A_YEAR})


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every part in all its states, with made-up content."""
    return render(
        request,
        "ui/style.html",
        {
            "form": examples.ExampleForm(),
            "filter_form": examples.ExampleFilter(request.GET or None),
            "page": Paginator(range(240), 12).get_page(request.GET.get("sida", 7)),
            "on": as_of(request),
            "today": timezone.localdate(),
            "chart": examples.chart(),
            "no_chart": examples.no_chart(),
            "whole": examples.parts_of_a_whole(),
            "movement": examples.movement(),
            "diff_parts": examples.difference(),
            "lines": examples.history(),
            "no_lines": [],
            "scales": examples.scales(),
            "icons": sorted(ICONS),
        },
    )


@require_safe
def style_frame(request: HttpRequest) -> HttpResponse:
    """The frame around a page of a collaboration with all the rooms that it has room for."""
    return render(request, "ui/style_frame.html", {"frame": examples.ExampleFrame(request, None)})


def style_form(request: HttpRequest) -> HttpResponse:
    """A form that can be sent, to see what errors and a saved message look like. Nothing is kept."""
    back = reverse("ui:style")
    page = FormPage(
        title=_("Try the form"),
        intro=_("Submit it empty to see what errors look like."),
        back=back,
        crumbs=[(_("Style"), back)],
    )
    form = examples.ExampleForm(request.POST, request.FILES) if request.method == "POST" else examples.ExampleForm()
    return ask(request, page, form, lambda **_answers: None, _("Saved. (Nothing is kept: this is an example.)"))
