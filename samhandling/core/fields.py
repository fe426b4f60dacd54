"""Form fields that know what no row here could mean."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhandling.lib.periods import EARLIEST, LATEST, is_in_reach

if TYPE_CHECKING:
    _ModelChoices = forms.ModelMultipleChoiceField[Any]
else:  # only the type checker's stubs know it as generic
    _ModelChoices = forms.ModelMultipleChoiceField

# No database counts higher, and SQLite stops where it is asked to.
LONGEST_NUMBER = 18


def require_day_in_reach(day: date) -> None:
    if not is_in_reach(day):
        raise ValidationError(
            _("Write a day between %(first)s and %(last)s. Perhaps a digit of the year went wrong."),
            code="out_of_reach",
            params={"first": date_format(EARLIEST, "j F Y"), "last": date_format(LATEST, "j F Y")},
        )


class DayField(forms.DateField):
    """A day that somebody can have meant: every day near it can be reckoned with too."""

    default_validators = [require_day_in_reach]  # noqa: RUF012  # as Django's own fields have it


class ManyRowsField(_ModelChoices):
    """Several rows of a table. A number that no row can have is told of like one that no row has."""

    def clean(self, value: Any) -> Any:
        for number in value if isinstance(value, list | tuple) else ():
            if len(str(number)) > LONGEST_NUMBER:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(number)[:20]}
                )
        return super().clean(value)
