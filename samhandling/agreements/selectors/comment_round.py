"""How the parties have answered when they were asked for comments."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.domain.comment_round import answer_state
from samhandling.agreements.enums import AnswerState
from samhandling.agreements.models import Agreement, Party
from samhandling.agreements.permissions import can_edit, can_finish_comments, speaks_for

if TYPE_CHECKING:
    from datetime import datetime

    from samhandling.core.http import Viewer

_TONES = {AnswerState.DONE: "success", AnswerState.COMMENTED: "info", AnswerState.SILENT: "warning"}
_ORDER = [AnswerState.SILENT, AnswerState.COMMENTED, AnswerState.DONE]


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """How one party has answered, when it last did, and how many comments and proposals it has made."""

    party: Party
    state: AnswerState
    answered_on: date | None
    said: int
    may_answer: bool
    is_mine: bool

    @property
    def tone(self) -> str:
        return _TONES[self.state]

    @property
    def is_done(self) -> bool:
        return self.state is AnswerState.DONE


@dataclass(frozen=True, slots=True)
class CommentRound:
    """Every party's answer: those who have not given any come first."""

    due_on: date | None
    rows: list[PartyAnswer]
    may_remind: bool
    today: date

    def count(self, state: AnswerState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def silent(self) -> int:
        return self.count(AnswerState.SILENT)

    @property
    def to_remind(self) -> int:
        """Those who have not answered and were not reminded today."""
        return sum(row.state is AnswerState.SILENT and row.party.reminded_on != self.today for row in self.rows)

    @property
    def mine(self) -> list[PartyAnswer]:
        """The parties that this person answers for."""
        return [row for row in self.rows if row.is_mine]

    @property
    def in_words(self) -> str:
        """As in "9 of 15 are done, 4 have commented, 2 have not answered."."""
        done, commented, silent = (self.count(state) for state in AnswerState)
        parts = [
            ngettext("%(done)s of %(all)s is done", "%(done)s of %(all)s are done", done)
            % {"done": done, "all": len(self.rows)},
            ngettext("%(count)s has commented", "%(count)s have commented", commented) % {"count": commented},
            ngettext("%(count)s has not answered", "%(count)s have not answered", silent) % {"count": silent},
        ]
        return f"{', '.join(parts)}."

    @property
    def days_in_words(self) -> str:
        """How long there is left, or how long ago the day was."""
        if self.due_on is None:
            return ""
        days = (self.due_on - self.today).days
        if days == 0:
            return _("Today is the last day.")
        if days > 0:
            return ngettext("%(days)s day left.", "%(days)s days left.", days) % {"days": days}
        return ngettext("The day passed %(days)s day ago.", "The day passed %(days)s days ago.", -days) % {
            "days": -days
        }


def comment_round(viewer: "Viewer", agreement: Agreement, today: date) -> CommentRound:
    """One query, however many the parties are."""
    parties = agreement.parties.select_related("organisation").annotate(
        comment_count=Count("comments", distinct=True),
        proposal_count=Count("proposals", distinct=True),
        commented_at=Max("comments__written_at"),
        proposed_at=Max("proposals__proposed_at"),
    )
    is_editor = can_edit(viewer, agreement)
    rows = []
    for party in parties:
        party.agreement = agreement  # asked by the permission, and known already
        said = party.comment_count + party.proposal_count
        state = answer_state(party.comments_done_on, said)
        last = party.comments_done_on or _last_day(party.commented_at, party.proposed_at)
        may_answer, is_mine = can_finish_comments(viewer, party), speaks_for(viewer, party)
        rows.append(PartyAnswer(party, state, last, said, may_answer, is_mine))
    rows.sort(key=lambda row: _ORDER.index(row.state))
    return CommentRound(agreement.comments_due_on, rows, is_editor, today)


def said_by(party: Party) -> int:
    """How many comments and proposals the party has made."""
    return party.comments.count() + party.proposals.count()


def _last_day(*moments: "datetime | None") -> date | None:
    told = [moment for moment in moments if moment is not None]
    return timezone.localdate(max(told)) if told else None
