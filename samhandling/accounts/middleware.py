"""What each request brings along from the person: the log-in with its device, and the language."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from samhandling.accounts.domain import device_of


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's, which also tells the session what it is used from."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        self._tell_device(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # The session may be another object by now: allauth opens it anew in the middle of a log-in.
        self._tell_device(request)
        return super().process_response(request, response)  # type: ignore[no-any-return]  # Django's stub says Any

    @staticmethod
    def _tell_device(request: HttpRequest) -> None:
        request.session.device = device_of(request.headers.get("User-Agent", ""))  # type: ignore[attr-defined]  # ours


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
