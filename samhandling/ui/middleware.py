"""Nothing typed is lost: a form that meets the log-in is kept, and a file that was held comes along again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from samhandling.core.held_files import held_file
from samhandling.core.sending import HELD_FIELD, key_of
from samhandling.ui.keeping import keep_and_log_in, own_key


class KeptFormMiddleware:
    """Before anything asks who may: a stranger's form is somebody's who was logged in when its page was drawn.

    It stands before the collaboration is looked for, which a stranger may not know exists.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: tuple[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        if request.user.is_authenticated:
            _bring_held_files(request)
            return None
        key = key_of(request)
        is_saving = request.path == reverse("ui:draft_save")
        return keep_and_log_in(request, key) if key and not is_saving else None


def _bring_held_files(request: HttpRequest) -> None:
    names = [name for name in request.POST if name.startswith(HELD_FIELD)]
    owned = own_key(request) if names else None
    for name in names if owned else []:
        field = name.removeprefix(HELD_FIELD)
        held = None if field in request.FILES else held_file(owned[0], request.POST[name])  # type: ignore[index]  # owned
        if held:
            request.FILES[field] = held
