"""To choose a row by searching for it: one writes some words, and gets at most ten answers.

Without JavaScript a button in the form shows it again with the answers as radio buttons, and keeps what was written.
With it the same address answers as one types. Either way the answers come from the field's own rows, on the form's own
page: whoever may not send the form gets none, and no answer is a row that the form would refuse.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LONGEST_LINE, LONGEST_NUMBER
from samhandling.lib.swedish import search_key

if TYPE_CHECKING:
    OneOfMany = forms.ModelChoiceField[Any]
else:  # only the type checker's stubs know it as generic
    OneOfMany = forms.ModelChoiceField

MOST_ANSWERS = 10
# The buttons of the form: look for it, add what is not there, save that, or let it be. Their value is the field's name.
SEARCH, ADD, SAVE, BACK = "sok", "lagg-till", "spara-ny", "utan-ny"
NEW = "ny"  # before the names of the fields of what is added


@dataclass(frozen=True, slots=True)
class Answer:
    """A row that one may choose: its name strong, the rest quiet."""

    value: Any
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the words found, and whether there was more."""

    found: tuple[Answer, ...] = ()
    has_more: bool = False


class Unchosen(str):  # noqa: SLOT000  # it has one attribute of its own
    """Words that somebody wrote and has not chosen an answer to. `before` is what was chosen until they searched."""

    before: str

    def __new__(cls, words: str, before: str = "") -> "Unchosen":
        made = super().__new__(cls, words)
        made.before = before
        return made


@dataclass(frozen=True, slots=True)
class Adding:
    """How a row that is not there is added on the way.

    `form` takes what was sent, or None, and the words that somebody searched by. `act` takes the form's cleaned data
    and gives the row.
    """

    title: Any  # in words, now or when it is shown
    form: Callable[[Any, str], forms.BaseForm]
    act: Callable[..., Any]


class SearchChoice(forms.Widget):
    """A box to search in. What is chosen stands in a field beside it, with the words that it was chosen by.

    A choice whose words have since been changed is none: then the words are what one means.
    """

    template_name = "ui/parts/search_choice.html"
    choices: Any = ()  # Django gives the widget its field's rows by this name

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Any:
        chosen, text = data.get(name), data.get(f"{name}__text")
        if text is None:
            return chosen
        is_same = text.strip() == data.get(f"{name}__asked", "").strip()
        if chosen and is_same and data.get(SEARCH) != name:
            return chosen
        return Unchosen(text.strip()[:LONGEST_LINE], chosen if chosen and is_same else "")

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return name not in data and f"{name}__text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        field: SearchField = self.choices.field
        chosen = None if isinstance(value, Unchosen) else field.answer_of(value)
        asked = field.answers(value) if isinstance(value, Unchosen) else None
        return context | {
            "chosen": chosen,
            "text": value if isinstance(value, Unchosen) else chosen.text if chosen else "",
            "asked": asked,
            "before": getattr(value, "before", ""),
            "adding": field.adding,
            "id": context["widget"]["attrs"].get("id", name),
            "search": SEARCH,
            "add": ADD,
        }


class SearchField(OneOfMany):
    """One of many rows, found by words."""

    widget = SearchChoice
    # Columns with folded text; each word must stand in one of them.
    search_in: tuple[str, ...] = ("search_key",)
    adding: Adding | None = None
    default_error_messages = {  # noqa: RUF012  # as Django's own fields have it
        "invalid_choice": _("This one cannot be chosen here. Search and choose one of the results."),
        "not_found": _("Nothing was found for “%(words)s”. Try fewer or other words."),
        "not_chosen": _("Choose one of the results."),
    }

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)

    def answer(self, row: Any) -> Answer:
        """How the row is told."""
        return Answer(row.pk, str(row))

    def found(self, words: list[str]) -> Iterable[Any]:
        """The rows that hold every word, in their own order."""
        wanted = Q()
        for word in words:
            wanted &= Q(*(Q(**{f"{column}__contains": word}) for column in self.search_in), _connector=Q.OR)
        return () if self.queryset is None else self.queryset.filter(wanted)[: MOST_ANSWERS + 1]

    def answers(self, text: str) -> Answers:
        """The first ten; all that there is to choose among where nobody wrote a word."""
        if self.queryset is None:
            return Answers()
        rows = list(islice(self.found(search_key(text).split()), MOST_ANSWERS + 1))
        return Answers(tuple(map(self.answer, rows[:MOST_ANSWERS])), len(rows) > MOST_ANSWERS)

    def answer_of(self, value: Any) -> Answer | None:
        """The row that was chosen, or None when it is not one of those that may be."""
        if value in self.empty_values or len(str(value)) > LONGEST_NUMBER or self.queryset is None:
            return None
        try:
            row = self.queryset.filter(pk=getattr(value, "pk", value)).first()
        except ValueError:
            return None
        return None if row is None else self.answer(row)

    def clean(self, value: Any) -> Any:
        if not isinstance(value, Unchosen):
            if value not in self.empty_values and len(str(getattr(value, "pk", value))) > LONGEST_NUMBER:
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
            return super().clean(value)
        return super().clean(self._meant(value) if value else None)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) if isinstance(data, Unchosen) else super().has_changed(initial, data)

    def _meant(self, text: Unchosen) -> Any:
        """Whoever wrote the whole name of one and only one has said whom they mean."""
        found = self.answers(text).found
        named = [answer for answer in found if search_key(text) in map(search_key, (answer.text, _whole(answer)))]
        if len(named) == 1:
            return named[0].value
        if found:
            raise ValidationError(self.error_messages["not_chosen"], code="not_chosen")
        raise ValidationError(self.error_messages["not_found"], code="not_found", params={"words": text})


def _whole(answer: Answer) -> str:
    return f"{answer.text}, {answer.detail}"
