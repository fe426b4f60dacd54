"""What is read during a renewal: the two texts side by side, and what the parties have said."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.domain.comparison import Row, Side, compare, counts
from samhandling.agreements.domain.differences import DiffPart, words_changed
from samhandling.agreements.domain.renewal import is_outdated
from samhandling.agreements.enums import Difference, ProposalState
from samhandling.agreements.models import Agreement, Clause, ClauseVersion, Comment, Party, Proposal
from samhandling.organisations.permissions import parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


_TONES = {ProposalState.OPEN: "warning", ProposalState.ACCEPTED: "success", ProposalState.DECLINED: "neutral"}


@dataclass(frozen=True, slots=True)
class Term:
    """One of the terms beside the text, before and after."""

    name: str
    old: str
    new: str

    @property
    def is_changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Comparison:
    """The former agreement and the new one, line by line."""

    old: Agreement
    new: Agreement
    rows: list[Row]
    terms: list[Term]

    @property
    def counts(self) -> list[tuple[Difference, int]]:
        """How many clauses there are of each kind, without the kinds that there are none of."""
        return [(kind, count) for kind, count in counts(self.rows).items() if count]

    @property
    def in_words(self) -> str:
        """How many clauses there are of each kind, as a sentence for the top of the page."""
        words = [_counted(kind, count) for kind, count in self.counts]
        return f"{', '.join(words)}." if words else ""


def _counted(kind: Difference, count: int) -> str:
    words = {
        Difference.SAME: ngettext("%(count)s clause is the same", "%(count)s clauses are the same", count),
        Difference.CHANGED: ngettext("%(count)s is changed", "%(count)s are changed", count),
        Difference.NEW: ngettext("%(count)s is new", "%(count)s are new", count),
        Difference.REMOVED: ngettext("%(count)s is removed", "%(count)s are removed", count),
        Difference.MOVED: ngettext("%(count)s is moved", "%(count)s are moved", count),
    }
    return words[kind] % {"count": count}


@dataclass(frozen=True, slots=True)
class ComparedProposal:
    """A proposal with the difference it would make to the wording it was written against."""

    proposal: Proposal
    parts: list[DiffPart]
    is_outdated: bool
    # What accepting it would do to the wording of today, when that is another.
    parts_today: list[DiffPart]

    @property
    def is_open(self) -> bool:
        return self.proposal.state == ProposalState.OPEN

    @property
    def state(self) -> str:
        return capfirst(self.proposal.get_state_display())

    @property
    def tone(self) -> str:
        return _TONES[ProposalState(self.proposal.state)]


@dataclass(frozen=True, slots=True)
class ClauseTalk:
    """A clause of the draft with all that has been said about it."""

    clause: Clause | None
    comments: list[Comment]
    proposals: list[ComparedProposal]

    @property
    def anchor(self) -> str:
        return f"punkt-{self.clause.pk}" if self.clause else "helheten"

    @property
    def is_silent(self) -> bool:
        """Nobody has said anything about it."""
        return not self.comments and not self.proposals


@dataclass(frozen=True, slots=True)
class Talk:
    """All that has been said, and the clauses that nobody has said anything about."""

    spoken: list[ClauseTalk]
    silent: list[ClauseTalk]


def talk_of(agreement: Agreement) -> Talk:
    """The same as `talk_about`, parted for a page: what has been said comes first."""
    talks = talk_about(agreement)
    spoken = [talk for talk in talks if not talk.is_silent]
    return Talk(spoken, [talk for talk in talks if talk.is_silent and talk.clause])


def clauses_in_order(agreement: Agreement) -> list[Clause]:
    """The text as it stands, in reading order."""
    present = Clause.objects.filter(agreement=agreement, is_removed=False)
    return sorted(present, key=lambda clause: number_key(clause.number))


def comparison_of(agreement: Agreement) -> Comparison | None:
    """The agreement beside the one it was drafted from; None when it was not drafted from any."""
    old = agreement.predecessor
    if old is None:
        return None
    rows = compare(_sides(old), _sides(agreement))
    return Comparison(old, agreement, rows, _terms(old, agreement))


def _sides(agreement: Agreement) -> list[Side]:
    return [
        Side(clause.pk, clause.number, clause.heading, clause.text, clause.parent_id, clause.origin_id)
        for clause in clauses_in_order(agreement)
    ]


def _terms(old: Agreement, new: Agreement) -> list[Term]:
    return [
        Term(_("Name"), old.title, new.title),
        Term(_("Period"), _period(old), _period(new)),
        Term(_("Enters into force"), _rule(old), _rule(new)),
        Term(_("Parties"), _names(old, "parties"), _names(new, "parties")),
        Term(_("Areas"), _names(old, "areas"), _names(new, "areas")),
        Term(_("Aims and perspectives"), _names(old, "aims"), _names(new, "aims")),
    ]


def _period(agreement: Agreement) -> str:
    return f"{date_format(agreement.starts_on, 'j F Y')} – {date_format(agreement.ends_on, 'j F Y')}"


def _rule(agreement: Agreement) -> str:
    rule = str(agreement.get_entry_rule_display())
    return f"{rule} ({agreement.entry_number})" if agreement.entry_number else rule


def _names(agreement: Agreement, rows: str) -> str:
    found: QuerySet[Party] = getattr(agreement, rows).all()
    if rows == "parties":
        found = found.select_related("organisation")
    return ", ".join(str(row) for row in found)


def talk_about(agreement: Agreement) -> list[ClauseTalk]:
    """Everything said about the draft: first on the whole, then clause by clause, the silent ones too."""
    comments: dict[int | None, list[Comment]] = {}
    for comment in Comment.objects.filter(agreement=agreement).select_related("party__organisation", "written_by"):
        comments.setdefault(comment.clause_id, []).append(comment)
    proposals = _compared_proposals(agreement)
    whole = ClauseTalk(None, comments.get(None, []), [])
    spoken_of = {pk for pk in [*comments, *proposals] if pk is not None}
    gone = Clause.objects.filter(pk__in=spoken_of, is_removed=True)
    return [
        whole,
        *(
            ClauseTalk(clause, comments.get(clause.pk, []), proposals.get(clause.pk, []))
            for clause in [*clauses_in_order(agreement), *gone]
        ),
    ]


def _compared_proposals(agreement: Agreement) -> dict[int, list[ComparedProposal]]:
    found = Proposal.objects.filter(clause__agreement=agreement).select_related(
        "clause", "party__organisation", "proposed_by"
    )
    texts = {
        (version.clause_id, version.version): version.text
        for version in ClauseVersion.objects.filter(clause__agreement=agreement)
    }
    by_clause: dict[int, list[ComparedProposal]] = {}
    for proposal in found:
        base = texts.get((proposal.clause_id, proposal.base_version), proposal.clause.text)
        by_clause.setdefault(proposal.clause_id, []).append(_compared(proposal, base))
    return by_clause


def compared(proposal: Proposal) -> ComparedProposal:
    """One proposal with what it would change."""
    written = ClauseVersion.objects.filter(clause=proposal.clause, version=proposal.base_version).first()
    return _compared(proposal, written.text if written else proposal.clause.text)


def _compared(proposal: Proposal, base: str) -> ComparedProposal:
    outdated = proposal.state == ProposalState.OPEN and is_outdated(proposal.base_version, proposal.clause.version)
    today = words_changed(proposal.clause.text, proposal.text) if outdated else []
    return ComparedProposal(proposal, words_changed(base, proposal.text), outdated, today)


def parties_spoken_for(viewer: "Viewer", agreement: Agreement) -> list[Party]:
    """The parties of this agreement that the viewer answers for."""
    mine = parties_of(viewer, agreement.collaboration_id)
    return list(agreement.parties.filter(organisation__in=mine).select_related("organisation", "agreement"))


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Which party answered first, and when."""

    party: Party
    at: date


