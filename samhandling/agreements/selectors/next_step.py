"""What stops the agreement's next step, in the words that page and service share."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from samhandling.agreements.domain.status import (
    Missing,
    missing_ratifications,
    why_not_end,
    why_not_enter_on,
    why_not_enter_yet,
    why_not_propose,
    why_not_reopen,
)
from samhandling.agreements.enums import EntryRule, PartyRole, Refusal, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.selectors.parties import votes_of


@dataclass(frozen=True, slots=True)
class Steps:
    """Why each step may not be taken today; an empty text where it may. None where it does not come into question."""

    propose: str | None = None
    reopen: str | None = None
    enter: str | None = None
    end: str | None = None
    withdraw: str | None = None
    renew: str | None = None


def steps_of(agreement: Agreement, today: date) -> Steps:
    """The steps that lie ahead of the agreement in its present state."""
    match Status(agreement.status):
        case Status.DRAFT:
            return Steps(propose=_words(why_not_propose_now(agreement)), withdraw="")
        case Status.PROPOSED:
            decided = agreement.parties.exclude(ratification=None).count()
            return Steps(
                enter=_why_not_enter_in_words(agreement, today),
                reopen=_words(why_not_reopen(Status.PROPOSED, decided)),
                withdraw="",
            )
        case Status.IN_FORCE:
            return Steps(
                end=_words(why_not_end(Status.IN_FORCE, agreement.ends_on, today)), renew=_why_not_renew(agreement)
            )
        case Status.ENDED:
            return Steps(renew=_why_not_renew(agreement))
        case _:
            return Steps()


def _why_not_renew(agreement: Agreement) -> str | None:
    """Next term is drafted once; a draft that was withdrawn does not count."""
    is_drafted = Agreement.objects.filter(predecessor=agreement).exclude(status=Status.WITHDRAWN).exists()
    return None if is_drafted else ""


def missing_for(agreement: Agreement) -> Missing:
    """What the agreement's own entry rule still waits for."""
    return missing_ratifications(EntryRule(agreement.entry_rule), agreement.entry_number, votes_of(agreement))


def missing_in_words(missing: Missing) -> str:
    """How many are missing, to follow after the refusal."""
    if not missing.ratifications:
        return ""
    return ngettext("%(number)s is missing.", "%(number)s are missing.", missing.ratifications) % {
        "number": missing.ratifications
    }


def why_not_propose_now(agreement: Agreement) -> Refusal | None:
    roles = [PartyRole(role) for role in agreement.parties.values_list("role", flat=True)]
    clauses = agreement.clauses.filter(is_removed=False).count()
    rule = EntryRule(agreement.entry_rule)
    return why_not_propose(Status(agreement.status), roles, clauses, rule, agreement.entry_number)


def why_not_enter_on_day(agreement: Agreement, entered_on: date, today: date) -> Refusal | None:
    former = predecessor_in_force(agreement)
    return why_not_enter_on(entered_on, agreement.starts_on, today, former.ends_on if former else None)


def predecessor_in_force(agreement: Agreement) -> Agreement | None:
    """The agreement that this one follows, if it is in force still."""
    former = agreement.predecessor
    return former if former and former.status == Status.IN_FORCE else None


def _why_not_enter_in_words(agreement: Agreement, today: date) -> str:
    missing = missing_for(agreement)
    refusal = why_not_enter_yet(Status(agreement.status), missing)
    if refusal:
        return f"{_words(refusal)} {missing_in_words(missing)}".strip()
    return _words(why_not_enter_on_day(agreement, today, today))


def _words(refusal: Refusal | None) -> str:
    return str(refusal.label) if refusal else ""
