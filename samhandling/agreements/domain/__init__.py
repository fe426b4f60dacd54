"""The rules of agreements: values in, values out. No clock, no database, no request."""

from samhandling.agreements.domain.differences import words_changed
from samhandling.agreements.domain.gaps import Gap, in_order_of_severity
from samhandling.agreements.domain.name_variants import TwoNames, names_in_two_ways
from samhandling.agreements.domain.reviews import next_review

__all__ = ["Gap", "TwoNames", "in_order_of_severity", "names_in_two_ways", "next_review", "words_changed"]
