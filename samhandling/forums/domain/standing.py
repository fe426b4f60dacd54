"""What may come out of a forum follows from its legal standing, and can only be narrowed by its type."""

from samhandling.forums.enums import Outcome, Standing

_WITHIN_STANDING: dict[Standing, tuple[Outcome, ...]] = {
    Standing.FORMAL: tuple(Outcome),
    Standing.APPOINTED: (Outcome.RECOMMENDATION, Outcome.POSITION, Outcome.CONSULTATION, Outcome.INFORMATION),
    Standing.CONSULTATION: (Outcome.CONSULTATION, Outcome.INFORMATION),
    Standing.OFFICERS: (Outcome.POSITION, Outcome.CONSULTATION, Outcome.INFORMATION),
}


def allowed_outcomes(standing: Standing, *, decides: bool, recommends: bool) -> list[Outcome]:
    """The strongest first. A type that may not decide does not decide, whatever its standing would allow."""
    withheld = set()
    if not decides:
        withheld.add(Outcome.DECISION)
    if not recommends:
        withheld.add(Outcome.RECOMMENDATION)
    return [outcome for outcome in _WITHIN_STANDING[standing] if outcome not in withheld]
