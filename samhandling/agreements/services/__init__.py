"""What may be done to an agreement. One verb, one function; other rooms and the views enter here."""

from samhandling.agreements.services.agreement import (
    change_agreement,
    create_agreement,
    end_agreement,
    end_expired_agreements,
    enter_into_force,
    propose_agreement,
    reopen_agreement,
    withdraw_agreement,
)
from samhandling.agreements.services.clauses import add_clause, move_clause, remove_clause, rewrite_clause

__all__ = [
    "add_clause",
    "change_agreement",
    "create_agreement",
    "end_agreement",
    "end_expired_agreements",
    "enter_into_force",
    "move_clause",
    "propose_agreement",
    "remove_clause",
    "reopen_agreement",
    "rewrite_clause",
    "withdraw_agreement",
]
