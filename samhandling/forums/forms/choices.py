"""Choices that say enough to choose by."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, ManyRowsField
from samhandling.lib.swedish import search_key
from samhandling.ui.choosing import Answer, SearchField

if TYPE_CHECKING:
    OneOfMany = forms.ModelChoiceField[Any]
else:  # only the type checker's stubs know them as generic
    OneOfMany = forms.ModelChoiceField


class ModelChoice(OneOfMany):
    """A choice whose first line says in words that nothing is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        nothing = _("Choose one") if kwargs.get("required", True) else _("Nothing chosen")
        super().__init__(*args, **{"empty_label": nothing, **kwargs})


class UserChoice(SearchField):
    """Somebody with a log-in. Their names are not kept folded, and they are not many."""

    def answer(self, row: Any) -> Answer:
        return Answer(row.pk, str(row.name), str(row.email))

    def found(self, words: list[str]) -> Iterable[Any]:
        keys = ((row, search_key(f"{row.name} {row.email}")) for row in self.queryset or ())
        return (row for row, key in keys if all(word in key for word in words))


class ForumChoice(ModelChoice):
    """ "Primärkommunala delegationen (PKD)"."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.abbreviation})" if obj.abbreviation else obj.name


class TypeChoice(ModelChoice):
    """The type in the reader's language, and its standing."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.name.get(get_language() or "sv", str(obj))
        return f"{name}: {obj.get_standing_display()}"


class AreaChoices(ManyRowsField):
    """Areas of several agreements may bear the same name, so the agreement stands beside."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.agreement.starts_on.year}–{obj.agreement.ends_on.year})"


def date_field(label: Any, help_text: Any = "", *, required: bool = True) -> DayField:
    return DayField(label=label, help_text=help_text, required=required, widget=forms.DateInput())
