"""Be somebody else for a while."""

from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samhandling.core.http import VisitorRequest
from samhandling.demo.enums import Part
from samhandling.demo.permissions import can_try_parts
from samhandling.demo.selectors import player


def parts(request: VisitorRequest) -> HttpResponse:
    """Choose whom to be; one click logs in. Only where the settings say that this is a demo."""
    if not can_try_parts():
        raise Http404
    if request.method == "POST":
        return _become(request, request.POST.get("part", ""))
    return render(request, "demo/parts.html", {"parts": Part})


def _become(request: VisitorRequest, part: str) -> HttpResponse:
    if part == Part.CITIZEN:
        logout(request)
        return redirect("portal:start")
    user = player(part) if part in Part.values else None
    if user is None:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("portal:home")
