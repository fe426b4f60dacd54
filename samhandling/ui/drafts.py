"""Drafts that save themselves while somebody writes, and are thrown away when they say so."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.http import UserRequest
from samhandling.core.kept import discard_kept, keep_form
from samhandling.core.sending import fields_of
from samhandling.ui.keeping import address_of_form, own_key

ADDRESS_FIELD = "address-of-draft"


@login_required
@require_POST
def draft_save(request: UserRequest) -> HttpResponse:
    """What stands in the form now. The answer is said beside its buttons."""
    now, address = timezone.now(), address_of_form(request.POST.get(ADDRESS_FIELD, ""))
    if not address.startswith("/") or own_key(request) is None:
        return JsonResponse({}, status=409)
    fields = fields_of(request, ADDRESS_FIELD)
    if not keep_form(user=request.user, address=address, fields=fields, files=[], was_sent=False, now=now):
        return JsonResponse({"said": _("The text is too long to be saved while you write.")})
    return JsonResponse({"said": _("Saved %(time)s") % {"time": time_format(timezone.localtime(now), "H.i")}})


@login_required
@require_POST
def draft_discard(request: UserRequest) -> HttpResponse:
    """Thrown away by its writer, who comes back to the form as it was."""
    address = address_of_form(request.POST.get(ADDRESS_FIELD, ""))
    if not url_has_allowed_host_and_scheme(address, None):
        address = "/"
    discard_kept(user=request.user, address=address)
    messages.success(request, _("The draft has been discarded."))
    return redirect(address)
