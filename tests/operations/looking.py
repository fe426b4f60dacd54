"""What `samhandling check` would tell of the database of the test."""

from datetime import datetime

from django.utils import timezone

from samhandling.core.checks.running import find_all, find_beneath
from samhandling.core.findings import Finding


def findings(now: datetime | None = None) -> list[Finding]:
    """What lies beneath first, and the rest where that is sound."""
    for step in find_beneath():
        if found := list(step):
            return found
    return list(find_all(now=now or timezone.now()))


def found(now: datetime | None = None) -> list[tuple[str, str]]:
    """Code and place of every finding."""
    return [(finding.code, finding.where) for finding in findings(now)]
