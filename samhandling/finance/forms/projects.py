"""A joint project: what it is, who funds it, each funder's budget, and a party's decision."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField, TextField
from samhandling.core.forms import offer
from samhandling.finance.enums import DecisionResult, FunderKind, Means
from samhandling.finance.forms.fields import KronorField, PercentField, PlainForm
from samhandling.organisations.forms.choices import OrganisationChoice

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.agreements.models import Agreement, Area
    from samhandling.finance.models import Funder
    from samhandling.organisations.models import Organisation


class ProjectForm(PlainForm):
    title = LineField(
        label=_("What is the project called?"),
        max_length=200,
        error_messages={"required": _("Enter what the project is called.")},
    )
    purpose = TextField(label=_("What is it for?"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    owner = OrganisationChoice(label=_("Who owns it?"))
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        label=_("Which area?"), queryset=None, required=False, empty_label=_("No area")
    )
    starts_on = DayField(label=_("First day"), widget=forms.DateInput)
    ends_on = DayField(label=_("Last day"), widget=forms.DateInput)
    registration_number = LineField(label=_("Registration number"), max_length=60, required=False)
    outcome = TextField(label=_("What was the outcome?"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(
        self, *args: Any, owners: "QuerySet[Organisation]", agreement: "Agreement | None", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners)
        if agreement is None:
            del self.fields["area"]
        else:
            offer(self, area=agreement.areas.all())


class FunderForm(PlainForm):
    organisation = OrganisationChoice(
        label=_("Which organisation?"), required=False, help_text=_("Leave empty if it is someone else.")
    )
    name = LineField(label=_("If another funder: its name"), max_length=150, required=False)
    kind = forms.ChoiceField(label=_("What type of funder is it?"), choices=FunderKind.choices)
    limit = PercentField(
        label=_("What is the maximum share, in percent?"),
        help_text=_("The funder’s own limit, such as 50. Leave empty if there is none."),
        required=False,
    )

    def __init__(self, *args: Any, organisations: "QuerySet[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=organisations)

    def clean_limit(self) -> int | None:
        """Per mille."""
        thousandths: int | None = self.cleaned_data["limit"]
        if thousandths is not None and (not 0 <= thousandths <= 100_000 or thousandths % 100):
            raise ValidationError(_("Enter a percentage between 0 and 100 with at most one decimal."))
        return None if thousandths is None else thousandths // 100

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("organisation") and not cleaned.get("name"):
            self.add_error("name", _("Choose an organisation, or enter the funder’s name."))
        cleaned["limit_per_mille"] = cleaned.pop("limit", None)
        return cleaned


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One row of the table that the budget is written in."""

    year: int
    cells: list[forms.BoundField]


class BudgetForm(PlainForm):
    """One funder's budget: for each year what it puts in, in cash and in kind, planned and as it turned out."""

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            for means in Means:
                words = {"year": year, "means": means.label}
                self._add(f"planned_{year}_{means}", _("%(year)s planned %(means)s") % words)
                self._add(f"spent_{year}_{means}", _("%(year)s actual %(means)s") % words)

    def _add(self, name: str, label: str) -> None:
        """A cell of the table, where the column's heading is its label; those who cannot see the column are told it."""
        field = KronorField(label=label, required=False)
        field.widget.attrs |= {"aria-label": label, "class": "ds-input amount"}
        self.fields[name] = field

    @property
    def table(self) -> list[BudgetYear]:
        """The fields year by year: in cash planned and outcome, in kind planned and outcome."""
        return [
            BudgetYear(year, [self[f"{what}_{year}_{means}"] for means in Means for what in ("planned", "spent")])
            for year in self.years
        ]

    def lines(self) -> list[tuple[int, str, int, int | None]]:
        """Year, means, planned, outcome; nothing for what was left empty."""
        written = self.cleaned_data
        return [
            (year, str(means), written[f"planned_{year}_{means}"] or 0, written[f"spent_{year}_{means}"])
            for year in self.years
            for means in Means
            if written[f"planned_{year}_{means}"] is not None or written[f"spent_{year}_{means}"] is not None
        ]


def budget_of(funder: "Funder") -> dict[str, int | None]:
    """What is written already, for the form to begin with."""
    written: dict[str, int | None] = {}
    for line in funder.lines.all():
        written[f"planned_{line.year}_{line.means}"] = line.planned_ore
        written[f"spent_{line.year}_{line.means}"] = line.spent_ore
    return written


class DecisionForm(PlainForm):
    result = forms.ChoiceField(label=_("What was decided?"), choices=DecisionResult.choices, widget=forms.RadioSelect)
    body = LineField(label=_("Which body decided?"), max_length=120)
    decided_on = DayField(label=_("When was it decided?"), widget=forms.DateInput)
    section = LineField(label=_("Section"), max_length=40, required=False)
    registration_number = LineField(label=_("Registration number"), max_length=60, required=False)
