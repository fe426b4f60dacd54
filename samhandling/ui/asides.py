"""The steps aside that a form with a search in it takes (`ui/choosing.py`): to search, and to add what is not there.

Nothing is kept on the server meanwhile: what was written in the form goes along in it.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samhandling.core.fields import LONGEST_LINE
from samhandling.core.sending import KEY_FIELD, Received
from samhandling.lib.errors import RuleBroken
from samhandling.ui.choosing import ADD, BACK, NEW, SAVE, SEARCH, SearchField
from samhandling.ui.keeping import once

if TYPE_CHECKING:
    from samhandling.ui.acting import FormPage

Show = Callable[["FormPage", forms.BaseForm], HttpResponse]


def aside(request: HttpRequest, page: "FormPage", form: forms.BaseForm, show: Show) -> HttpResponse | None:
    """The answer, when the form was sent for something else than what it is for; None when it was not."""
    if (answer := typed(request, form)) is not None:
        return answer
    if is_search(request, form):
        return show(page, form)
    for button in (ADD, SAVE, BACK):
        if (bound := _pressed(request, button, [form])) is not None and bound.field.adding:
            return _added(request, page, bound, button, show)
    return None


def typed(request: HttpRequest, *asked: forms.BaseForm) -> HttpResponse | None:
    """The answers alone, to htmx while somebody types."""
    if "HX-Request" not in request.headers or (bound := _pressed(request, SEARCH, asked)) is None:
        return None
    answers = bound.field.answers(request.POST.get(f"{bound.html_name}__text", "")[:LONGEST_LINE])
    return render(request, "ui/parts/search_answers.html", {"asked": answers, "id": bound.id_for_label})


def is_search(request: HttpRequest, *asked: forms.BaseForm) -> bool:
    """Whether the form was sent to search only. It is then shown again as it is, without telling what it lacks."""
    if _pressed(request, SEARCH, asked) is None:
        return False
    for form in asked:
        _ask_nothing(form)
    return True


def _added(request: HttpRequest, page: "FormPage", bound: forms.BoundField, button: str, show: Show) -> HttpResponse:
    field: Any = bound.field
    adding, words = field.adding, str(request.POST.get(f"{bound.html_name}__text", ""))[:LONGEST_LINE]
    if button == BACK:
        _ask_nothing(bound.form)
        return show(page, bound.form)
    new = adding.form(request.POST if button == SAVE else None, words)
    if button == SAVE and new.is_valid():
        try:
            added, _is_twin = once(request, partial(_add, adding, new), is_whole=False)
        except RuleBroken as broken:
            new.add_error(None, broken.message)
        else:
            answer = field.answer_of(added.to) if added else None
            chosen = {"": answer.value, "__text": answer.text, "__asked": answer.text} if answer else {}
            _set_data(bound.form, {f"{bound.html_name}{part}": str(value) for part, value in chosen.items()})
            if added:
                messages.success(request, added.said)
            _ask_nothing(bound.form)
            return show(page, bound.form)
    context = {**page.context, "carried": list(_kept(request)), "field": bound.html_name, "save": SAVE, "go_back": BACK}
    step = replace(page, title=str(adding.title), intro="", warning="", template="ui/adding.html", context=context)
    return show(step, new)


def _add(adding: Any, new: forms.BaseForm) -> Received:
    """Told by its number, so that the same form sent again finds the same row."""
    row = adding.act(**new.cleaned_data)
    return Received(_("%(name)s has been added. Nothing else has been saved yet.") % {"name": row}, str(row.pk))


def _kept(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """What was written in the form that one comes back to."""
    for name, values in request.POST.lists():
        if name not in {SEARCH, ADD, SAVE, BACK, KEY_FIELD, "csrfmiddlewaretoken"} and not name.startswith(f"{NEW}-"):
            yield from ((name, str(value)) for value in values)


def _pressed(request: HttpRequest, button: str, asked: Iterable[forms.BaseForm]) -> Any:
    """The field whose button of this kind was pressed."""
    name = request.POST.get(button)
    fields = (bound for form in asked for bound in form if isinstance(bound.field, SearchField)) if name else ()
    return next((bound for bound in fields if bound.html_name == name), None)


def _ask_nothing(form: Any) -> None:
    """Nobody has said that the form is complete, so it does not tell what it lacks."""
    form._errors = ErrorDict()  # noqa: SLF001  # Django has no public way to show what was sent without judging it


def _set_data(form: Any, values: dict[str, str]) -> None:
    form.data = form.data.copy()
    for name, value in values.items():
        form.data[name] = value
