"""Acts on many rows of a list at once: chosen by boxes, told what will happen to how many, done wholly or not at all.

Everything is a plain form. What is chosen goes along in it; nothing is kept on the server meanwhile.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.fields import LONGEST_NUMBER
from samhandling.core.kept import kept_form
from samhandling.core.sending import Received
from samhandling.lib.errors import RuleBroken
from samhandling.ui.keeping import address_of_form, is_twin, once, user_of

if TYPE_CHECKING:
    from samhandling.ui.acting import FormPage

# The fields of the forms: the rows chosen one by one or by number, all of what was asked for, the act, the yes.
ROW, ROWS, ALL, ASKED, ACT, YES = "vald", "vilka", "alla", "fraga", "gor", "ja"
MOST_ROWS = 1_000
SHOWN = 50  # the names told on the page; how many they are is always told


def _can(_row: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """An act on many rows: `file` answers at once, by a file or the page where one goes on.

    Without it, `act` does something to those of whom `why_not` says nothing.
    `act` is a verb in one transaction that takes `rows`, and what `form` asks by name. `title` and `done` are told how
    many. What `done` gives besides its words, such as a way to take it back, is told with it.
    """

    key: str
    text: str
    file: Callable[[list[Any]], HttpResponse] | None = None
    title: Callable[[int], str] = str
    # What must be known of all rows together before each is looked at, such as their addresses.
    prepare: Callable[[list[Any]], list[Any]] = list
    what_happens: Any = ""
    why_not: Callable[[Any], str] = _can
    form: Callable[[Any], forms.BaseForm] = forms.Form
    act: Callable[..., Any] = field(default=list)
    done: Callable[[HttpRequest, Any], None] | None = None


@dataclass(frozen=True, slots=True)
class Cannot:
    """Those to whom it cannot be done, for one reason."""

    reason: str
    rows: list[Any]


def on_many(
    request: HttpRequest,
    page: "FormPage",
    acts: Sequence[BulkAct],
    rows_of: Callable[[QueryDict, list[int] | None], Iterable[Any]],
    show: Callable[[HttpRequest, "FormPage", forms.BaseForm], HttpResponse],
) -> HttpResponse:
    """From the list to the act. `rows_of` finds the rows that the list shows, all of a question or those of numbers.

    Whoever had to log in again on the way comes back by the address: to the question, as they had answered it.
    """
    if request.method != "POST":
        request.POST = QueryDict(_kept_question(request))
    asked = asked_of_list(request)
    page = replace(page, back=f"{page.back}?{asked.urlencode()}" if asked else page.back)
    if YES in request.POST and is_twin(request):
        return _received_before(request, page)
    act = next((one for one in acts if one.key == request.POST.get(ACT)), None)
    numbers = None if ALL in request.POST else _numbers(request)
    rows = list(rows_of(asked, numbers)) if act and numbers != [] else []
    if act is None or not rows:
        if request.method == "POST":
            messages.warning(request, _("Choose at least one row first."))
        return redirect(page.back)
    if len(rows) > MOST_ROWS:
        most = _("Choose at most %(most)s rows at a time. A filter makes the list shorter.")
        messages.warning(request, most % {"most": MOST_ROWS})
        return redirect(page.back)
    if act.file is not None:
        return act.file(rows)
    return _confirmed(request, page, act, rows, show)


def asked_of_list(request: HttpRequest) -> QueryDict:
    """What the list was asked that the rows were chosen in."""
    return QueryDict(request.POST.get(ASKED, "")[:2_000])


def _confirmed(request: HttpRequest, page: "FormPage", act: BulkAct, rows: list[Any], show: Any) -> HttpResponse:
    reasons = [(row, act.why_not(row)) for row in act.prepare(rows)]
    able = [row for row, reason in reasons if not reason]
    seen = ",".join(str(row.pk) for row in able)
    form = act.form(request.POST if YES in request.POST else None)
    warning = ""
    if YES in request.POST and request.POST[YES] != seen:
        warning = _("Something has changed since you chose. This is how it is now.")
    elif able and (form.is_valid() if form.fields else YES in request.POST):
        try:
            answers = getattr(form, "cleaned_data", {})
            _received, was_before = once(request, partial(_carry_out, request, act, able, answers))
        except RuleBroken as broken:
            warning = broken.message
        else:
            return _received_before(request, page) if was_before else redirect(page.back)
    context = {
        "able": able[:SHOWN],
        "able_count": len(able),
        "more": max(0, len(able) - SHOWN),
        "cannot": _by_reason(reasons),
        "carried": [
            (ROWS, ",".join(str(row.pk) for row in rows)),
            (ACT, act.key),
            (ASKED, request.POST.get(ASKED, "")),
        ],
        "yes": seen,
        "what_happens": act.what_happens,
    }
    step = replace(
        page,
        title=act.title(len(able)),
        submit=act.text,
        warning=warning,
        template="ui/bulk.html",
        context={**page.context, **context},
    )
    answer: HttpResponse = show(request, step, form)
    return answer


def _received_before(request: HttpRequest, page: "FormPage") -> HttpResponse:
    messages.info(request, _("It was already received. Nothing was done twice."))
    return redirect(page.back)


def _carry_out(request: HttpRequest, act: BulkAct, rows: list[Any], answers: dict[str, Any]) -> Received:
    made = act.act(rows=rows, **answers)
    if act.done is not None:
        act.done(request, made)
    return Received("", "")


def _kept_question(request: HttpRequest) -> str:
    """What was sent when the log-in had run out, to be asked again; nothing in most."""
    user = user_of(request)
    kept = kept_form(user, address_of_form(request.get_full_path()), timezone.now()) if user else None
    if kept is None or not kept.was_sent:
        return ""
    return urlencode({name: values for name, values in kept.fields.items() if name != YES}, doseq=True)


def _numbers(request: HttpRequest) -> list[int]:
    """The rows that were chosen, each once and in the order given."""
    told = [*request.POST.getlist(ROW), *request.POST.get(ROWS, "").split(",")]
    return list(dict.fromkeys(int(one) for one in told if one.isdecimal() and len(one) <= LONGEST_NUMBER))


def _by_reason(reasons: Iterable[tuple[Any, str]]) -> list[Cannot]:
    found: dict[str, list[Any]] = {}
    for row, reason in reasons:
        if reason:
            found.setdefault(reason, []).append(row)
    return [Cannot(reason, rows) for reason, rows in found.items()]
