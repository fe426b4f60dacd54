"""The base year's annex, and the steps of a year's list."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField
from samhandling.finance.enums import RoundingMoment
from samhandling.finance.forms.fields import KronorField, PlainForm, YearField

if TYPE_CHECKING:
    from samhandling.agreements.models import Party
    from samhandling.finance.models import FeeBase

UNITS = ((1, _("öre")), (100, _("whole kronor")), (10_000, _("whole hundreds of kronor")))
TERMS = ("year", "source", "rounding_unit", "rounding_moment")


class FeeBaseForm(PlainForm):
    year = YearField(label=_("Base year"))
    source = LineField(label=_("Annex or decision"), max_length=200)
    rounding_unit = forms.TypedChoiceField(label=_("Fees are rounded to"), choices=UNITS, coerce=int, initial=100)
    rounding_moment = forms.ChoiceField(
        label=_("Rounding is done"),
        choices=RoundingMoment.choices,
        widget=forms.RadioSelect,
        initial=RoundingMoment.EACH_YEAR,
    )

    def __init__(self, *args: Any, parties: "list[Party]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.fields[self.name_of(party)] = KronorField(label=str(party), required=True)

    @staticmethod
    def name_of(party: "Party") -> str:
        return f"party_{party.pk}"

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("year", "source", "rounding_unit")]

    @property
    def party_fields(self) -> list[forms.BoundField]:
        return [self[self.name_of(party)] for party in self.parties]

    def amounts(self) -> "dict[Party, int]":
        """What was written for each party, in öre."""
        return {party: self.cleaned_data[self.name_of(party)] for party in self.parties}

    def terms(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TERMS}


def base_in_form(base: "FeeBase | None") -> dict[str, Any]:
    """What is written already, for the form to begin with."""
    if base is None:
        return {}
    terms = {name: getattr(base, name) for name in TERMS}
    return terms | {f"party_{fee.party_id}": fee.amount_ore for fee in base.fees.all()}


class FeeYearForm(PlainForm):
    year = YearField(label=_("Which year’s fees?"))


class AdoptionForm(PlainForm):
    """What was decided, by whom and when."""

    adopted_on = DayField(label=_("When was it adopted?"), widget=forms.DateInput)
    adopted_by = LineField(label=_("By whom?"), max_length=150, error_messages={"required": _("Enter who adopted it.")})
    section = LineField(label=_("Section"), max_length=40, required=False)
    registration_number = LineField(label=_("Registration number"), max_length=60, required=False)
