"""Värmland, where all have ratified, and Jämtland Härjedalen, where the councils are at work."""

from datetime import date
from typing import TYPE_CHECKING

from samhandling.demo.services.ratifying import enter, ratify
from samhandling.demo.services.stage import County, Stage, set_stage

if TYPE_CHECKING:
    from samhandling.accounts.models import User

VARMLAND = County(
    slug="varmland",
    name="Samverkan i Värmland",
    code="17",
    introduction="Region Värmland och sexton kommuner möts i Värmlandsrådet. Alla sjutton fullmäktige har antagit "
    "överenskommelsen.",
    accent="#7A2E3A",
    support="#3F6B4F",
)
JAMTLAND = County(
    slug="jamtland-harjedalen",
    name="Samverkan i Jämtland Härjedalen",
    code="23",
    introduction="Regionen och länets åtta kommuner samlar sig om nätverksbaserade arbetssätt, delade kontor och "
    "gemensamma utvecklingsfrågor.",
    accent="#2B4C7E",
    support="#8A6A1F",
)
UNDECIDED_IN_JAMTLAND = frozenset({"Berg", "Ragunda", "Strömsund", "Åre"})


def play_varmland(coordinator: "User", *, today: date) -> Stage:
    stage = set_stage(VARMLAND, coordinator, file="varmland.yaml", today=today, read_on=date(2018, 6, 1))
    ratify(stage, proposed_on=date(2018, 6, 10), first_on=date(2018, 9, 17))
    enter(stage, entered_on=date(2019, 1, 1))
    stage.fill("VR", title="Kommunstyrelsens ordförande", vacant={11})
    stage.fill("KDN", title="Kommundirektör", decided_by="Kommunens delegationsbeslut")
    return stage


def play_jamtland(coordinator: "User", *, today: date) -> Stage:
    stage = set_stage(JAMTLAND, coordinator, file="jamtland_harjedalen.yaml", today=today, read_on=date(2026, 8, 20))
    ratify(stage, proposed_on=date(2026, 9, 1), first_on=date(2026, 9, 28), but=UNDECIDED_IN_JAMTLAND)
    return stage
