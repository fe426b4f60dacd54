"""How long documents are kept, which are disposed of, and what is marked as secret."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField, ManyRowsField
from samhandling.core.forms import offer
from samhandling.documents.domain.retention import LONGEST
from samhandling.documents.domain.secrecy import LAW
from samhandling.documents.enums import Keeping
from samhandling.documents.selectors.retention import KeptDocument

if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[Any]


class ClassForm(forms.Form):
    name = LineField(
        label=_("What is the class called?"),
        help_text=_("The type of document, as named in the plan. For example “Meeting notes”."),
        max_length=120,
    )
    years = forms.IntegerField(
        label=_("How many years should they be kept?"),
        help_text=_("Leave empty to keep them permanently."),
        min_value=0,
        max_value=LONGEST,
        required=False,
    )
    plan = LineField(
        label=_("Decided in which plan?"),
        help_text=_("Name, date and registration number of the records management plan or the disposal decision."),
        max_length=200,
    )


class DocumentLines(ManyRowsField):
    """Documents to tick, shown as in the list: a title only to those who may read it."""

    def show(self, lines: list[KeptDocument], found: "QuerySet[Any]") -> None:
        self.queryset = found
        self._labels = {line.document.pk: _in_words(line) for line in lines}

    def label_from_instance(self, obj: Any) -> str:
        return self._labels.get(obj.pk, str(obj.pk))


def _in_words(line: KeptDocument) -> str:
    day = date_format(line.document.dated_on, "j F Y")
    if line.due_on is None:
        return f"{line.title}, {day}"
    text = _("%(title)s, %(day)s, kept until %(due)s")
    return str(text) % {"title": line.title, "day": day, "due": date_format(line.due_on, "j F Y")}


class ChosenForm(forms.Form):
    """Something that is done with several documents, chosen in the list."""

    documents = DocumentLines(label=_("Which documents?"), queryset=None, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, found: "QuerySet[Any]", lines: list[KeptDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = cast("DocumentLines", self.fields["documents"])
        documents.show(lines, found)


class KeepManyForm(forms.Form):
    """For documents that are chosen already."""

    retention_class: "Choice" = forms.ModelChoiceField(
        label=_("Which retention class applies?"), queryset=None, required=False, empty_label=_("Not decided")
    )
    retained_from = DayField(
        label=_("When does the retention period start?"),
        help_text=_("Usually the day the matter they belong to was closed. Leave empty if it is still open."),
        widget=forms.DateInput,
        required=False,
    )

    def __init__(self, *args: Any, classes: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, retention_class=classes)


class KeepingForm(KeepManyForm, ChosenForm):
    field_order = ("retention_class", "retained_from", "documents")


class DisposalForm(ChosenForm):
    decision_reference = LineField(
        label=_("Under which decision?"),
        help_text=_("Who decided, and the section or registration number, or the section of the plan."),
        max_length=200,
    )
    decided_on = DayField(label=_("When was it decided?"), widget=forms.DateInput)

    field_order = ("decision_reference", "decided_on", "documents")


class KeepingFilterForm(forms.Form):
    owner: "Choice" = forms.ModelChoiceField(
        label=_("Whose"), queryset=None, required=False, empty_label=_("All our own")
    )
    retention_class: "Choice" = forms.ModelChoiceField(
        label=_("Class"), queryset=None, required=False, empty_label=_("All classes")
    )
    keeping = forms.ChoiceField(label=_("Time"), required=False, choices=[("", _("All")), *Keeping.choices])
    due_by = DayField(label=_("Retention ends by"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, owners: "QuerySet[Any]", classes: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, retention_class=classes)
        if owners.count() > 1:
            offer(self, owner=owners)
        else:
            del self.fields["owner"]


class MarkingForm(forms.Form):
    law = LineField(label=_("Which law?"), max_length=120, initial=LAW)
    chapter = LineField(label=_("Which chapter?"), max_length=10)
    section = LineField(label=_("Which section?"), help_text=_("As in the law, for example 3 or 15 a."), max_length=20)
    knows_it_has_been_public = forms.BooleanField(
        label=_("I know that the document has been public and that others may have copied it")
    )

    def __init__(self, *args: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_public:
            del self.fields["knows_it_has_been_public"]
