"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.finance.models import Funder, IndexFigure, PartyDecision
from samhandling.lib.money import format_kronor, format_percent

WORDS = RoomWords(
    room="finance",
    sentences={
        "index.noted": _("Noted a year's index"),
        "index.corrected": _("Corrected a year's index"),
        "fee_base.set": _("Wrote in the fees of the base year"),
        "fee_list.drafted": _("Reckoned a year's fees"),
        "fee_list.checked": _("Checked a year's fees"),
        "fee_list.adopted": _("Noted that a year's fees were adopted"),
        "fee_list.discarded": _("Threw away a draft of a year's fees"),
        "cost_split.drafted": _("Drafted a shared cost"),
        "cost_split.changed": _("Shared a cost in another way"),
        "cost_split.adopted": _("Noted that a shared cost was adopted"),
        "cost_split.discarded": _("Threw away a draft of a shared cost"),
        "project.started": _("Noted a joint project"),
        "project.changed": _("Changed what is said about the project"),
        "project.removed": _("Removed a project"),
        "project.funder_added": _("Added a funder"),
        "project.funder_removed": _("Removed a funder"),
        "project.budgeted": _("Wrote a funder's budget"),
        "project.decided": _("Recorded a party's decision on the project"),
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
        "sum_ore": _("sum"),
        "index.percent": _("index"),
    },
    units={
        "percent": lambda thousandths: f"{format_percent(thousandths)} %",
        "sum_ore": lambda ore: f"{format_kronor(ore)} kr",
        "total_ore": lambda ore: f"{format_kronor(ore)} kr",
    },
)
