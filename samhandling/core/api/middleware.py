"""What goes wrong before an operation is reached is a problem in JSON too: an unknown address, a lying Host."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from samhandling.core.api.language import language_for
from samhandling.core.api.problems import MEDIA_TYPE, problem_of_status

PREFIX = "/api/v"


class ProblemMiddleware:
    """Stands first, so that it sees what all others answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_ours = request.path_info.startswith(PREFIX) and response.status_code >= 400
        if is_ours and response.headers.get("Content-Type", "") != MEDIA_TYPE:
            language = language_for(request)
            with translation.override(language):
                response.content = problem_of_status(response.status_code).body(request)
            response.headers["Content-Type"] = MEDIA_TYPE
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["Content-Language"] = language
            response.headers["Cache-Control"] = "no-store"
        if request.path_info.startswith(PREFIX):
            # A browser that is led here keeps a file named so, and never shows or runs what somebody once wrote.
            response.headers.setdefault("Content-Disposition", 'attachment; filename="api.json"')
        return response
