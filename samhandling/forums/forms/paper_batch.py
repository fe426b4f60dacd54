"""Many papers at once, in the order of the agenda: the files have been received, and each gets a title and a kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField
from samhandling.core.files import names_taken
from samhandling.core.forms import offer
from samhandling.core.held_files import as_sent
from samhandling.documents.enums import DocumentKind
from samhandling.forums.domain.papers import kind_of, moved, title_of
from samhandling.forums.forms.choices import ModelChoice, date_field
from samhandling.forums.forms.papers import LayingForm
from samhandling.forums.services.papers import ALLOWED, NewPaper

if TYPE_CHECKING:
    from django.http import QueryDict

    from samhandling.core.models import HeldFile

STEPS = {"up": -1, "down": 1}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One file of the batch as the page shows it."""

    number: int
    file_name: str
    size: int
    title: forms.BoundField
    kind: forms.BoundField
    is_first: bool
    is_last: bool


class PaperBatchForm(LayingForm):
    """A row of two fields for each file that was received. `row` tells their order; what it leaves out comes last."""

    saves_itself = True
    uploads = forms.FileField(label=_("Choose files"), required=False, widget=ManyFilesInput)
    dated_on = date_field(_("Date of the meeting"))
    owner = ModelChoice(label=_("Which organisation owns them?"), queryset=None)

    def __init__(self, *args: Any, owners: "QuerySet[Any]", held: "Sequence[HeldFile]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {one.pk: one for one in held}
        uploads = self.fields["uploads"]
        uploads.widget.attrs |= {"accept": ",".join(names_taken(ALLOWED)), "multiple": True}
        uploads.help_text = _("PDF, Word, Excel, PowerPoint, OpenDocument or plain text. Choose as many as you like.")
        if owners.count() > 1:
            offer(self, owner=owners)
        else:
            del self.fields["owner"]
        for one in held:
            name = one.stored.name
            title = LineField(label=_("Title"), max_length=200, initial=title_of(name))
            kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices, initial=kind_of(name))
            self.fields |= {f"title-{one.pk}": title, f"kind-{one.pk}": kind}

    @property
    def order(self) -> list[int]:
        asked = self.data.getlist("row") if self.is_bound and hasattr(self.data, "getlist") else []
        told = [int(number) for number in asked if number.isdecimal() and int(number) in self.held]
        return list(dict.fromkeys([*told, *self.held]))

    @property
    def rows(self) -> Iterator[PaperRow]:
        order = self.order
        for number in order:
            stored, ends = self.held[number].stored, (number == order[0], number == order[-1])
            yield PaperRow(number, stored.name, stored.size, self[f"title-{number}"], self[f"kind-{number}"], *ends)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.held:
            raise forms.ValidationError(gettext("No file has been received. Choose the files first."))
        if self.errors:
            return cleaned
        papers = [
            NewPaper(cleaned[f"title-{number}"], cleaned[f"kind-{number}"], as_sent(self.held[number]))
            for number in self.order
        ]
        about = {name: cleaned[name] for name in ("dated_on", "is_confirmed", "owner") if name in cleaned}
        return about | {"papers": papers, "held": list(self.held.values())}

    def answers_after(self, step: str) -> dict[str, list[str]]:
        """What the form shall show when nothing is sent yet: `up:7`, `down:7`, or nothing for files that came."""
        way, _colon, number = step.partition(":")
        order = self.order
        if way in STEPS and number.isdecimal() and int(number) in self.held:
            order = moved(order, int(number), STEPS[way])
        first = {self.add_prefix(name): [str(field.initial)] for name, field in self.fields.items() if "-" in name}
        return {**first, **dict(cast("QueryDict", self.data).lists()), "row": [str(number) for number in order]}
