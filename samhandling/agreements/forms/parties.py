"""Parties, and what their councils decide."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import PartyRole, RatificationResult
from samhandling.core.fields import DayField, LineField, ManyRowsField, TextField
from samhandling.core.forms import offer

if TYPE_CHECKING:
    from samhandling.agreements.models import Party
    from samhandling.organisations.models import Organisation


class PartiesForm(forms.Form):
    """Several at once: an agreement has as many parties as a county has municipalities."""

    organisations = ManyRowsField(
        label=_("Which organisations will be parties?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")},
    )

    def __init__(self, *args: Any, organisations: "QuerySet[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisations=organisations)


def usual_body(party: "Party") -> str:
    """Who mostly decides for such a party."""
    return gettext("Regional council") if party.role == PartyRole.REGION else gettext("Municipal council")


class RatificationForm(forms.Form):
    """The council's decision as its minutes have it."""

    result = forms.ChoiceField(
        label=_("What did the council decide?"),
        choices=RatificationResult.choices,
        initial=RatificationResult.RATIFIED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the council decided.")},
    )
    body = LineField(
        label=_("Which body decided?"), max_length=120, error_messages={"required": _("Enter which body decided.")}
    )
    decided_on = DayField(
        label=_("Which date?"),
        widget=forms.DateInput,
        error_messages={"required": _("Enter the date of the decision.")},
    )
    section = LineField(
        label=_("Which section of the minutes?"),
        help_text=_("For example § 45."),
        max_length=40,
        error_messages={"required": _("Enter the section of the minutes.")},
    )
    registration_number = LineField(
        label=_("Registration number"), help_text=_("For example KS 2026/123."), max_length=60, required=False
    )
    note = TextField(label=_("Note on the decision"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class CorrectionForm(RatificationForm):
    """What is already written down changes with a reason."""

    reason = TextField(
        label=_("Why is it corrected?"),
        help_text=_("The reason is kept in the history. Do not include personal data."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
