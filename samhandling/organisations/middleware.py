"""Every address below /samverkan/<slug>/ begins by asking whether this person may see that collaboration."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from samhandling.organisations.selectors import collaboration_for


class CollaborationMiddleware:
    """Turns the `collaboration` in the address into the collaboration itself, or into 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple[Any], kwargs: dict[str, Any]
    ) -> None:
        if "collaboration" in kwargs:
            kwargs["collaboration"] = collaboration_for(request.user, kwargs["collaboration"])
            request.collaboration = kwargs["collaboration"]  # type: ignore[attr-defined]  # read by the page frame
