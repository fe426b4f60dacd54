"""What programs may ask for, for the people who write them. Made from the same document as programs read."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samhandling.core.api.problems import KINDS
from samhandling.core.api.scopes import all_scopes
from samhandling.core.http import VisitorRequest


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the reference."""

    method: str
    path: str
    description: str
    scope: str
    parameters: list[dict[str, Any]]
    body: str


@require_safe
def reference(request: VisitorRequest, document: Callable[[], dict[str, Any]]) -> HttpResponse:
    described = document()
    context = {
        "version": described["info"]["version"],
        "base": f"{settings.SITE_URL}/api/v1",
        "chapters": _chapters(described["paths"]),
        "kinds": sorted(KINDS.values(), key=lambda kind: (kind.status, kind.name)),
        "scopes": all_scopes(),
    }
    return render(request, "portal/api.html", context)


def _chapters(paths: dict[str, Any]) -> dict[str, list[Operation]]:
    """The operations of each room, in the order they are mounted."""
    names = {
        "Organisations": _("Organisations"),
        "People": _("People"),
        "Ways of contact": _("Contact details"),
        "Documents": _("Documents"),
        "Agreements": _("Agreements"),
        "Forums": _("Forums"),
    }
    chapters: dict[str, list[Operation]] = defaultdict(list)
    for path, operations in paths.items():
        for method, operation in operations.items():
            tag = operation["tags"][0]
            chapters[names.get(tag, tag)].append(_operation(method, path, operation))
    return dict(chapters)


def _sentences(summary: str, description: str) -> str:
    """The description mostly begins with the summary; then it is shown once."""
    return description if description.startswith(summary) else f"{summary}. {description}".strip()


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        method=method.upper(),
        path=path.removeprefix("/api/v1"),
        description=_sentences(operation["summary"], operation.get("description", "")),
        scope=operation.get("x-required-scope", ""),
        parameters=[parameter for parameter in operation["parameters"] if parameter["in"] == "query"],
        body=schema.get("$ref", "").rpartition("/")[2],
    )
