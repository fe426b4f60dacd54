"""How a page asks, acts and answers. A refusal is told where the person stands, and what they wrote stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samhandling.core.sending import Received
from samhandling.lib.errors import RuleBroken
from samhandling.ui.asides import aside
from samhandling.ui.keeping import fill_in, hold_files, once
from samhandling.ui.undoing import say_with_undo

Made = TypeVar("Made")
Done = str | Callable[[Made], str]
# An address; or the page itself, when it shows what is never shown again.
Goal = str | Callable[[Made], str | HttpResponse]
# The act by its name in the slot `undo` and what undoing it needs; None where this one cannot be undone.
Undo = Callable[[Made], tuple[str, Any] | None]


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
    undo: Undo[Made] | None = None,
) -> HttpResponse:
    """The form as a page, until what it holds can be done: `act` takes the form's cleaned data by their names.

    Then `done` is said, and the person comes to `to`. Both may depend on what the act made. With `undo`, a button
    stands beside what is said (`ui/undoing.py`).
    """
    if (beside := aside(request, page, form, partial(show, request))) is not None:
        return beside
    if form.is_valid():
        try:
            return _carried_out(request, lambda: act(**form.cleaned_data), done, to or page.back, page.back, undo=undo)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
    return show(request, page, form)


def show(request: HttpRequest, page: FormPage, form: BaseForm) -> HttpResponse:
    """The page with the form as it is, or with what its reader wrote in it and could not send."""
    kept, held = fill_in(request, form), hold_files(request, form)
    shown = {name: getattr(page, name) for name in FormPage.__slots__ if name != "context"}
    return render(request, page.template, {**shown, **page.context, "form": form, "kept": kept, "held": held})


def acted(
    request: HttpRequest,
    act: Callable[[], Made],
    done: Done[Made],
    back: str,
    *,
    to: Goal[Made] = "",
    undo: Undo[Made] | None = None,
) -> HttpResponse:
    """The answer to one button: a refusal is told at `back`, and what was done at `to`, or there too."""
    try:
        return _carried_out(request, act, done, to or back, back, undo=undo)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(back)


def _carried_out(
    request: HttpRequest,
    act: Callable[[], Made],
    done: Done[Made],
    to: Goal[Made],
    back: str,
    *,
    undo: Undo[Made] | None,
) -> HttpResponse:
    """Done once, however often it was sent: the second of two equal ones is answered as the first was."""
    pages: list[HttpResponse] = []
    undoing: list[tuple[str, Any]] = []

    def carry_out() -> Received:
        made = act()
        said = str(done(made) if callable(done) else done)
        if undo is not None and (way_back := undo(made)) is not None:
            undoing.append(way_back)
        goal = to(made) if callable(to) else to
        if isinstance(goal, str):
            return Received(said, goal)
        pages.append(goal)
        return Received(said, "")

    received, _is_twin = once(request, carry_out)
    if received is None or (not received.to and not pages):
        # A page that is shown once, or an answer that may be told no longer.
        messages.info(request, _("It was already received. Nothing was done twice."))
        return redirect(back)
    if received.said and undoing:
        say_with_undo(request, received.said, *undoing[0], back=received.to or back)
    elif received.said:
        messages.success(request, received.said)
    return pages[0] if pages else redirect(received.to)
