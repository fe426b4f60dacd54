"""Whom a seat of the term shift goes to: searched for in the register, which all rows of the grid ask together."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from samhandling.core.fields import LONGEST_NUMBER
from samhandling.lib.swedish import search_key
from samhandling.organisations.forms.choices import PersonChoice
from samhandling.ui.choosing import MOST_ANSWERS, SearchChoice, Unchosen

if TYPE_CHECKING:
    from samhandling.organisations.models import Person

Words = tuple[str, ...]


class Register:
    """The people that the rows of one grid choose among, asked for once however many the rows are.

    One query gives those who were chosen, one those whom somebody wrote words for, one whom an empty search offers.
    """

    def __init__(self, people: "QuerySet[Person]", data: Any, names: Iterable[str]) -> None:
        self.people = people
        read = SearchChoice().value_from_datadict
        self._sent = [read(data, {}, name) or "" for name in names] if data else []
        self._found: dict[Words, list[Person]] = {}

    def person(self, value: Any) -> "Person | None":
        pk = str(getattr(value, "pk", value))
        return self._chosen.get(int(pk)) if _is_number(pk) else None

    @cached_property
    def _chosen(self) -> "dict[int, Person]":
        sent = {int(one) for one in self._sent if not isinstance(one, Unchosen) and _is_number(str(one))}
        return {one.pk: one for one in self.people.filter(pk__in=sent)} if sent else {}

    def found(self, words: Words) -> "list[Person]":
        """The first who hold every word, and one more if there are more."""
        if words not in self._found:
            sent = {_words(one) for one in self._sent if isinstance(one, Unchosen) and one}
            self._found |= self._searched(sent if words in sent else {words})
            # Whoever is named by the whole of their name need not be chosen besides.
            self._chosen.update((one.pk, one) for found in self._found.values() for one in found)
        return self._found[words]

    def _searched(self, asked: set[Words]) -> "dict[Words, list[Person]]":
        wanted = Q(*map(_holds, asked), _connector=Q.OR)
        if len(asked) == 1:  # as one types
            return {words: list(self.people.filter(wanted)[: MOST_ANSWERS + 1]) for words in asked}
        people = list(self.people.filter(wanted))
        return {words: [one for one in people if _is_held(words, one)][: MOST_ANSWERS + 1] for words in asked}


class SeatSearch(SearchChoice):
    """An empty box asks for nobody, unless it is its own button that was pressed."""

    is_asked = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value if value or self.is_asked else ""


class SeatPersonChoice(PersonChoice):
    """The person of one row."""

    widget = SeatSearch
    register: Register

    def choose_from(self, register: Register, *, is_asked: bool) -> None:
        self.queryset, self.register = register.people, register
        self.widget.is_asked = is_asked
        if is_asked:  # without JavaScript the page would begin anew from its top
            self.widget.attrs["autofocus"] = True

    def found(self, words: Sequence[str]) -> "list[Person]":
        return self.register.found(tuple(words))

    def answer_of(self, value: Any) -> Any:
        person = self.register.person(value)
        return None if person is None else self.answer(person)

    def to_python(self, value: Any) -> "Person | None":
        if value in self.empty_values:
            return None
        if (person := self.register.person(value)) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return person


def _is_number(written: str) -> bool:
    return written.isdecimal() and len(written) <= LONGEST_NUMBER


def _words(text: str) -> Words:
    return tuple(search_key(text).split())


def _holds(words: Words) -> Q:
    """Each word stands in one of the columns."""
    columns = PersonChoice.search_in
    return Q(*(Q(*(Q(**{f"{one}__contains": word}) for one in columns), _connector=Q.OR) for word in words))


def _is_held(words: Words, person: "Person") -> bool:
    """The same, of somebody who has been read."""
    keys = (person.search_key, person.organisation.search_key if person.organisation else "")
    return all(any(word in key for key in keys) for word in words)
