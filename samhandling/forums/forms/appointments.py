"""Who sits in a seat, from when to when, and by whose decision."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField
from samhandling.core.forms import offer
from samhandling.forums.forms.choices import date_field
from samhandling.organisations.forms.choices import PersonChoice

DECISION = ("decided_by", "decided_on", "decision_reference")


class TermForm(forms.Form):
    """The days and the decision behind them."""

    starts_on = date_field(_("From"))
    ends_on = date_field(_("To"), _("An end date is required. The end of the term of office is suggested."))
    decided_by = LineField(
        label=_("Decided by"), max_length=150, required=False, help_text=_("For example the municipal council.")
    )
    decided_on = date_field(_("Date of the decision"), required=False)
    decision_reference = LineField(
        label=_("Section or registration number"), max_length=80, required=False, help_text=_("For example § 87.")
    )


class AppointForm(TermForm):
    person = PersonChoice(
        label=_("Who"),
        help_text=_("Search by name, organisation or title."),
        error_messages={"required": _("Choose a person.")},
    )
    field_order = ("person", "starts_on", "ends_on", *DECISION)

    def __init__(self, *args: Any, people: Any, add: Callable[..., Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=people)
        if isinstance(person := self.fields["person"], PersonChoice):
            person.offer_to_add(add)


class EndEarlyForm(forms.Form):
    ends_on = date_field(_("Last day"))
    reason = LineField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("Kept with the appointment and shown to everyone who works in the collaboration."),
    )
