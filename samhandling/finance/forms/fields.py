"""Fields for money, percent and years, which say what to write when they do not understand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samhandling.finance.domain.steps import LARGEST_ORE
from samhandling.lib.money import format_kronor, format_percent, parse_kronor, parse_percent

FIRST_YEAR, LAST_YEAR = 1990, 2100
NOT_AMONG_THEM = _("Choose one from the list.")


class PlainForm(forms.Form):
    """A form whose choices say in plain words when something else than a choice was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
                field.error_messages["invalid_choice"] = NOT_AMONG_THEM


class _NumberInWords(forms.Field):
    """A number that people write with commas, spaces and signs, and that is kept as a whole one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"})
        super().__init__(**{"widget": widget, **kwargs})


class KronorField(_NumberInWords):
    """Kronor as people write them; the value is öre. What could mean two things is refused."""

    def prepare_value(self, value: Any) -> Any:
        return format_kronor(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        ore = parse_kronor(text)
        if ore is None:
            raise ValidationError(_("Enter the amount in kronor in digits, for example 1234.50."), code="unclear")
        if ore < 0:
            raise ValidationError(_("Enter an amount of zero or more."), code="negative")
        if ore > LARGEST_ORE:
            raise ValidationError(
                _("The amount is unreasonably large. Check the number of zeros."), code="out_of_reach"
            )
        return ore


class PercentField(_NumberInWords):
    """A percentage with at most three decimals; the value is thousandths of a percent. Comma or point."""

    def prepare_value(self, value: Any) -> Any:
        return format_percent(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        thousandths = parse_percent(text)
        if thousandths is None:
            raise ValidationError(_("Enter the percentage in digits, for example 3.4."), code="unclear")
        return thousandths


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(**{"min_value": FIRST_YEAR, "max_value": LAST_YEAR, "widget": widget, **kwargs})
