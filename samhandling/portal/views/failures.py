"""Pages for when something went wrong: what happened, why, and what to do."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "portal/413.html", {"limit": settings.MAX_UPLOAD_BYTES // 1024**2}, status=413)
    return render(request, "portal/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its secret: mostly a page left open over night."""
    return render(request, "portal/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the frame: the frame may be what broke."""
    return render(None, "portal/500.html", status=500)
