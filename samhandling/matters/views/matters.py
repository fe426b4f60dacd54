"""Matters: listed, raised, shown, changed, let out and closed."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.asked import filter_asked, page_asked
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.documents.selectors.documents import own_organisations_in
from samhandling.matters.enums import Condition
from samhandling.matters.forms.matters import (
    CloseForm,
    MatterFilterForm,
    MatterForm,
    NewMatterForm,
    NumberForm,
    PaperForm,
    PublishForm,
    ReopenForm,
    ShareForm,
)
from samhandling.matters.permissions import can_let_out, can_raise, can_write
from samhandling.matters.selectors.choices import forums_to_choose
from samhandling.matters.selectors.matters import (
    MatterFilter,
    counted,
    matter_for,
    matter_page,
    matters_in,
    matters_of,
    paper_for,
    papers_to_add,
    rows_of,
)
from samhandling.matters.selectors.parties import agreement_in_force
from samhandling.matters.services.matters import (
    add_paper,
    change_matter,
    close_matter,
    discard_matter,
    note_number,
    publish_matter,
    raise_matter,
    remove_paper,
    reopen_matter,
    share_matter,
)
from samhandling.matters.views.page import matter_form, matter_url
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from django import forms

    from samhandling.matters.models import Matter
    from samhandling.organisations.models import Collaboration

ROWS_ON_A_PAGE = 40


def matter_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    viewer, today = request.user, timezone.localdate()
    form = MatterFilterForm(request.GET, viewer=viewer, collaboration=collaboration)
    wanted = wanted_from(request, form)
    rows = rows_of(viewer, matters_of(viewer, collaboration, today, wanted), today, wanted.condition)
    counts = counted(rows)
    context = {
        "form": form,
        "page": page_asked(request, rows, ROWS_ON_A_PAGE),
        # Those that are closed are not listed unless they are asked for, and are no empty list.
        "is_narrowed": wanted.is_narrowed or (not rows and matters_in(viewer, collaboration, today).exists()),
        "state": ngettext("One matter.", "%(count)s matters.", len(rows)) % {"count": len(rows)},
        "late": counts[Condition.LATE],
        "lost": counts[Condition.LOST] + counts[Condition.STOPPED],
        "may_raise": can_raise(viewer, collaboration.pk),
    }
    return render(request, "matters/list.html", context)


def wanted_from(request: HttpRequest, form: "forms.Form") -> MatterFilter:
    asked = filter_asked(request, form)
    chosen = {name: asked[name].pk for name in ("forum", "raised_by", "area") if asked.get(name)}
    return MatterFilter(query=asked.get("query", ""), condition=asked.get("condition", ""), **chosen)


@login_required
def matter_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_raise(request.user, collaboration.pk))
    today = timezone.localdate()
    page = FormPage(
        title=_("Raise a matter"),
        intro=_("It starts as a working draft that only your own organisation can see."),
        submit=_("Save the working draft"),
        back=reverse("matters:list", kwargs={"collaboration": collaboration.slug}),
        part_of="matters/below.html",
    )
    form = NewMatterForm(
        request.POST or None,
        viewer=request.user,
        collaboration=collaboration,
        initial={"raised_on": today, "agreement": agreement_in_force(collaboration, today)},
    )
    act = partial(raise_matter, actor=request.user, collaboration=collaboration)
    return ask(request, page, form, act, _("The working draft has been saved."), to=partial(matter_url, "detail"))


def matter_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    today = timezone.localdate()
    matter = matter_for(request.user, collaboration, pk, today)
    page = matter_page(request.user, matter, today)
    return render(request, "matters/detail.html", {"matter": matter, "page": page, "today": today})


@login_required
def matter_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_write(request, collaboration, pk)
    initial = initial_of(MatterForm, matter) | {"areas": list(matter.areas.values_list("pk", flat=True))}
    form = MatterForm(request.POST or None, viewer=request.user, collaboration=collaboration, initial=initial)
    act = partial(change_matter, actor=request.user, matter=matter)
    return ask(request, matter_form(matter, _("Change the matter")), form, act, _("The matter has been changed."))


@login_required
@require_POST
def matter_discard(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_write(request, collaboration, pk)
    there = reverse("matters:list", kwargs={"collaboration": collaboration.slug})
    act = partial(discard_matter, actor=request.user, matter=matter)
    return acted(request, act, _("The working draft has been deleted."), matter_url("detail", matter), to=there)


@login_required
def matter_share(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_let_out(request, collaboration, pk)
    there = matter.shares.values("forum")
    offered = forums_to_choose(request.user, collaboration, timezone.localdate()).exclude(pk__in=there)
    page = matter_form(
        matter,
        _("Share with forums"),
        submit=_("Share the matter"),
        intro=_("Everyone who reads the forums’ papers can then read the matter and follow its journey."),
    )
    form = ShareForm(request.POST or None, forums=offered)
    act = partial(share_matter, actor=request.user, matter=matter, now=timezone.now())
    return ask(request, page, form, act, _("The matter has been shared."))


@login_required
def matter_publish(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_let_out(request, collaboration, pk)
    page = matter_form(
        matter,
        _("Publish the matter"),
        submit=_("Publish"),
        intro=_("Everyone can then read it without logging in. Its papers are published each by itself."),
    )
    act = partial(publish_matter, actor=request.user, matter=matter, now=timezone.now())
    return ask(request, page, PublishForm(request.POST or None), act, _("The matter has been published."))


@login_required
def matter_close(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_write(request, collaboration, pk)
    today = timezone.localdate()
    form = CloseForm(request.POST or None, initial={"closed_on": today})
    act = partial(close_matter, actor=request.user, matter=matter, today=today)
    page = matter_form(matter, _("Close the matter"), submit=_("Close the matter"))
    return ask(request, page, form, act, _("The matter has been closed."))


@login_required
def matter_reopen(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_write(request, collaboration, pk)
    act = partial(reopen_matter, actor=request.user, matter=matter)
    page = matter_form(matter, _("Reopen the matter"), submit=_("Reopen the matter"))
    return ask(request, page, ReopenForm(request.POST or None), act, _("The matter is open again."))


@login_required
def paper_new(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = _to_write(request, collaboration, pk)
    form = PaperForm(request.POST or None, documents=papers_to_add(request.user, matter, timezone.localdate()))
    act = partial(add_paper, actor=request.user, matter=matter)
    page = matter_form(matter, _("Add a paper"), submit=_("Add the paper"))
    return ask(request, page, form, act, _("The paper has been added to the matter."))


@login_required
@require_POST
def paper_remove(request: UserRequest, collaboration: "Collaboration", pk: int, matter_paper: int) -> HttpResponse:
    matter = _to_write(request, collaboration, pk)
    act = partial(remove_paper, actor=request.user, paper=paper_for(matter, matter_paper))
    done = _("The paper is no longer part of the matter. The document remains.")
    return acted(request, act, done, matter_url("detail", matter))


@login_required
def number_note(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    matter = matter_for(request.user, collaboration, pk, timezone.localdate())
    require(can_raise(request.user, collaboration.pk))
    own = own_organisations_in(request.user, collaboration)
    form = NumberForm(request.POST or None, organisations=own)
    act = partial(note_number, actor=request.user, matter=matter)
    page = matter_form(matter, _("Enter your own registration number"))
    return ask(request, page, form, act, _("The registration number has been saved."))


def _to_write(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Matter":
    """404 for those who may not know of it, 403 for those who may only read it."""
    matter = matter_for(request.user, collaboration, pk, timezone.localdate())
    require(can_write(request.user, matter))
    return matter


def _to_let_out(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Matter":
    matter = matter_for(request.user, collaboration, pk, timezone.localdate())
    require(can_let_out(request.user, matter))
    return matter
