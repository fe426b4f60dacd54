"""Choices that say enough to choose by."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language

if TYPE_CHECKING:
    ModelChoice = forms.ModelChoiceField[Any]
    ModelChoices = forms.ModelMultipleChoiceField[Any]
else:  # only the type checker's stubs know them as generic
    ModelChoice = forms.ModelChoiceField
    ModelChoices = forms.ModelMultipleChoiceField


class PersonChoice(ModelChoice):
    """ "Anna Berg, kommunalråd, Umeå"."""

    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(part for part in (str(obj), obj.title, str(obj.organisation or "")) if part)


class ForumChoice(ModelChoice):
    """ "Primärkommunala delegationen (PKD)"."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.abbreviation})" if obj.abbreviation else obj.name


class TypeChoice(ModelChoice):
    """The type in the reader's language, and its standing."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.name.get(get_language() or "sv", str(obj))
        return f"{name}: {obj.get_standing_display()}"


class AreaChoices(ModelChoices):
    """Areas of several agreements may bear the same name, so the agreement stands beside."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.agreement.starts_on.year}–{obj.agreement.ends_on.year})"


def date_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=required, widget=forms.DateInput())
