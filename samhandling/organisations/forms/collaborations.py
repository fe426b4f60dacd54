"""The collaboration's settings, its access, and files of people."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import EmailField, LineField, PhoneField, TextField
from samhandling.organisations.domain.columns import Column
from samhandling.organisations.enums import Kind, Role
from samhandling.organisations.models import Collaboration, Organisation
from samhandling.organisations.selectors.collaborations import participants

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six hexadecimal digits, like #1F5D50."))


class SettingsForm(forms.Form):
    name = LineField(label=_("What is the collaboration called?"), max_length=150)
    introduction = TextField(
        label=_("What is it about?"),
        help_text=_("Two or three sentences for somebody who has never heard of it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    contact_name = LineField(label=_("Whom does one ask?"), max_length=150, required=False)
    contact_email = EmailField(
        label=_("Which e-mail address does one write to?"),
        help_text=_("Choose a shared mailbox rather than a person's own."),
        required=False,
    )
    contact_phone = PhoneField(label=_("Which number does one call?"), max_length=40, required=False)
    accent = LineField(
        label=_("Main colour"),
        help_text=_("For headings, links and buttons. Must be readable on white."),
        max_length=None,
        validators=[COLOUR],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    support = LineField(
        label=_("Supporting colour"),
        help_text=_("For what shall stand out beside the main colour."),
        max_length=None,
        validators=[COLOUR],
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    def __init__(self, *args: Any, collaboration: Collaboration, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(collaboration, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


def county_choices() -> list[tuple[str, Any]]:
    regions = Organisation.objects.filter(kind=Kind.REGION, collaboration=None).order_by("sort_key")
    counties = [(region.scb_code or "", region.display_name) for region in regions]
    return [("", _("No county: it is about a topic")), *counties]


class FoundForm(forms.Form):
    name = LineField(
        label=_("What is the collaboration called?"), max_length=150, help_text=_("Like “Samverkan i Västerbotten”.")
    )
    slug = forms.SlugField(
        label=_("Which address shall it have?"),
        max_length=60,
        help_text=_("Small letters a–z, digits and hyphens, like “vasterbotten”. It cannot be changed later."),
        error_messages={"invalid": _("Use only small letters a–z, digits and hyphens, like “vasterbotten”.")},
    )
    county_code = forms.ChoiceField(label=_("Which county is it about?"), choices=county_choices, required=False)

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()


class InviteForm(forms.Form):
    """A role, a party, or both."""

    email = EmailField(label=_("E-mail address"))
    name = LineField(label=_("Name"), max_length=150)
    role = forms.ChoiceField(
        label=_("Which role in the whole collaboration?"), choices=[("", _("None")), *Role.choices], required=False
    )
    organisation = forms.ModelChoiceField(
        label=_("Which party does the person answer for?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    language = forms.ChoiceField(
        label=_("In which language shall the invitation be written?"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
    )

    def __init__(self, *args: Any, collaboration: Collaboration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = cast("forms.ModelChoiceField[Any]", self.fields["organisation"])
        organisation.queryset = participants(collaboration)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("role") and not cleaned.get("organisation"):
            self.add_error("role", _("Choose a role, a party, or both. Without any the person could see nothing."))
        return cleaned


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("CSV, Excel (.xlsx) or OpenDocument (.ods). The first row names the columns."),
    )


class ColumnsForm(forms.Form):
    """For each thing a file may tell, which of its headings tells it."""

    def __init__(
        self, *args: Any, columns: Iterable[Column], headers: list[str], mapping: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in the file")), *((heading, heading) for heading in headers)]
        for column in columns:
            self.fields[column.key] = forms.ChoiceField(
                label=column.label,  # type: ignore[arg-type]  # a lazy text
                choices=choices,
                initial=mapping.get(column.key, ""),
                required=False,
            )


class ApplyForm(forms.Form):
    seen = LineField(widget=forms.HiddenInput)
    leave_out_errors = forms.BooleanField(label=_("Leave out the rows that have errors"), required=False)
