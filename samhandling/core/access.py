"""The one sentence every service begins with."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Stop with 403 unless the person may. Strangers never get here: their lookup gave 404."""
    if not allowed:
        raise PermissionDenied
