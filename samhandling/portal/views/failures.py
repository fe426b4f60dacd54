"""Pages for when something went wrong: what happened, why, and what to do."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samhandling.core.enums import ChangeRefusal
from samhandling.core.sending import key_of
from samhandling.core.taken import Taken, is_gone
from samhandling.core.trouble import RETRY_AFTER, is_trouble
from samhandling.ui.keeping import keep_and_log_in, keep_and_show, keep_for_another, user_of


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "portal/413.html", {"limit": settings.MAX_UPLOAD_BYTES // 1024**2}, status=413)
    return render(request, "portal/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its secret: mostly a page left open over night. What was written is kept for its writer.

    Only a key that we signed for this very person is believed: nobody can put words in another's form.
    """
    user, key = user_of(request), key_of(request)
    if key is not None and user is None:
        return keep_and_log_in(request, key)
    if key is not None and user is not None and key.user_id == user.pk:
        return keep_and_show(request, key)
    if key is not None:
        keep_for_another(request, key)
    return render(request, "portal/form_expired.html", {"is_anothers": key is not None}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """What no view answered for. Django asks here while the exception is at hand, wherever it was raised.

    Drawn without the frame: the frame may be what broke, and it asks the database.
    """
    error = sys.exception()
    if is_trouble(error):
        page = render(None, "portal/503.html", status=503)
        page.headers["Retry-After"] = str(RETRY_AFTER)
        return page
    if isinstance(error, Taken):
        return _overtaken(request, error.message)
    if is_gone(error):
        return _overtaken(request, str(ChangeRefusal.GONE.label))
    return render(None, "portal/500.html", status=500)


def _overtaken(request: HttpRequest, words: str) -> HttpResponse:
    """Somebody else was a moment before, and the page has no form that could say so."""
    return render(request, "portal/409.html", {"words": words}, status=409)
