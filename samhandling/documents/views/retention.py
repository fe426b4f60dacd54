"""The classes of keeping, and the list of what is kept and of what has had its time."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.asked import filter_asked
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest
from samhandling.documents.enums import RetentionRefusal
from samhandling.documents.forms.keeping import ClassForm, KeepingFilterForm, KeepingForm
from samhandling.documents.permissions import can_register, can_set_up_retention
from samhandling.documents.selectors.retention import (
    KeepingFilter,
    KeptDocument,
    class_for,
    class_lines,
    classes_of,
    documents_asked_for,
    documents_due,
    documents_kept,
    keepers_of,
    kept_lines,
)
from samhandling.documents.services.retention import change_class, create_class, decide_keeping, remove_class
from samhandling.documents.views.documents import page_of
from samhandling.organisations.permissions import require_member
from samhandling.ui.acting import FormPage, acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

TABLES = {"csv": csv_response, "xlsx": xlsx_response}
# More than a person ticks, and fewer than a page or an address can carry.
AT_MOST = 200


@login_required
def keeping(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """What one's organisations keep, and until when; the boxes lead to deciding and to disposal."""
    require_keeper(request, collaboration)
    today = timezone.localdate()
    form = _filter(request, collaboration)
    wanted = _wanted(request, form)
    page = page_of(request, documents_asked_for(request.user, collaboration, wanted, today))
    due = documents_due(request.user, collaboration, today).count()
    context = {
        "form": form,
        "page": page,
        "lines": kept_lines(request.user, page.object_list, today),
        "is_narrowed": wanted.is_narrowed,
        "query": request.GET.urlencode(),
        "state": ngettext(
            "The retention period of one document has ended.",
            "The retention period of %(count)s documents has ended.",
            due,
        )
        % {"count": due},
        "due": due,
        "has_many": keepers_of(request.user, collaboration).count() > 1,
    }
    return render(request, "documents/keeping.html", context)


