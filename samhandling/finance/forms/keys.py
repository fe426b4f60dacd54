"""A cost key as a form: the same fields to try it out and to write it down."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis, Invoicing
from samhandling.finance.forms.fields import KronorField, PercentField, YearField

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement, Area, Party
    from samhandling.organisations.selectors.populations import PopulationEdition

UNITS = ((100, _("whole kronor")), (1, _("öre")))
BOUNDS = ("region_percent", "region_kronor", "fixed_part", "floor", "cap", "unit")
BY_HAND = (Basis.MANUAL, Basis.FIXED)


class KeyForm(forms.Form):
    """Total, key, bounds and parties. For parts set by hand, and fixed amounts, each party has a field of its own."""

    total = KronorField(label=_("Whole cost, in kronor"))
    basis = forms.ChoiceField(label=_("How is it shared?"), choices=Basis.choices, initial=Basis.POPULATION)
    population = forms.ChoiceField(label=_("Population of"), required=False)
    region_percent = PercentField(label=_("The region takes first, in percent"), required=False)
    region_kronor = KronorField(label=_("or in kronor"), required=False)
    fixed_part = KronorField(label=_("Fixed part for each party, in kronor"), required=False)
    floor = KronorField(label=_("Lowest share, in kronor"), required=False)
    cap = KronorField(label=_("Highest share, in kronor"), required=False)
    unit = forms.TypedChoiceField(
        label=_("Shares are whole in"), choices=UNITS, coerce=int, required=False, initial=100
    )
    reason = forms.CharField(
        label=_("Why this key?"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
    parties = forms.MultipleChoiceField(label=_("Who shares it?"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, all_parties: "list[Party]", editions: "list[PopulationEdition]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.all_parties = all_parties
        self.editions = {edition.key: edition for edition in editions}
        self._choices("population", [(key, _edition_in_words(one)) for key, one in self.editions.items()])
        self._choices("parties", [(str(party.pk), str(party)) for party in all_parties])
        self.fields["parties"].initial = [str(party.pk) for party in all_parties]
        if self._basis_asked() in BY_HAND:
            for party in all_parties:
                self.fields[f"weight_{party.pk}"] = self._field_of(party)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def _basis_asked(self) -> str:
        return str(self["basis"].value())

    def _field_of(self, party: "Party") -> forms.Field:
        if self._basis_asked() == Basis.FIXED:
            return KronorField(label=str(party), required=False)
        return forms.IntegerField(label=str(party), required=False, min_value=0, max_value=10**9)

    @property
    def by_hand(self) -> list[forms.BoundField]:
        """The fields for each party's own part or amount."""
        return [self[name] for name in self.fields if name.startswith("weight_")]

    def clean_region_percent(self) -> int | None:
        """Per mille; the key goes no finer."""
        thousandths: int | None = self.cleaned_data["region_percent"]
        if thousandths is None:
            return None
        if not 0 <= thousandths <= 100_000 or thousandths % 100:
            raise ValidationError(_("Write a percentage between 0 and 100 with at most one decimal."))
        return thousandths // 100

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("region_percent") and cleaned.get("region_kronor"):
            self.add_error("region_kronor", _("Write the region's share either in percent or in kronor, not both."))
        if cleaned.get("basis") == Basis.POPULATION and not cleaned.get("population"):
            self.add_error("population", _("Choose which population figures to share by."))
        return cleaned

    # --- What was written -------------------------------------------------------------------------

    def key(self) -> CostKey:
        written = self.cleaned_data
        return CostKey(
            basis=Basis(written["basis"]),
            region_ore=written["region_kronor"] or 0,
            region_per_mille=written["region_percent"] or 0,
            fixed_part=written["fixed_part"] or 0,
            cap=written["cap"],
            floor=written["floor"] or 0,
            unit=written["unit"] or 100,
            reason=written.get("reason", ""),
        )

    def chosen(self) -> "list[Party]":
        wanted = set(self.cleaned_data["parties"])
        return [party for party in self.all_parties if str(party.pk) in wanted]

    def weights(self) -> dict[int, int]:
        """Each party's own part, or fixed öre. Who was given none has 0."""
        if self.cleaned_data["basis"] not in BY_HAND:
            return {}
        return {party.pk: self.cleaned_data.get(f"weight_{party.pk}") or 0 for party in self.all_parties}

    def edition(self) -> "PopulationEdition | None":
        return self.editions.get(self.cleaned_data.get("population") or "")


def _edition_in_words(edition: "PopulationEdition") -> str:
    return f"{date_format(edition.reference_on, 'j F Y')} ({edition.source}, {edition.table})"


class WhatIfForm(KeyForm):
    """A key tried out, beside something to compare with. Nothing here is saved."""

    against = forms.ChoiceField(label=_("Compare with"), required=False)
    field_order = ("total", "basis", "population", "against")

    def __init__(self, *args: Any, against: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self._choices("against", [("", str(_("the same cost by population, without bounds"))), *against])

    @property
    def main(self) -> list[forms.BoundField]:
        """What one changes first."""
        return [self[name] for name in ("total", "basis", "population", "against")]

    @property
    def bounds(self) -> list[forms.BoundField]:
        return [self[name] for name in BOUNDS]

    @property
    def has_bounds(self) -> bool:
        return any(self[name].value() for name in BOUNDS if name != "unit")


class SplitForm(KeyForm):
    """A shared cost, to be kept as a draft."""

    title = forms.CharField(label=_("What is paid for?"), max_length=200)
    year = YearField(label=_("Year"))
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        label=_("In which area?"), queryset=None, required=False, empty_label=_("No area")
    )
    invoicing = forms.ChoiceField(
        label=_("How often is it invoiced?"), choices=Invoicing.choices, initial=Invoicing.YEARLY
    )
    invoice_reference = forms.CharField(label=_("Reference for invoices"), max_length=80, required=False)
    field_order = ("title", "year", "area", "total", "basis", "population")

    def __init__(self, *args: Any, agreement: "Agreement", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = agreement.areas.all()  # type: ignore[attr-defined]  # a choice of rows

    def more(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("area", "invoicing", "invoice_reference")}
