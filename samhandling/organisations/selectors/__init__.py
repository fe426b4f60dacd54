"""Reads of the address book. The rooms above take what they need from here."""

from samhandling.organisations.selectors.collaborations import (
    collaboration_for,
    overview_of,
    participants,
    participations_of,
)
from samhandling.organisations.selectors.organisations import (
    county_population,
    organisation_for,
    organisation_keys,
    organisations_in,
    organisations_of,
    population_of,
)

__all__ = [
    "collaboration_for",
    "county_population",
    "organisation_for",
    "organisation_keys",
    "organisations_in",
    "organisations_of",
    "overview_of",
    "participants",
    "participations_of",
    "population_of",
]
