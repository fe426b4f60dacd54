"""The way to an organisation's log-in by OpenID Connect and back, with our stricter reading of its answer."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from samhandling.accounts.oidc import OpenIdAdapter, OpenIdProvider
from samhandling.core.http import VisitorRequest


def login(request: VisitorRequest, provider_id: str) -> HttpResponse:
    """Ask first, then go there: an address that somebody sends must not log anybody in."""
    return _walk(OAuth2LoginView, request, provider_id)


@never_cache
def answer(request: VisitorRequest, provider_id: str) -> HttpResponse:
    return _walk(OAuth2CallbackView, request, provider_id)


def _walk(view: type[OAuth2LoginView | OAuth2CallbackView], request: VisitorRequest, provider_id: str) -> HttpResponse:
    adapter = OpenIdAdapter(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    if not isinstance(provider, OpenIdProvider):
        raise Http404
    answered: HttpResponse = view.adapter_view(adapter)(request)
    return answered
