"""The way out of the mail, for whoever holds the link in it: no log-in, and nothing else can be done there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from samhandling.core.http import VisitorRequest
from samhandling.notices.enums import Refusal
from samhandling.notices.selectors.unsubscribing import user_of
from samhandling.notices.services.wishes import stop_mail


@never_cache
@csrf_exempt  # a mail program posts by itself (RFC 8058); the signed address is the proof, and all it does is stop mail
def unsubscribe(request: VisitorRequest, token: str) -> HttpResponse:
    """A link that is followed asks first: programs that look through mail follow links too. Posting does it."""
    user = user_of(token)
    if user is None:
        return render(request, "notices/unsubscribe.html", {"refusal": Refusal.UNKNOWN_LINK}, status=404)
    with translation.override(user.language):
        if request.method == "POST":
            stop_mail(actor=user)
        return render(request, "notices/unsubscribe.html", {"is_done": request.method == "POST"})
