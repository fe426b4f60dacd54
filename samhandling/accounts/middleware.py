"""What each request brings along from the person: the log-in with its device, and the language."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions import middleware
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from samhandling.accounts.attempts import remember_browser
from samhandling.accounts.domain import device_of
from samhandling.accounts.models import User
from samhandling.accounts.selectors import has_second_factor, must_have_second_factor
from samhandling.core.when_free import unless_busy

# In the session: whether a second factor is asked for, and is there. Counted out once in each log-in.
SECOND_FACTOR = "second_factor"
MISSING, ENOUGH = "missing", "enough"


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's, which also notes in the session what it is used from."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        self._note_device(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # The session may be another object by now: allauth reopens it in the middle of a log-in.
        self._note_device(request)
        remember_browser(request, response)
        return super().process_response(request, response)

    @staticmethod
    def _note_device(request: HttpRequest) -> None:
        request.session.device = device_of(request.headers.get("User-Agent", ""))  # type: ignore[attr-defined]  # ours


class SecondFactorMiddleware:
    """Who must have a second step and has none, gets to their own account and nowhere else until they do.

    An organisation that vouches for somebody has its own rules for how they prove who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR != "nobody" and request.user.is_authenticated:
            if SECOND_FACTOR not in request.session:
                _count_out(request)
            if request.session[SECOND_FACTOR] == MISSING and not _is_own_account(request):
                return redirect("accounts:profile")
        return self.get_response(request)


def _count_out(request: HttpRequest) -> None:
    """Written with the first page that is read, which waits for nobody: else it is counted out with the next."""
    session = request.session
    was_modified = session.modified
    session[SECOND_FACTOR] = ENOUGH if _is_enough(request) else MISSING
    try:
        unless_busy(session.save)
    except UpdateError as ended:  # the log-in was ended elsewhere while this was read
        raise SessionInterrupted from ended
    session.modified = was_modified


def _is_enough(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    if not must_have_second_factor(user) or has_second_factor(user):
        return True
    return any(record["method"] == "socialaccount" for record in get_authentication_records(request, user))


def _is_own_account(request: HttpRequest) -> bool:
    """Tokens do not count: whoever made one would get everywhere by it, with no second step at all."""
    if request.path.startswith(reverse("accounts:tokens")):
        return False
    return request.path.startswith((reverse("accounts:profile"), settings.STATIC_URL, reverse("ui:theme")))


class LanguageMiddleware:
    """The language a person chose wins over the browser's wish; Swedish is what everybody else meets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(_language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "sv")
        return response


def _language_of(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
