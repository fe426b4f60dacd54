"""Fields for money, percent and years, which say what to write when they do not understand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samhandling.finance.domain.steps import LARGEST_ORE
from samhandling.lib.money import format_kronor, parse_kronor

FIRST_YEAR, LAST_YEAR = 1990, 2100


class KronorField(forms.CharField):
    """Kronor as people write them; the value is öre. What could mean two things is refused."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"})
        super().__init__(**{"max_length": 40, "widget": widget, "empty_value": None, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return format_kronor(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        ore = parse_kronor(text)
        if ore is None:
            raise ValidationError(
                _("Write the amount in kronor with digits, and a comma before öre: 1 234,50."), code="unclear"
            )
        if ore < 0:
            raise ValidationError(_("Write an amount that is not less than zero."), code="negative")
        if ore > LARGEST_ORE:
            raise ValidationError(_("The amount is larger than can be meant. Count the zeros."), code="out_of_reach")
        return ore


class PercentField(forms.CharField):
    """A percentage with at most three decimals; the value is thousandths of a percent. Comma or point."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "amount"})
        super().__init__(**{"max_length": 12, "widget": widget, "empty_value": None, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return format_percent(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        bare = text.replace("%", "").replace("\N{MINUS SIGN}", "-").replace(",", ".").strip()
        whole, _point, part = bare.lstrip("-").partition(".")
        if not (whole.isascii() and whole.isdigit() and len(part) <= 3 and (not part or part.isdigit())):
            raise ValidationError(_("Write the percentage with digits and a comma: 3,4."), code="unclear")
        thousandths = int(whole) * 1000 + int(part.ljust(3, "0") or "0")
        return -thousandths if bare.startswith("-") else thousandths


def format_percent(thousandths: int) -> str:
    """3400 is "3,4"."""
    whole, part = divmod(abs(thousandths), 1000)
    text = f"{whole},{part:03d}".rstrip("0").rstrip(",")
    return f"\N{MINUS SIGN}{text}" if thousandths < 0 else text


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(**{"min_value": FIRST_YEAR, "max_value": LAST_YEAR, "widget": widget, **kwargs})
