"""A cost key as a form: the same fields to try it out and to write it down."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField, TextField
from samhandling.core.forms import offer
from samhandling.finance.domain.sharing import CostKey
from samhandling.finance.enums import Basis, Invoicing
from samhandling.finance.forms.fields import NOT_AMONG_THEM, KronorField, PercentField, PlainForm, YearField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samhandling.agreements.models import Agreement, Area, Party, SpecialAgreement
    from samhandling.organisations.selectors.populations import PopulationEdition

UNITS = ((100, _("whole kronor")), (1, _("öre")))
BY_HAND = (Basis.MANUAL, Basis.FIXED)
OWN_PART, OWN_FLOOR, OWN_CAP, OWN_LINE = "weight", "floor", "cap", "special"


@dataclass(frozen=True, slots=True)
class PartyFields:
    """One party's row: whether it shares the cost, and what is its own."""

    name: str
    checkbox: SafeString
    checkbox_id: str
    part: forms.BoundField
    floor: forms.BoundField
    cap: forms.BoundField
    line: forms.BoundField | None


class KeyForm(PlainForm):
    """Total, key, limits and parties. Each party may have a part, a floor and a cap of its own."""

    total = KronorField(label=_("Total cost, in kronor"), error_messages={"required": _("Enter the total cost.")})
    basis = forms.ChoiceField(label=_("How should it be shared?"), choices=Basis.choices, initial=Basis.POPULATION)
    population = forms.ChoiceField(label=_("Population of"), required=False)
    region_percent = PercentField(label=_("The region’s share first, in percent"), required=False)
    region_kronor = KronorField(label=_("or in kronor"), required=False)
    fixed_part = KronorField(label=_("Fixed part for each party, in kronor"), required=False)
    floor = KronorField(label=_("Lowest share, in kronor"), required=False)
    cap = KronorField(label=_("Highest share, in kronor"), required=False)
    unit = forms.TypedChoiceField(
        label=_("Shares are whole in"), choices=UNITS, coerce=int, required=False, initial=100
    )
    reason = TextField(
        label=_("Why this key?"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
    parties = forms.MultipleChoiceField(
        label=_("Who should share it?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"}),
        error_messages={"required": _("Choose at least one party to share the cost.")},
    )

    def __init__(
        self, *args: Any, all_parties: "list[Party]", editions: "list[PopulationEdition]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.all_parties = all_parties
        self.editions = {edition.key: edition for edition in editions}
        offer(
            self,
            population=[(key, _edition_in_words(one)) for key, one in self.editions.items()],
            parties=[(str(party.pk), str(party)) for party in all_parties],
        )
        self.fields["parties"].initial = [str(party.pk) for party in all_parties]
        is_fixed = str(self["basis"].value()) == Basis.FIXED
        for party in all_parties:
            self._add_own(
                OWN_PART, party, KronorField() if is_fixed else _PartField(), _("Own contribution of %(party)s")
            )
            self._add_own(OWN_FLOOR, party, KronorField(), _("Lowest share of %(party)s, in kronor"))
            self._add_own(OWN_CAP, party, KronorField(), _("Highest share of %(party)s, in kronor"))

    def _add_own(self, name: str, party: "Party", own: forms.Field, label: Any) -> None:
        """A field of one party's own. It stands in a table, so its label is read to those who cannot see the column."""
        own.required, own.label = False, label % {"party": party}
        own.widget.attrs["aria-label"] = own.label
        own.widget.attrs["class"] = f"ds-input {own.widget.attrs.get('class', '')}".strip()
        self.fields[f"{name}_{party.pk}"] = own

    @property
    def party_rows(self) -> list[PartyFields]:
        return [
            PartyFields(
                name=str(party),
                checkbox=box.tag(),
                checkbox_id=box.id_for_label,
                part=self[f"{OWN_PART}_{party.pk}"],
                floor=self[f"{OWN_FLOOR}_{party.pk}"],
                cap=self[f"{OWN_CAP}_{party.pk}"],
                line=self[f"{OWN_LINE}_{party.pk}"] if f"{OWN_LINE}_{party.pk}" in self.fields else None,
            )
            for party, box in zip(self.all_parties, self["parties"].subwidgets, strict=True)
        ]

    @property
    def has_own(self) -> bool:
        """Whether the table of parties has values or faults, and so should be open."""
        names = tuple(f"{name}_" for name in (OWN_PART, OWN_FLOOR, OWN_CAP, OWN_LINE))
        own = [name for name in self.fields if name.startswith(names)]
        chosen = self["parties"].value() or []
        return (
            len(chosen) < len(self.all_parties)
            or str(self["basis"].value()) in BY_HAND
            or any(self[name].value() not in {None, ""} for name in own)
        )

    def clean_region_percent(self) -> int | None:
        """Per mille; the key goes no finer."""
        thousandths: int | None = self.cleaned_data["region_percent"]
        if thousandths is None:
            return None
        if not 0 <= thousandths <= 100_000 or thousandths % 100:
            raise ValidationError(_("Enter a percentage between 0 and 100 with at most one decimal."))
        return thousandths // 100

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("region_percent") and cleaned.get("region_kronor"):
            self.add_error("region_kronor", _("Enter the region’s share either in percent or in kronor, not both."))
        if cleaned.get("basis") == Basis.POPULATION and not cleaned.get("population"):
            self.add_error("population", _("Choose which population figures to use."))
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
        return {party.pk: self.cleaned_data.get(f"{OWN_PART}_{party.pk}") or 0 for party in self.all_parties}

    def own(self, name: str) -> dict[int, Any]:
        """What was written for single parties under this name, by party; who has nothing of its own is left out."""
        written = {party.pk: self.cleaned_data.get(f"{name}_{party.pk}") for party in self.all_parties}
        return {pk: value for pk, value in written.items() if value is not None}

    def edition(self) -> "PopulationEdition | None":
        return self.editions.get(self.cleaned_data.get("population") or "")


class _PartField(forms.IntegerField):
    """A part set by hand: a whole number, of any size that can be meant."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "amount"})
        super().__init__(widget=widget, min_value=0, max_value=10**9, required=False)


def _edition_in_words(edition: "PopulationEdition") -> str:
    return f"{date_format(edition.reference_on, 'j F Y')} ({edition.source}, {edition.table})"


class WhatIfForm(KeyForm):
    """A key tried out, beside something to compare with. Nothing here is saved."""

    against = forms.ChoiceField(label=_("Compare with"), required=False)
    field_order = ("total", "basis", "population", "against")

    def __init__(self, *args: Any, against: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        offer(self, against=[("", str(_("the same cost by population, without limits"))), *against])

    @property
    def main(self) -> list[forms.BoundField]:
        """What one changes first."""
        return [self[name] for name in ("total", "basis", "population", "against")]

    @property
    def limits(self) -> list[forms.BoundField]:
        """What one changes next, and sees beside it."""
        return [self[name] for name in ("cap", "floor", "fixed_part", "region_percent")]

    @property
    def rare(self) -> list[forms.BoundField]:
        return [self[name] for name in ("region_kronor", "unit")]


class SplitForm(KeyForm):
    """A shared cost, to be kept as a draft. A party's share may be the price of a line in its annex."""

    title = LineField(
        label=_("What is paid for?"), max_length=200, error_messages={"required": _("Enter what is paid for.")}
    )
    year = YearField(label=_("Year"))
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        label=_("Which area?"), queryset=None, required=False, empty_label=_("No area")
    )
    invoicing = forms.ChoiceField(
        label=_("How often is it invoiced?"), choices=Invoicing.choices, initial=Invoicing.YEARLY
    )
    invoice_reference = LineField(label=_("Reference for invoices"), max_length=80, required=False)

    def __init__(
        self,
        *args: Any,
        agreement: "Agreement",
        annex_lines: "Mapping[int, list[SpecialAgreement]]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, area=agreement.areas.all())
        self.annex_lines = annex_lines
        if annex_lines:
            for party in self.all_parties:
                choices = [("", "–"), *((str(line.pk), str(line)) for line in annex_lines.get(party.pk, []))]
                field = forms.ChoiceField(choices=choices, error_messages={"invalid_choice": NOT_AMONG_THEM})
                self._add_own(OWN_LINE, party, field, _("Line in the annex of %(party)s"))

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "year", "area")]

    @property
    def cost(self) -> list[forms.BoundField]:
        return [self[name] for name in ("total", "basis", "population")]

    @property
    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in ("region_percent", "region_kronor", "fixed_part", "floor", "cap", "unit")]

    @property
    def invoices(self) -> list[forms.BoundField]:
        return [self[name] for name in ("invoicing", "invoice_reference")]

    def more(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("area", "invoicing", "invoice_reference")}

    def lines(self) -> "dict[int, SpecialAgreement]":
        """The annex line that each party's share is the price of, by party."""
        chosen = self.own(OWN_LINE)
        known = {str(line.pk): line for lines in self.annex_lines.values() for line in lines}
        return {pk: known[number] for pk, number in chosen.items() if number in known}
