"""A panel that one room shows on another's page: a fragment to htmx, a page of its own to everybody else."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samhandling.core.http import VisitorRequest


def render_panel(request: VisitorRequest, template: str, context: dict[str, Any], *, about: object) -> HttpResponse:
    """`about` is what the panel tells of: the heading of the page, where it is one."""
    if request.htmx:
        return render(request, template, context)
    return render(request, "ui/panel_page.html", {**context, "panel_template": template, "about": about})
