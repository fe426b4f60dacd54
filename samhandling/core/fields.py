"""Form fields that know what no row here could mean, and keep text by the one rule (`lib/text.py`)."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhandling.lib.days import read_day
from samhandling.lib.periods import EARLIEST, LATEST, is_in_reach
from samhandling.lib.text import clean_line, clean_text
from samhandling.lib.written import email_address, telephone_number, web_address

if TYPE_CHECKING:
    _ModelChoices = forms.ModelMultipleChoiceField[Any]
else:  # only the type checker's stubs know it as generic
    _ModelChoices = forms.ModelMultipleChoiceField

# No database counts higher, and SQLite stops where it is asked to.
LONGEST_NUMBER = 18
LONGEST_LINE, LONGEST_EMAIL, LONGEST_TEXT = 200, 254, 100_000


def require_day_in_reach(day: date) -> None:
    if not is_in_reach(day):
        raise ValidationError(
            _("Enter a date between %(first)s and %(last)s. Check the digits of the year."),
            code="out_of_reach",
            params={"first": date_format(EARLIEST, "j F Y"), "last": date_format(LATEST, "j F Y")},
        )


class DayField(forms.DateField):
    """A day that somebody can have meant: every day near it can be calculated with too."""

    default_validators = [require_day_in_reach]  # noqa: RUF012  # as Django's own fields have it

    def to_python(self, value: Any) -> date | None:
        # Django's formats for Swedish take 1/2/2027 for the second of January, as no Swede does.
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        if (day := read_day(value)) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class LineField(forms.CharField):
    """One line. What shows nothing counts as left empty."""

    def __init__(self, *, max_length: int | None = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return _cleaned(clean_line, value)


class TextField(forms.CharField):
    """Running text in many lines."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST_TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return _cleaned(clean_text, value)


class EmailField(forms.EmailField):
    """An e-mail address, no longer than the column that keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_EMAIL, **kwargs)

    def to_python(self, value: Any) -> str:
        return _cleaned(email_address, value)


class PhoneField(LineField):
    """A telephone number."""

    def to_python(self, value: Any) -> str:
        return _cleaned(telephone_number, value)


class WebField(forms.URLField):
    """A web address, with or without https:// before it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(_cleaned(web_address, value)))


def _cleaned(rule: Callable[[str], str], value: Any) -> str:
    return "" if value is None else rule(str(value))


class ManyRowsField(_ModelChoices):
    """Several rows of a table. A number that no row can have is reported like one that no row has."""

    def clean(self, value: Any) -> Any:
        for number in value if isinstance(value, list | tuple) else ():
            if len(str(number)) > LONGEST_NUMBER:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(number)[:20]}
                )
        return super().clean(value)
