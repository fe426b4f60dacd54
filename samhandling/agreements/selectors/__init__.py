"""What may be read about agreements. Other rooms and the views enter here."""

from samhandling.agreements.selectors.agreements import agreement_for, agreements_of, standing_of, standings_of
from samhandling.agreements.selectors.gap_list import open_gaps_of
from samhandling.agreements.selectors.gaps import all_gaps_of

__all__ = ["agreement_for", "agreements_of", "all_gaps_of", "open_gaps_of", "standing_of", "standings_of"]
