"""Who calls: a visitor, or a user by a token that reaches as far as its scopes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from samhandling.core import slots
from samhandling.core.api.problems import Problem

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class Caller:
    """`scopes` None is a visitor, who has no token that could be too narrow."""

    user: "Viewer"
    scopes: frozenset[str] | None = None

    def require(self, scope: str) -> None:
        """403 unless the token has the scope. A visitor passes: the selectors decide what they see."""
        if self.scopes is not None and scope not in self.scopes:
            raise Problem(
                "scope-missing",
                detail=_("This needs a token with the scope %(scope)s.") % {"scope": scope},
                headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'},
            )

    def require_token(self) -> None:
        """401 for visitors: whoever writes must say who they are."""
        if self.scopes is None:
            raise Problem("not-known", headers={"WWW-Authenticate": "Bearer"})


class TokenAuth(AuthBase):
    """Who calls is found by the accounts' room (slot `api.caller`: function(request) -> Caller). Then the token
    must reach this far, before anything that was sent is read.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A token of one's own, made on the page of one's account: sht_…"

    def __init__(self, scope: str, *, is_writing: bool) -> None:
        super().__init__()
        self.scope, self.is_writing = scope, is_writing

    def __call__(self, request: HttpRequest) -> Caller:
        (find_caller,) = slots.functions("api.caller")
        caller: Caller = find_caller(request)
        if self.is_writing:
            caller.require_token()
        caller.require(self.scope)
        return caller


class ApiRequest(HttpRequest):
    """Anybody: by a token or without."""

    user: "Viewer"
    auth: Caller


class ApiUserRequest(HttpRequest):
    """Somebody, by a token: what writing operations meet."""

    user: "User"
    auth: Caller
