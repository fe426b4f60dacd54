"""The way to an organisation's log-in by SAML and back. See `accounts/saml.py` for what is different from allauth's."""

from http import HTTPStatus
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login, render_authentication_error
from allauth.socialaccount.models import SocialApp
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from samhandling.accounts.enums import LogInRefusal
from samhandling.accounts.saml import FAULTS, SamlProvider, config_of, conversation
from samhandling.accounts.selectors import provider_with
from samhandling.accounts.trust import refused
from samhandling.core.http import VisitorRequest


def login(request: VisitorRequest, organization_slug: str) -> HttpResponse:
    """Ask first, then go there: an address that somebody sends must not log anybody in."""
    provider = _provider(request, organization_slug)
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider})
    answer: HttpResponse = provider.redirect_from_request(request)
    return answer


@csrf_exempt
@require_POST
def answer(request: VisitorRequest, organization_slug: str) -> HttpResponse:
    """The organisation's answer, posted from its site without our cookie. The page posts it on from ours."""
    _provider(request, organization_slug)
    answer = {name: request.POST.get(name, "") for name in ("SAMLResponse", "RelayState")}
    return render(request, "accounts/saml_answer.html", {"answer": answer, "organization_slug": organization_slug})


# The answer itself is the proof: it is signed, and belongs to a question that this very session has asked.
@csrf_exempt
@require_POST
@never_cache
def finish(request: VisitorRequest, organization_slug: str) -> HttpResponse:
    provider = _provider(request, organization_slug)
    try:
        auth = conversation(request, provider.app)
        auth.process_response()
        if auth.get_errors() or not auth.is_authenticated():
            return _not_understood(request, provider)
        question = auth.get_last_response_in_response_to()
        if not question:  # nobody asked: an answer that somebody else sends could be a trap
            return _stale(request, organization_slug)
        login = provider.sociallogin_from_response(request, auth)
        login.state = provider.unstash_redirect_state(request, question)
    except PermissionDenied:
        return _stale(request, organization_slug)
    except FAULTS:
        return _not_understood(request, provider)
    done: HttpResponse = complete_social_login(request, login)
    return done


@require_GET
def metadata(request: VisitorRequest, organization_slug: str) -> HttpResponse:
    """What the organisation's log-in wants to know about us."""
    provider = _provider(request, organization_slug)
    settings = OneLogin_Saml2_Settings(settings=config_of(request, provider.app), sp_validation_only=True)
    return HttpResponse(settings.get_sp_metadata(), content_type="application/samlmetadata+xml")


def _provider(request: VisitorRequest, name: str) -> SamlProvider:
    try:
        found: Any = get_adapter().get_provider(request, name)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    if not isinstance(found, SamlProvider):
        raise Http404
    return found


def _not_understood(request: VisitorRequest, provider: SamlProvider) -> HttpResponse:
    answer: HttpResponse = render_authentication_error(request, provider)
    return answer


def _stale(request: VisitorRequest, name: str) -> HttpResponse:
    answer: HttpResponse = refused(request, LogInRefusal.STALE, provider_with(name)).response
    answer.status_code = HTTPStatus.FORBIDDEN
    return answer