def first_answer_of(agreement: Agreement) -> FirstAnswer | None:
    """Whoever of the parties first commented, proposed a text, or said that it has no more comments.

    The coordinator’s own words are no answer.
    """
    comments = Comment.objects.filter(agreement=agreement, party__isnull=False).select_related("party__organisation")
    proposals = Proposal.objects.filter(clause__agreement=agreement, party__isnull=False)
    first = comments.order_by("written_at").first()
    other = proposals.select_related("party__organisation").order_by("proposed_at").first()
    answers = [FirstAnswer(first.party, localtime(first.written_at).date())] if first and first.party else []
    answers += [FirstAnswer(other.party, localtime(other.proposed_at).date())] if other and other.party else []
    done = agreement.parties.exclude(comments_done_on=None).select_related("organisation").order_by("comments_done_on")
    answers += [FirstAnswer(party, party.comments_done_on) for party in done[:1] if party.comments_done_on]
    return min(answers, key=lambda answer: answer.at, default=None)


def proposal_for(agreement: Agreement, pk: int) -> Proposal:
    return get_object_or_404(
        Proposal.objects.select_related("clause__agreement", "party__organisation"), clause__agreement=agreement, pk=pk
    )


def comment_for(agreement: Agreement, pk: int) -> Comment:
    return get_object_or_404(
        Comment.objects.select_related("agreement", "party__organisation"), agreement=agreement, pk=pk
    )


def clause_of(agreement: Agreement, pk: int) -> Clause:
    return get_object_or_404(Clause.objects.select_related("agreement"), agreement=agreement, pk=pk, is_removed=False)
