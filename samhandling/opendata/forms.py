"""What is asked when a calendar is made."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samhandling.organisations.models import Organisation


class FeedForm(forms.Form):
    """Which calendar: of what concerns oneself, or of a party."""

    organisation = forms.ModelChoiceField(label=_("What the calendar tells of"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, parties: QuerySet[Organisation], has_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parties
        field.required = has_own
        field.empty_label = None if has_own else _("What concerns me")

    @property
    def may_choose(self) -> bool:
        """False when one already has every calendar there is."""
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        return not field.required or (field.queryset is not None and field.queryset.exists())