@login_required
def keeping_export(request: UserRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    require_keeper(request, collaboration)
    if kind not in TABLES:
        raise Http404
    today = timezone.localdate()
    found = documents_asked_for(request.user, collaboration, _wanted(request, _filter(request, collaboration)), today)
    headers = [_("Document"), _("Registration number"), _("Whose"), _("Kind"), _("Date"), _("Class"), _("Decided in")]
    headers += [_("Years to keep"), _("Kept from"), _("Retention ends on"), _("Time")]
    rows = [_cells(line) for line in kept_lines(request.user, found, today)]
    return TABLES[kind](_("keeping-of-documents"), headers, rows)


def _cells(line: KeptDocument) -> list[Any]:
    document, kept = line.document, line.document.retention_class
    return [
        line.title,
        document.registration_number,
        str(document.owner),
        str(document.get_kind_display()),
        document.dated_on,
        kept.name if kept else "",
        kept.plan if kept else "",
        kept.years if kept else None,
        document.retained_from,
        line.due_on,
        str(line.keeping.label),
    ]


@login_required
def keeping_decide(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Give the chosen documents a class and a first day."""
    require_keeper(request, collaboration)
    today = timezone.localdate()
    chosen = numbers_of(request)
    found = documents_kept(request.user, collaboration).filter(pk__in=chosen)
    if request.method != "POST" and not found:
        messages.error(request, RetentionRefusal.NOTHING_CHOSEN.label)
        return redirect(keeping_url("keeping", collaboration))
    first = found.first()
    page = keeping_page(
        collaboration,
        _("Set the retention period"),
        intro=_("The class says how many years, and the date says when they start."),
    )
    form = KeepingForm(
        request.POST or None,
        found=found,
        lines=kept_lines(request.user, found, today),
        classes=classes_of(collaboration),
        initial={
            "documents": chosen,
            "retention_class": first.retention_class_id if first else None,
            "retained_from": first.retained_from if first else None,
        },
    )
    act = partial(decide_keeping, actor=request.user)
    return ask(request, page, form, act, _("The retention period has been set."))


@login_required
def classes(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """For how long each kind of document is kept, by which plan: told to all who work here."""
    require_member(request.user, collaboration.pk)
    context = {
        "lines": class_lines(request.user, collaboration),
        "can_set_up": can_set_up_retention(request.user, collaboration.pk),
        "can_keep": can_register(request.user, collaboration.pk),
    }
    return render(request, "documents/retention_classes.html", context)


@login_required
def class_new(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    _require_set_up(request, collaboration)
    page = _class_page(collaboration, _("Add a retention class"), _("Add the class"))
    act = partial(create_class, actor=request.user, collaboration=collaboration)
    return ask(request, page, ClassForm(request.POST or None), act, _("The class has been added."))


@login_required
def class_change(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    _require_set_up(request, collaboration)
    found = class_for(collaboration, pk)
    page = _class_page(collaboration, _("Change the class “%(name)s”") % {"name": found.name})
    form = ClassForm(request.POST or None, initial=initial_of(ClassForm, found))
    act = partial(change_class, actor=request.user, retention_class=found)
    return ask(request, page, form, act, _("The class has been changed."))


@login_required
@require_POST
def class_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    _require_set_up(request, collaboration)
    act = partial(remove_class, actor=request.user, retention_class=class_for(collaboration, pk))
    return acted(request, act, _("The class has been removed."), keeping_url("classes", collaboration))


def keeping_url(name: str, collaboration: "Collaboration") -> str:
    return reverse(f"documents:{name}", kwargs={"collaboration": collaboration.slug})


def numbers_of(request: HttpRequest) -> list[int]:
    """The documents that were ticked, in the address or in the form. What is no number was not ticked by anybody."""
    ticked = request.POST.getlist("documents") if request.method == "POST" else request.GET.getlist("documents")
    return [int(one) for one in ticked[:AT_MOST] if one.isascii() and one.isdigit() and len(one) < 19]


def require_keeper(request: UserRequest, collaboration: "Collaboration") -> None:
    """404 for strangers, 403 for members who answer for nobody."""
    require_member(request.user, collaboration.pk)
    require(can_register(request.user, collaboration.pk))


def _require_set_up(request: UserRequest, collaboration: "Collaboration") -> None:
    require_member(request.user, collaboration.pk)
    require(can_set_up_retention(request.user, collaboration.pk))


def keeping_page(collaboration: "Collaboration", title: str, submit: str = "", *, intro: str) -> FormPage:
    """A form about what is kept, below the list of it."""
    back = keeping_url("keeping", collaboration)
    crumbs = [(_("Documents"), keeping_url("list", collaboration)), (_("Retention and disposal"), back)]
    return FormPage(title=title, submit=submit, intro=intro, back=back, crumbs=crumbs)


def _class_page(collaboration: "Collaboration", title: str, submit: str = "") -> FormPage:
    back = keeping_url("classes", collaboration)
    return FormPage(
        title=title,
        submit=submit,
        intro=_("A class follows a decision that has been made. It does not decide anything itself."),
        back=back,
        crumbs=[(_("Documents"), keeping_url("list", collaboration)), (_("Retention classes"), back)],
    )


def _filter(request: UserRequest, collaboration: "Collaboration") -> KeepingFilterForm:
    return KeepingFilterForm(
        request.GET, owners=keepers_of(request.user, collaboration), classes=classes_of(collaboration)
    )


def _wanted(request: UserRequest, form: KeepingFilterForm) -> KeepingFilter:
    """What was asked for; a filter that says nothing sensible asks for nothing."""
    asked = filter_asked(request, form)
    owner, kept = asked.get("owner"), asked.get("retention_class")
    return KeepingFilter(
        owner=owner.pk if owner else None,
        retention_class=kept.pk if kept else None,
        keeping=asked.get("keeping", ""),
        due_by=asked.get("due_by"),
    )
