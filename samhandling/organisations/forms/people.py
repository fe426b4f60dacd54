"""People: filtered, described, merged, linked to a log-in."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, EmailField, LineField
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
        _choose_among(self, collaboration)


class PersonForm(forms.Form):
    given_name = LineField(label=_("First name"), max_length=80)
    family_name = LineField(label=_("Last name"), max_length=80)
    title = LineField(label=_("Title"), max_length=120, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Works for"), queryset=Organisation.objects.none(), required=False, empty_label=_("Nobody here")
    )
    keep_until = DayField(
        label=_("How long may the person be kept?"),
        help_text=_("After this day the person is listed as overdue. Leave it empty while they hold a seat."),
        required=False,
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, collaboration: Collaboration, person: Person | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs["initial"] = {name: getattr(person, name) for name in PersonForm.base_fields}
        super().__init__(*args, **kwargs)
        _choose_among(self, collaboration)


class PersonChangeForm(PersonForm):
    """The same, and whether it has become so or was written wrong."""

    field_order = ("given_name", "family_name", "title", "organisation", "how", "from_on", "keep_until")

    how = forms.ChoiceField(
        label=_("What do you write?"),
        help_text=_("It concerns name, title and where the person works. A change keeps how it was for earlier days."),
        choices=[
            ("change", _("A change, from a day")),
            ("correction", _("A correction: it was written wrong")),
        ],
        initial="change",
        widget=forms.RadioSelect,
    )
    from_on = DayField(
        label=_("From which day does the change hold?"),
        help_text=_("A correction needs no day."),
        required=False,
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == "change" and "from_on" in cleaned and cleaned["from_on"] is None:
            self.add_error("from_on", _("Write the day from which the change holds, or choose correction."))
        return cleaned


def _choose_among(form: forms.Form, collaboration: Collaboration) -> None:
    organisation = cast("forms.ModelChoiceField[Any]", form.fields["organisation"])
    organisation.queryset = organisations_of(collaboration)


class PersonKeeperForm(forms.Form):
    keeper = forms.ModelChoiceField(
        label=_("Which one shall be kept?"),
        help_text=_("Seats, ways of contact and the log-in move to it, and the address of the other leads there."),
        queryset=Person.objects.none(),
        empty_label=_("Choose one"),
    )

    def __init__(self, *args: Any, duplicate: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keeper = cast("forms.ModelChoiceField[Any]", self.fields["keeper"])
        keeper.queryset = Person.objects.filter(
            collaboration=duplicate.collaboration_id, erased_at=None, merged_into=None
        ).exclude(pk=duplicate.pk)


class LinkForm(forms.Form):
    email = EmailField(
        label=_("Which address does the person log in with?"),
        help_text=_("The person must already have access to the collaboration."),
    )


class ErasureForm(forms.Form):
    is_sure = forms.BooleanField(label=_("I have understood that this cannot be taken back"))
