"""What is submitted to a forum: a file that becomes a document, or a document of one's own."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField
from samhandling.core.files import names_taken
from samhandling.core.forms import offer
from samhandling.documents.enums import DocumentKind
from samhandling.forums.forms.choices import ModelChoice, date_field
from samhandling.forums.services.papers import ALLOWED


class PaperFilterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *DocumentKind.choices])


class LayingForm(forms.Form):
    """What both ways share: nobody lets a document out without having read what that means."""

    is_confirmed = forms.BooleanField(
        label=_("I understand what happens when the paper is submitted to the forum"),
        error_messages={"required": _("Read what happens above, and tick the box.")},
    )


class PaperForm(LayingForm):
    title = LineField(label=_("Title"), max_length=200, error_messages={"required": _("Enter a title.")})
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=DocumentKind.choices, initial=DocumentKind.OTHER)
    dated_on = date_field(_("Date"))
    owner = ModelChoice(label=_("Which organisation owns it?"), queryset=None)
    upload = forms.FileField(label=_("File"))

    field_order = ("title", "kind", "dated_on", "owner", "upload", "is_confirmed")

    def __init__(self, *args: Any, owners: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upload = self.fields["upload"]
        upload.widget.attrs["accept"] = ",".join(names_taken(ALLOWED))
        upload.help_text = _("PDF, Word, Excel, PowerPoint, OpenDocument or plain text.")
        if owners.count() > 1:
            offer(self, owner=owners)
        else:
            del self.fields["owner"]


class DocumentChoice(ModelChoice):
    """ "Remissvar, Umeå, 3 mars 2026"."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {obj.owner}, {date_format(obj.dated_on, 'j F Y')}"


class LayForm(LayingForm):
    document = DocumentChoice(label=_("Document"), queryset=None, error_messages={"required": _("Choose a document.")})

    field_order = ("document", "is_confirmed")

    def __init__(self, *args: Any, documents: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, document=documents)
