"""What was written in a form and not received: shown again in the form, and kept when the log-in has run out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import BaseForm, Form
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from samhandling.core.held_files import discard_held, held_for, hold_file
from samhandling.core.kept import discard_kept, keep_form, kept_form
from samhandling.core.models import KeptForm
from samhandling.core.sending import Received, SendKey, fields_of, key_of, received_once, was_received
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

# In the address: that one goes on with the draft that is offered.
GO_ON = "utkast"


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form's page says of what was kept. `is_shown` when the form holds it already."""

    form: KeptForm
    address: str
    is_shown: bool

    @property
    def go_on_url(self) -> str:
        return f"{self.address}{'&' if '?' in self.address else '?'}{GO_ON}=ja"


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a refused form: held for the next try, or without a key and to be chosen again."""

    field: str
    name: str
    key: str


def address_of_form(address: str) -> str:
    """The address a form is kept by: without the answer to what the page offered."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != GO_ON]
    return parts.path + (f"?{urlencode(query)}" if query else "")


def user_of(request: HttpRequest) -> "User | None":
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def own_key(request: HttpRequest) -> "tuple[User, SendKey] | None":
    """The key of the form that came in, if it stood on a page of the one who sends it."""
    user, key = user_of(request), key_of(request)
    return (user, key) if user and key and key.user_id == user.pk else None


def once(request: HttpRequest, act: Callable[[], Received], *, is_whole: bool = True) -> tuple[Received | None, bool]:
    """What `act` tells, done once however often the form was sent; True when the same form has been received before.

    None when what was told then is not known any more. What was kept of the form goes, when it `is_whole`.
    """
    owned = own_key(request)
    if owned is None:
        return act(), False
    user, key = owned
    with transaction.atomic():
        received, is_twin = received_once(request, user, key, timezone.now(), act)
        if is_whole and not is_twin:
            discard_kept(user=user, address=address_of_form(request.get_full_path()))
    return received, is_twin


def is_twin(request: HttpRequest) -> bool:
    """Whether the same form has been received already."""
    owned = own_key(request)
    return owned is not None and was_received(request, *owned, timezone.now())


def fill_in(request: HttpRequest, form: BaseForm) -> Offered | None:
    """Put in the form what its reader once wrote there, if they sent it or go on with it. It is not judged yet."""
    user = user_of(request)
    if request.method != "GET" or form.is_bound or user is None:
        return None
    address = address_of_form(request.get_full_path())
    kept = kept_form(user, address, timezone.now())
    if kept is None:
        return None
    is_shown = kept.was_sent or GO_ON in request.GET or getattr(form, "saves_itself", False)
    if is_shown:
        show_again(form, kept.fields)
    return Offered(kept, address, is_shown)


def show_again(form: BaseForm, answers: Mapping[str, list[str]]) -> None:
    """Let the form hold these answers, without a word about them yet."""
    form.data = MultiValueDict(answers)
    form.is_bound = True
    form._errors = ErrorDict()  # type: ignore[attr-defined]  # noqa: SLF001  # not judged


def kept_answers(request: HttpRequest) -> "tuple[Offered | None, Any]":
    """For a page of many small forms, which cannot be filled in one by one: what was kept, to make them from."""
    blank = Form()
    offered = fill_in(request, blank)
    return offered, blank.data if offered and offered.is_shown else None


def hold_files(request: HttpRequest, form: BaseForm) -> list[Held]:
    """The files that came with a form that is shown anew."""
    owned = own_key(request)
    if owned is None or request.method != "POST":
        return []
    held = []
    for field, upload in uploads_in(form.files):
        key = "" if form.errors.get(field) else _held(owned[0], upload)
        held.append(Held(field, upload.name or "", key))
    return held


def _held(user: "User", upload: "UploadedFile[bytes]") -> str:
    """The key of the file; none when it is of a kind or a size that nothing here takes."""
    try:
        return str(hold_file(user=user, upload=upload, now=timezone.now()).stored.key)
    except RuleBroken:
        return ""


def receive_files(request: HttpRequest, address: str, allowed: frozenset[str]) -> list[tuple[str, str]]:
    """For a form that gathers many files: each is taken by itself, and one that cannot be taken is told by its name.

    One that is not wanted after all goes again: the step `away` with its number.
    """
    user = user_of(request)
    if user is None:
        return []
    step, _colon, number = request.POST.get("step", "").partition(":")
    if step == "away":
        discard_held(*(one for one in held_for(user, address) if str(one.pk) == number))
    faults = []
    for _field, upload in uploads_in(request.FILES):
        try:
            hold_file(user=user, upload=upload, now=timezone.now(), address=address, allowed=allowed)
        except RuleBroken as broken:
            faults.append((upload.name or "", broken.message))
    return faults


def uploads_in(files: "MultiValueDict[str, UploadedFile[bytes]]") -> "list[tuple[str, UploadedFile[bytes]]]":
    """Each file with the field it came in."""
    return [(field, upload) for field, uploads in files.lists() for upload in uploads]


def keep_and_log_in(request: HttpRequest, key: SendKey) -> HttpResponse:
    """The log-in has run out: what was written is kept for whose page it was, and asked for where it was written."""
    address = _page_of_form(request)
    words = _keep_sent(request, key, address)
    messages.info(request, words)
    return redirect_to_login(address, resolve_url("account_login"))


def keep_and_show(request: HttpRequest, key: SendKey) -> HttpResponse:
    """The form's own secret is old, and its writer is logged in: it is shown again with all they wrote."""
    address = _page_of_form(request)
    _keep_sent(request, key, address)
    return redirect(address)


def keep_for_another(request: HttpRequest, key: SendKey) -> None:
    """Somebody else has logged in since. It waits for whoever wrote it, and nobody else sees it."""
    _keep_sent(request, key, _page_of_form(request))


def _keep_sent(request: HttpRequest, key: SendKey, address: str) -> str:
    fields, files = fields_of(request), [upload.name or "" for _field, upload in uploads_in(request.FILES)]
    user: Any = get_user_model().objects.filter(pk=key.user_id, is_active=True).first()
    if user is None or not (fields or files):
        return _("You have been logged out. Log in to go on.")
    is_kept = keep_form(user=user, address=address, fields=fields, files=files, was_sent=True, now=timezone.now())
    if is_kept:
        return _("You have been logged out. What you wrote is saved. Log in and it is there in the form.")
    return _("You have been logged out, and what you wrote was too long to save. Go back and copy it first.")


def _page_of_form(request: HttpRequest) -> str:
    """Where the form stood. A button's own address shows no page, so the browser's word for it counts first."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        parts = urlsplit(came_from)
        return address_of_form(parts.path + (f"?{parts.query}" if parts.query else ""))
    return address_of_form(request.get_full_path())
