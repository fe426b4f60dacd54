"""Who calls: a visitor, or a user by a token that reaches as far as its scopes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

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


class ApiRequest(HttpRequest):
    """Anybody: by a token or without."""

    user: "Viewer"
    auth: Caller


class ApiUserRequest(HttpRequest):
    """Somebody, by a token: what writing operations meet."""

    user: "User"
    auth: Caller
