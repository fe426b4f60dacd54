"""How a page asks, acts and answers. A refusal is told where the person stands, and what they wrote stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samhandling.lib.errors import RuleBroken
from samhandling.ui.asides import aside

Made = TypeVar("Made")
Done = str | Callable[[Made], str]
# An address; or the page itself, when it shows what is never shown again.
Goal = str | Callable[[Made], str | HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What stands around a form. `back` is where Cancel leads, and where one comes when it is done.

    `template` is for a form with more around it than that; most of those extend `ui/form.html`.
    """

    title: str
    back: str
    about: str = ""
    intro: str = ""
    warning: str = ""
    submit: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    part_of: str = "ui/page.html"
    template: str = "ui/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)


def ask(
    request: HttpRequest,
    page: FormPage,
    form: BaseForm,
    act: Callable[..., Made],
    done: Done[Made],
    *,
    to: Goal[Made] = "",
) -> HttpResponse:
    """The form as a page, until what it holds can be done: `act` takes the form's cleaned data by their names.

    Then `done` is said, and the person comes to `to`. Both may depend on what the act made.
    """
    if (beside := aside(request, page, form, partial(show, request))) is not None:
        return beside
    if form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
        else:
            return _go_on(request, made, done, to or page.back)
    return show(request, page, form)


def show(request: HttpRequest, page: FormPage, form: BaseForm) -> HttpResponse:
    """The page with the form as it is."""
    shown = {name: getattr(page, name) for name in FormPage.__slots__ if name != "context"}
    return render(request, page.template, {**shown, **page.context, "form": form})


def acted(
    request: HttpRequest, act: Callable[[], Made], done: Done[Made], back: str, *, to: Goal[Made] = ""
) -> HttpResponse:
    """The answer to one button: a refusal is told at `back`, and what was done at `to`, or there too."""
    try:
        made = act()
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(back)
    return _go_on(request, made, done, to or back)


def _go_on(request: HttpRequest, made: Made, done: Done[Made], to: Goal[Made]) -> HttpResponse:
    if text := done(made) if callable(done) else done:
        messages.success(request, text)
    goal = to(made) if callable(to) else to
    return goal if isinstance(goal, HttpResponse) else redirect(goal)
