"""The organisation chart as a page and as a drawing to take away."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.asked import choice_asked
from samhandling.core.chosen_day import hears_day, on_day
from samhandling.core.http import VisitorRequest, as_of
from samhandling.forums.selectors.chart import Chart, chart_of
from samhandling.forums.selectors.days import ComingForums, coming_forums
from samhandling.lib.text import plain

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

# The same looks on the page and in the picture that is taken away.
STYLE = Path(__file__).parents[1] / "static/forums/chart.css"


@hears_day
def chart(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    on = as_of(request)
    as_list = choice_asked(request, "visa", {"lista"}) == "lista"
    drawn = chart_of(request.user, collaboration, on)
    coming = ComingForums() if drawn.boxes else coming_forums(request.user, collaboration, on)
    asked = {"datum": f"{on:%Y-%m-%d}"} if "datum" in request.GET else {}
    svg = reverse("forums:chart_svg", kwargs={"collaboration": collaboration.slug})
    return render(
        request,
        "forums/chart.html",
        {
            "chart": drawn,
            "on": on,
            "state": _state(drawn),
            "description": _description(),
            "coming": coming,
            "coming_url": on_day(request, coming.begins_on) if coming.begins_on else "",
            "as_list": as_list,
            "as_picture": not as_list,
            "picture_url": f"?{urlencode(asked)}",
            "list_url": f"?{urlencode(asked | {'visa': 'lista'})}",
            "svg_url": f"{svg}?{urlencode(asked)}" if asked else svg,
        },
    )


@hears_day
def chart_svg(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """The drawing alone, with its looks inside it and without links: for a document or a slide."""
    on = as_of(request)
    context = {
        "chart": chart_of(request.user, collaboration, on),
        "title": _file_title(collaboration, on),
        "description": _description(),
        "style": STYLE.read_text(encoding="utf-8"),
    }
    name = f"{collaboration.slug}-{on:%Y-%m-%d}.svg"
    return HttpResponse(
        plain(render_to_string("forums/chart_file.svg", context)),  # no XML holds what a row of former times may
        content_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def _state(chart: Chart) -> str:
    forums = ngettext("%(count)s forum.", "%(count)s forums.", len(chart.boxes)) % {"count": len(chart.boxes)}
    if not chart.seats:
        return forums
    filled = _("%(filled)s of %(seats)s seats are filled.") % {
        "filled": chart.seats - chart.vacant,
        "seats": chart.seats,
    }
    return f"{forums} {filled}"


def _description() -> str:
    return _(
        "Each box is a forum, showing how many of its seats are filled. Forums that belong to another are shown "
        "below it, with officer networks at the bottom. The same facts are also shown as a list."
    )


def _file_title(collaboration: "Collaboration", on: date) -> str:
    return _("Organisation chart of %(collaboration)s, %(day)s") % {
        "collaboration": collaboration,
        "day": date_format(on, "j F Y"),
    }
