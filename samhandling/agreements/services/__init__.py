"""What may be done to an agreement. One verb, one function; other rooms and the views enter here."""

from samhandling.agreements.services.agreement import (
    change_agreement,
    close_when_due,
    create_agreement,
    end_agreement,
    end_expired_agreements,
    enter_into_force,
    propose_agreement,
    reopen_agreement,
    withdraw_agreement,
)
from samhandling.agreements.services.annexes import (
    add_special_agreement,
    change_special_agreement,
    confirm_annex,
    remove_special_agreement,
    save_individual_agreement,
)
from samhandling.agreements.services.areas import (
    add_aim,
    add_area,
    change_aim,
    change_area,
    remove_aim,
    remove_area,
)
from samhandling.agreements.services.clauses import (
    add_clause,
    move_clause,
    remove_clause,
    rewrite_clause,
)
from samhandling.agreements.services.duties import (
    add_duty,
    add_legal_duties,
    change_duty,
    fulfil_duty,
    remove_duty,
    reopen_duty,
)
from samhandling.agreements.services.merging import merge_organisation
from samhandling.agreements.services.parties import (
    add_parties,
    add_party,
    record_ratification,
    remove_party,
    why_not_remove_party,
)
from samhandling.agreements.services.reviews import (
    cancel_review,
    change_review,
    plan_review,
    record_review,
)

__all__ = [
    "add_aim",
    "add_area",
    "add_clause",
    "add_duty",
    "add_legal_duties",
    "add_parties",
    "add_party",
    "add_special_agreement",
    "cancel_review",
    "change_agreement",
    "change_aim",
    "change_area",
    "change_duty",
    "change_review",
    "change_special_agreement",
    "close_when_due",
    "confirm_annex",
    "create_agreement",
    "end_agreement",
    "end_expired_agreements",
    "enter_into_force",
    "fulfil_duty",
    "merge_organisation",
    "move_clause",
    "plan_review",
    "propose_agreement",
    "record_ratification",
    "record_review",
    "remove_aim",
    "remove_area",
    "remove_clause",
    "remove_duty",
    "remove_party",
    "remove_special_agreement",
    "reopen_agreement",
    "reopen_duty",
    "rewrite_clause",
    "save_individual_agreement",
    "why_not_remove_party",
    "withdraw_agreement",
]
