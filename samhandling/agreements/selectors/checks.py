"""What cannot be so in any agreement, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Clause, ClauseVersion, Party
from samhandling.core.findings import Finding
from samhandling.lib.swedish import search_key

_NOT_ENTERED = "The agreement has been in force, and no day says from when. Write entered_on by the parties' decisions."
_ENTERED_TOO_SOON = (
    "The agreement has entered into force and is still a draft or with the parties. Settle which is true."
)
_TWICE = "The same organisation is party twice, itself or by one that was merged into it. Remove one of the parties."
_FOREIGN = "The party belongs to another collaboration. Find out who wrote past the application, and correct it."
_UNLIKE = "The clause does not say what its newest version says. Compare the two, and save the clause anew."
_STALE = "The clause is found by other words than it has. Save it anew."


def check_agreements(_now: datetime) -> Iterator[Finding]:
    yield from _check_entry()
    yield from _check_parties()
    yield from _check_clauses()


def _check_entry() -> Iterator[Finding]:
    entered = Q(status=Status.IN_FORCE) | Q(status=Status.ENDED)
    for number in _numbers(Agreement.objects.filter(entered, entered_on=None)):
        yield Finding("agreements.not_entered", f"agreements.agreement {number}", _NOT_ENTERED)
    unentered = Agreement.objects.filter(status__in=[Status.DRAFT, Status.PROPOSED]).exclude(entered_on=None)
    for number in _numbers(unentered):
        yield Finding("agreements.entered_too_soon", f"agreements.agreement {number}", _ENTERED_TOO_SOON)


def _check_parties() -> Iterator[Finding]:
    kept = Coalesce("organisation__merged_into_id", "organisation_id")
    parties = Party.objects.order_by().annotate(kept=kept).values_list("agreement_id", "kept")
    for agreement, organisation in (
        parties.annotate(times=Count("pk")).filter(times__gt=1).values_list("agreement_id", "kept")
    ):
        where = f"agreements.agreement {agreement}, organisations.organisation {organisation}"
        yield Finding("agreements.party_twice", where, _TWICE)
    foreign = Party.objects.exclude(organisation__collaboration=None).exclude(
        organisation__collaboration=F("agreement__collaboration")
    )
    for number in _numbers(foreign):
        yield Finding("agreements.foreign_party", f"agreements.party {number}", _FOREIGN)


def _check_clauses() -> Iterator[Finding]:
    """The versions are the text's own history, so the newest must be the text."""
    newest = ClauseVersion.objects.filter(clause=OuterRef("pk")).order_by("-version")
    clauses = Clause.objects.order_by("pk").annotate(
        newest_version=Subquery(newest.values("version")[:1]),
        newest_heading=Subquery(newest.values("heading")[:1]),
        newest_text=Subquery(newest.values("text")[:1]),
    )
    for clause in clauses.iterator(chunk_size=1000):
        told = (clause.newest_version, clause.newest_heading, clause.newest_text)
        if told != (clause.version, clause.heading, clause.text):
            yield Finding("agreements.unlike_version", f"agreements.clause {clause.pk}", _UNLIKE)
        if clause.search_key != search_key(f"{clause.heading} {clause.text}"):
            yield Finding("agreements.stale_keys", f"agreements.clause {clause.pk}", _STALE)


def _numbers(rows: QuerySet[Agreement] | QuerySet[Party]) -> Iterator[int]:
    yield from rows.order_by("pk").values_list("pk", flat=True)
