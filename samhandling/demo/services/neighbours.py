"""Värmland, where all have ratified, and Jämtland Härjedalen, where the councils are at work."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from samhandling.demo.services.ratifying import enter, ratify
from samhandling.demo.services.stage import County, Stage, set_stage
from samhandling.demo.years import moved

if TYPE_CHECKING:
    from samhandling.accounts.models import User

VARMLAND = County(
    slug="varmland",
    name="Samverkan i Värmland",
    code="17",
    accent="#7A2E3A",
    support="#3F6B4F",
)
JAMTLAND = County(
    slug="jamtland-harjedalen",
    name="Samverkan i Jämtland Härjedalen",
    code="23",
    accent="#2B4C7E",
    support="#8A6A1F",
)
UNDECIDED_IN_JAMTLAND = frozenset({"Berg", "Ragunda", "Strömsund", "Åre"})


def play_varmland(coordinator: "User", *, today: date) -> Stage:
    stage = set_stage(VARMLAND, coordinator, file="varmland.yaml", today=today, read_on=moved(date(2018, 6, 1), today))
    ratify(stage, proposed_on=stage.on(2018, 6, 10), first_on=stage.on(2018, 9, 17))
    enter(stage, entered_on=stage.on(2019, 1, 1))
    stage.fill("VR", title="Kommunstyrelsens ordförande", vacant={11})
    stage.fill("KDN", title="Kommundirektör", decided_by="Kommunens delegationsbeslut")
    return stage


def play_jamtland(coordinator: "User", *, today: date) -> Stage:
    """The councils have been at it for the last two months, whatever month it is."""
    read_on, proposed_on, first_on = (today - timedelta(days=days) for days in (100, 90, 60))
    stage = set_stage(JAMTLAND, coordinator, file="jamtland_harjedalen.yaml", today=today, read_on=read_on)
    ratify(stage, proposed_on=proposed_on, first_on=first_on, but=UNDECIDED_IN_JAMTLAND)
    return stage
