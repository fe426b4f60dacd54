"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Draft: the text is worked on. Proposed: the text is fixed and lies with the councils."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("with the parties for ratification")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EntryRule(TextChoices):
    """When the agreement may enter into force."""

    ALL = "all", _("when every party has ratified")
    REGION_AND_NUMBER = "region_and_number", _("when the region and a stated number of other parties have ratified")
    NUMBER = "number", _("when a stated number of parties have ratified")


class PartyRole(TextChoices):
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")
    OTHER = "other", _("other party")


class RatificationResult(TextChoices):
    RATIFIED = "ratified", _("ratified")
    RATIFIED_WITH_NOTE = "ratified_with_note", _("ratified with a note")
    DECLINED = "declined", _("declined")


class AimKind(TextChoices):
    AIM = "aim", _("aim")
    PERSPECTIVE = "perspective", _("cross-cutting perspective")


class ReviewKind(TextChoices):
    RELEVANCE = "relevance", _("currency review")
    MID_TERM = "mid_term", _("mid-term evaluation")
    CONTINUOUS = "continuous", _("continuous evaluation")
    FINAL = "final", _("final evaluation")


class ReviewOutcome(TextChoices):
    KEEP = "keep", _("still relevant as it is")
    REVISE = "revise", _("to be revised")
    REPLACE = "replace", _("to be replaced by a new agreement")


class ProposalState(TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Refusal(TextChoices):
    """Why something may not be done now: what is wrong, then what to do about it."""

    NOT_DRAFT = "not_draft", _("The text is fixed once the agreement has been sent for ratification.")
    NOT_PROPOSED = "not_proposed", _("The agreement must first be sent to the parties for ratification.")
    NOT_RUNNING = "not_running", _("Only an agreement in force can end.")
    ALREADY_CLOSED = "already_closed", _("The agreement has already taken effect, ended or been withdrawn.")
    ENDS_BEFORE_START = "ends_before_start", _("The last day comes before the first. Change one of the dates.")
    NUMBER_MISSING = "number_missing", _("State how many parties must have ratified.")
    TOO_FEW_PARTIES = "too_few_parties", _("An agreement needs at least two parties. Add them first.")
    NO_CLAUSES = "no_clauses", _("The agreement has no text. Write at least one clause first.")
    UNREACHABLE_NUMBER = "unreachable_number", _("More ratifications are required than there are parties.")
    NO_REGION = "no_region", _("The region must ratify, and no region is a party. Add it or change the rule.")
    DECLINED = "declined", _("A party has declined, and every party must ratify.")
    REGION_HAS_NOT_RATIFIED = "region_has_not_ratified", _("The region has not ratified yet.")
    RATIFICATIONS_MISSING = "ratifications_missing", _("Too few parties have ratified.")
    TOO_EARLY = "too_early", _("The agreement cannot take effect before its first day.")
    IN_THE_FUTURE = "in_the_future", _("The date lies ahead. Record it when the day has come.")
    PREDECESSOR_RUNS = "predecessor_runs", _("The former agreement is still in force on that day.")
    LAST_DAY_AHEAD = "last_day_ahead", _("The agreement's last day has not passed.")
    ALREADY_RATIFIED = "already_ratified", _("A party has already decided, so the text cannot be opened again.")
    REASON_MISSING = "reason_missing", _("Write why, so that the history can be understood.")
    ALREADY_PARTY = "already_party", _("The organisation is already a party.")
    NOT_IN_COLLABORATION = "not_in_collaboration", _("The organisation does not belong to this collaboration.")
    PARTY_HAS_TIES = "party_has_ties", _("The party cannot be removed while something depends on it:")
    AREA_KEY_TAKEN = "area_key_taken", _("Another area has the same short name. Choose another.")
    AREA_IN_USE = "area_in_use", _("Duties or special agreements belong to the area. Move them first.")
    CLAUSE_BELOW_ITSELF = "clause_below_itself", _("A clause cannot lie below itself.")
    CLAUSE_ELSEWHERE = "clause_elsewhere", _("The clause belongs to another agreement.")
    CLAUSE_HAS_CHILDREN = "clause_has_children", _("The clause has sub-clauses. Remove or move them first.")
    CLAUSE_HAS_DUTIES = "clause_has_duties", _("Duties rest on the clause. Move them to another clause first.")
    CLAUSE_REMOVED = "clause_removed", _("The clause has been removed.")
    CLAUSE_CHANGED = (
        "clause_changed",
        _("Somebody else changed the clause while you wrote. Read their text below, then save again."),
    )
    NOTHING_CHANGED = "nothing_changed", _("Nothing was changed.")
    LAW_WITHOUT_SECTION = "law_without_section", _("A legal duty needs both the law and its section.")
    EVIDENCE_MISSING = "evidence_missing", _("Write what shows that the duty is fulfilled.")
    OWNER_NOT_PARTY = "owner_not_party", _("A duty can only rest on one of the parties.")
    ALREADY_FULFILLED = "already_fulfilled", _("The duty is already marked as fulfilled.")
    NOT_FULFILLED = "not_fulfilled", _("The duty is not marked as fulfilled.")
    AGREEMENT_OVER = "agreement_over", _("The agreement has ended or been withdrawn, and stays as it was.")
    REVIEW_DONE = "review_done", _("The review has already been recorded.")
    BEFORE_REVIEW_OPENS = "before_review_opens", _("The review is recorded on a day before it begins.")
    NO_INDIVIDUAL_AGREEMENTS = "no_individual_agreements", _("This agreement has no individual agreements.")
    ANNEX_NOT_STARTED = "annex_not_started", _("Register the individual agreement first.")
