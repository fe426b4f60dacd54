"""Drawing up, changing, sharing and publishing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField, ManyRowsField
from samhandling.core.files import DOCUMENTS, names_taken
from samhandling.core.forms import offer
from samhandling.documents.enums import Direction, DocumentKind, Openness, Refusal
from samhandling.documents.selectors.documents import may_receive, own_organisations_in
from samhandling.documents.selectors.listing import choices_in
from samhandling.documents.selectors.register import registers_of

if TYPE_CHECKING:
    from datetime import date

    from samhandling.core.http import Viewer
    from samhandling.documents.models import Document
    from samhandling.documents.selectors.listing import Choices
    from samhandling.organisations.models import Collaboration, Organisation


def _upload() -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": ",".join(names_taken(DOCUMENTS))})
    return forms.FileField(
        label=_("Which file?"), help_text=_("PDF, Word, Excel, OpenDocument, a picture or plain text."), widget=widget
    )


class AboutForm(forms.Form):
    """What is said about a document, while it is a draft."""

    title = LineField(
        label=_("What is the title of the document?"),
        max_length=200,
        error_messages={"required": _("Enter the title of the document.")},
    )
    kind = forms.ChoiceField(
        label=_("What type of document is it?"),
        choices=DocumentKind.choices,
        error_messages={"required": _("Choose the type of document.")},
    )
    dated_on = DayField(
        label=_("What is the date of the document?"),
        widget=forms.DateInput,
        error_messages={"required": _("Enter the date of the document.")},
    )
    direction = forms.ChoiceField(
        label=_("Was it received, sent or drawn up here?"),
        choices=Direction.choices,
        initial=Direction.INTERNAL,
    )
    correspondent = LineField(
        label=_("From whom, or to whom?"),
        help_text=_(
            "The sender or recipient, as it should appear in the register. Leave empty if it was drawn up here."
        ),
        max_length=200,
        required=False,
    )
    registration_number = LineField(
        label=_("Which registration number does it have?"),
        help_text=_("As in your own register. It can be added later."),
        max_length=60,
        required=False,
    )


class RegisterForm(forms.Form):
    """What may still be written about a document that others have had."""

    correspondent = AboutForm.base_fields["correspondent"]
    registration_number = AboutForm.base_fields["registration_number"]


class DraftForm(AboutForm):
    upload = _upload()
    owner: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("Which organisation owns it?"),
        help_text=_("As long as it is a working draft, only this organisation can read it."),
        queryset=None,
        empty_label=None,
    )
    field_order = ("owner", "title", "kind", "dated_on", "upload")

    def __init__(self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=own_organisations_in(viewer, collaboration))


class VersionForm(AboutForm):
    upload = _upload()
    field_order = ("title", "upload")


class FileForm(forms.Form):
    upload = _upload()


class RecipientsField(ManyRowsField):
    """Each with whether anybody is there to read it: an empty chair should not come as a surprise."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.readers:
            return str(obj)
        return gettext("%(organisation)s (nobody represents it here yet)") % {"organisation": obj}


class ShareForm(forms.Form):
    recipients = RecipientsField(
        label=_("Which organisations should receive the document?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": Refusal.NOBODY_CHOSEN.label},
    )
    is_confirmed = forms.BooleanField(
        label=_("I understand that it now becomes an official document with them, and that this cannot be undone."),
        error_messages={"required": Refusal.NOT_CONFIRMED.label},
    )

    def __init__(self, *args: Any, document: "Document", today: "date", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, recipients=may_receive(document, today))


class PublishForm(forms.Form):
    is_checked = forms.BooleanField(
        label=_("I have checked the document, and it contains nothing that must not be public."),
        error_messages={"required": Refusal.NOT_CHECKED.label},
    )


class DocumentFilterForm(forms.Form):
    query = LineField(label=_("Search"), required=False, max_length=100)
    owner = forms.TypedChoiceField(label=_("Whose"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *DocumentKind.choices])
    openness = forms.ChoiceField(label=_("Openness"), required=False, choices=[("", _("All")), *Openness.choices])
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    is_mine = forms.BooleanField(label=_("Only our own"), required=False)

    def __init__(self, *args: Any, choices: "Choices", has_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=[("", _("Everyone’s")), *choices.owners], year=_years(choices))
        if not has_own:
            del self.fields["is_mine"]


class RegisterFilterForm(forms.Form):
    query = LineField(label=_("Search"), required=False, max_length=100)
    organisation = forms.TypedChoiceField(label=_("Whose register"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *DocumentKind.choices])
    openness = forms.ChoiceField(label=_("Openness"), required=False, choices=[("", _("All")), *Openness.choices])
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", today: "date", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        years = _years(choices_in(viewer, collaboration, today))
        self.registers = list(registers_of(viewer, collaboration))
        ours = [("", _("All of ours")), *((one.pk, str(one)) for one in self.registers)]
        offer(self, organisation=ours, year=years)


def _years(choices: "Choices") -> list[tuple[int | str, Any]]:
    return [("", _("All years")), *((year, str(year)) for year in choices.years)]
