"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.core.numbers import kr, percent
from samhandling.finance.models import Funder, IndexFigure, PartyDecision

WORDS = RoomWords(
    room="finance",
    sentences={
        "index.noted": _("Entered a year’s index"),
        "index.corrected": _("Corrected a year’s index"),
        "fee_base.set": _("Entered the base year’s fees"),
        "fee_list.drafted": _("Calculated a year’s fees"),
        "fee_list.checked": _("Checked a year’s fees"),
        "fee_list.adopted": _("Recorded the adoption of a year’s fees"),
        "fee_list.discarded": _("Deleted a draft of a year’s fees"),
        "cost_split.drafted": _("Drafted a shared cost"),
        "cost_split.changed": _("Changed how a cost is shared"),
        "cost_split.adopted": _("Recorded the adoption of a shared cost"),
        "cost_split.discarded": _("Deleted a draft of a shared cost"),
        "project.started": _("Added a joint project"),
        "project.changed": _("Edited the project’s details"),
        "project.removed": _("Removed a project"),
        "project.funder_added": _("Added a funder"),
        "project.funder_removed": _("Removed a funder"),
        "project.budgeted": _("Entered a funder’s budget"),
        "project.decided": _("Recorded a party’s decision on the project"),
    },
    nouns={
        "index": IndexFigure,
        "project.decided": PartyDecision,
        "project.funder_added": Funder,
    },
    fields={
        "party": _("party"),
        "funder": _("funder"),
        "agreement": _("agreement"),
        "area": _("area"),
        "sum_ore": _("total"),
        "index.percent": _("index"),
    },
    units={
        "percent": percent,
        "sum_ore": kr,
        "total_ore": kr,
    },
)
