"""Councils that say yes, one after the other. The decisions and their numbers are made up."""

from datetime import date, timedelta

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.services.agreement import enter_into_force, take_over_as_proposed
from samhandling.agreements.services.parties import record_ratification
from samhandling.demo.selectors import parties_of
from samhandling.demo.services.stage import Stage


def ratify(stage: Stage, *, proposed_on: date, first_on: date, but: frozenset[str] = frozenset()) -> None:
    """Send the agreement out and let every council but those named decide, a few days apart."""
    take_over_as_proposed(actor=stage.coordinator, agreement=stage.agreement, proposed_on=proposed_on)
    for number, party in enumerate(parties_of(stage.agreement)):
        if party.organisation.display_name in but:
            continue
        decided_on = first_on + timedelta(days=3 * number)
        is_region = party.role == PartyRole.REGION
        record_ratification(
            actor=stage.coordinator,
            party=party,
            result="ratified",
            body="Regionfullmäktige" if is_region else "Kommunfullmäktige",
            decided_on=decided_on,
            section=f"§ {40 + 7 * number}",
            registration_number=f"{'RS' if is_region else 'KS'} {decided_on.year}-{120 + 13 * number}",
            today=stage.today,
        )


def enter(stage: Stage, *, entered_on: date) -> None:
    stage.agreement.refresh_from_db()
    enter_into_force(actor=stage.coordinator, agreement=stage.agreement, entered_on=entered_on, today=stage.today)
