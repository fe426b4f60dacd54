"""People: filtered, described, merged, linked to a log-in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, EmailField, LineField
from samhandling.core.forms import initial_of, offer
from samhandling.organisations.forms.choices import OrganisationChoice, PersonChoice
from samhandling.organisations.models import Collaboration, Organisation, Person
from samhandling.organisations.selectors.organisations import organisations_of


class PersonFilterForm(forms.Form):
    query = LineField(label=_("Search"), required=False, max_length=100)
    organisation = forms.ModelChoiceField(
        label=_("Works for"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("All organisations"),
    )

    def __init__(self, *args: Any, collaboration: Collaboration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=organisations_of(collaboration))


class PersonForm(forms.Form):
    given_name = LineField(label=_("First name"), max_length=80, error_messages={"required": _("Enter a first name.")})
    family_name = LineField(label=_("Last name"), max_length=80, error_messages={"required": _("Enter a last name.")})
    title = LineField(label=_("Title"), max_length=120, required=False)
    organisation = OrganisationChoice(
        label=_("Works for"), required=False, help_text=_("Leave empty if it is not an organisation here.")
    )
    keep_until = DayField(
        label=_("How long should the person be kept?"),
        help_text=_("The person is listed as overdue after this day. Leave empty while they hold a seat."),
        required=False,
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, collaboration: Collaboration, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": initial_of(PersonForm, person), **kwargs})
        offer(self, organisation=organisations_of(collaboration))


class PersonChangeForm(PersonForm):
    """The same, and whether it has become so or was written wrong."""

    field_order = ("given_name", "family_name", "title", "organisation", "how", "from_on", "keep_until")

    how = forms.ChoiceField(
        label=_("What are you entering?"),
        help_text=_("Applies to name, title and employer. A change keeps the earlier details for earlier dates."),
        choices=[
            ("change", _("A change from a certain date")),
            ("correction", _("A correction of an error")),
        ],
        initial="change",
        widget=forms.RadioSelect,
    )
    from_on = DayField(
        label=_("When does the change take effect?"),
        help_text=_("A correction does not need a date."),
        required=False,
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == "change" and "from_on" in cleaned and cleaned["from_on"] is None:
            self.add_error("from_on", _("Enter the date the change takes effect, or choose correction."))
        return cleaned


class PersonKeeperForm(forms.Form):
    keeper = PersonChoice(
        label=_("Which one should be kept?"),
        help_text=_("Seats, contact details and the log-in are moved to it, and the other’s address leads there."),
        error_messages={"required": _("Choose the person who should be kept.")},
    )

    def __init__(self, *args: Any, duplicate: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(collaboration=duplicate.collaboration_id, erased_at=None, merged_into=None)
        offer(self, keeper=people.exclude(pk=duplicate.pk).select_related("organisation"))


class KeepForm(forms.Form):
    """Until when many people are kept."""

    keep_until = PersonForm.base_fields["keep_until"]


class LinkForm(forms.Form):
    email = EmailField(
        label=_("Which address does the person log in with?"),
        help_text=_("The person must already have access to the collaboration."),
        error_messages={"required": _("Enter the address the person logs in with.")},
    )


class ErasureForm(forms.Form):
    is_sure = forms.BooleanField(label=_("I understand that this cannot be undone"))
