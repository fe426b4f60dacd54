"""What cannot be so in any agreement, whoever wrote it: for `samhandling check`."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samhandling.agreements.domain.clauses import Place, outline
from samhandling.agreements.enums import ProposalState, Status
from samhandling.agreements.models import Agreement, Clause, ClauseVersion, Party, Proposal
from samhandling.core.checks.states import Life
from samhandling.core.findings import Finding
from samhandling.core.models import Event
from samhandling.lib.swedish import search_key

_NOT_ENTERED = "The agreement has been in force, and no day says from when. Write entered_on by the parties' decisions."
_ENTERED_TOO_SOON = (
    "The agreement has entered into force and is still a draft or with the parties. Settle which is true."
)
_TWICE = "The same organisation is party twice, itself or by one that was merged into it. Remove one of the parties."
_UNLIKE = "The clause does not say what its newest version says. Compare the two, and save the clause anew."
_STALE = "The clause is found by other words than it has. Save it anew."
_MISNUMBERED = "The clause's number is not that of its place in the text. Move it in the pages, to where it belongs."
_VERSION_GONE = "Versions of the clause are missing between its first and its newest. Restore them from a backup."
_UNDATED = "The proposal is open and has a day of decision, or is decided and has none. Compare it with a backup."
_UNDECIDED = "More proposals are {state} than have been. Compare them with a backup, and with the history."
LIFE = Life(
    Agreement,
    "status",
    begins=[Status.DRAFT],
    after={
        "agreement.proposed": [Status.PROPOSED],
        "agreement.reopened": [Status.DRAFT],
        "agreement.entered": [Status.IN_FORCE],
        "agreement.ended": [Status.ENDED],
        "agreement.withdrawn": [Status.WITHDRAWN],
    },
)


def check_agreements(_now: datetime) -> Iterator[Finding]:
    yield from _check_entry()
    yield from _check_parties()
    yield from _check_clauses()
    yield from _check_numbers()
    yield from _check_proposals()
    yield from LIFE.contradictions()


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


def _check_clauses() -> Iterator[Finding]:
    """The versions are the text's own history, so the newest must be the text."""
    newest = ClauseVersion.objects.filter(clause=OuterRef("pk")).order_by("-version")
    clauses = Clause.objects.order_by("pk").annotate(
        newest_version=Subquery(newest.values("version")[:1]),
        newest_heading=Subquery(newest.values("heading")[:1]),
        newest_text=Subquery(newest.values("text")[:1]),
    )
    for clause in clauses.iterator(chunk_size=1000):
        newest_wording = (clause.newest_version, clause.newest_heading, clause.newest_text)
        if newest_wording != (clause.version, clause.heading, clause.text):
            yield Finding("agreements.unlike_version", f"agreements.clause {clause.pk}", _UNLIKE)
        if clause.search_key != search_key(f"{clause.heading} {clause.text}"):
            yield Finding("agreements.stale_keys", f"agreements.clause {clause.pk}", _STALE)


def _check_numbers() -> Iterator[Finding]:
    """The text is numbered without holes, and so are the versions of each clause."""
    clauses = Clause.objects.filter(is_removed=False).order_by("agreement_id", "pk")
    rows = clauses.values_list("agreement_id", "pk", "parent_id", "position", "number").iterator(chunk_size=2000)
    for _agreement, text in groupby(rows, key=lambda row: row[0]):
        numbered = {pk: (Place(pk, parent, position), number) for _agreement, pk, parent, position, number in text}
        right = outline(place for place, _number in numbered.values())
        for pk, (_place, number) in numbered.items():
            if number != right.get(pk):  # what lies below nothing of the text has no number at all
                yield Finding("agreements.misnumbered", f"agreements.clause {pk}", _MISNUMBERED)
    versions = (
        ClauseVersion.objects.order_by("clause").values("clause").annotate(there=Count("pk"), last=Max("version"))
    )
    for clause in versions.exclude(there=F("last")).values_list("clause", flat=True):
        yield Finding("agreements.version_gone", f"agreements.clause {clause}", _VERSION_GONE)


def _check_proposals() -> Iterator[Finding]:
    """Their decisions are remembered on the agreement; a proposal may have gone since, and none comes of itself."""
    undated = Q(state=ProposalState.OPEN, decided_at__isnull=False) | ~Q(state=ProposalState.OPEN) & Q(decided_at=None)
    for number in _numbers(Proposal.objects.filter(undated)):
        yield Finding("agreements.undated_proposal", f"agreements.proposal {number}", _UNDATED)
    for state in (ProposalState.ACCEPTED, ProposalState.DECLINED):
        decided = Event.objects.filter(object_type="agreements.agreement", verb=f"proposal.{state.value}").order_by()
        remembered = Counter(dict(decided.values_list("object_id").annotate(Count("pk"))))
        there = Proposal.objects.filter(state=state).order_by("clause__agreement").values_list("clause__agreement")
        for agreement, count in there.annotate(Count("pk")):
            if count > remembered[agreement]:
                words = _UNDECIDED.format(state=state.value)
                yield Finding("agreements.undecided_proposal", f"agreements.agreement {agreement}", words)


def _numbers(rows: QuerySet[Any]) -> Iterator[int]:
    yield from rows.order_by("pk").values_list("pk", flat=True)
