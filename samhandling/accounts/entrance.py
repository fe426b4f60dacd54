"""The pages of allauth that we use, under Swedish addresses. All its other pages do not exist here.

They keep the names that allauth itself reverses, so they cannot lie in the room's own namespace.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from samhandling.accounts.views import oidc, organisation, saml

to_log_out = RedirectView.as_view(url=reverse_lazy("account_logout"))
to_account = RedirectView.as_view(pattern_name="accounts:profile")


def leads_out(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form on this page ends at an organisation's own log-in, which the content policy otherwise forbids."""

    @wraps(view)
    def led(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response._csp_update = {"form-action": _origins()}  # type: ignore[attr-defined]  # noqa: SLF001 - as django-csp
        return response

    return led


def _origins() -> list[str]:
    """Where the organisations' log-ins live, once each."""
    addresses = [
        address
        for provider in settings.LOGIN_PROVIDERS
        for address in (provider.server_url, provider.sso_url, *provider.form_origins)
        if address
    ]
    return sorted({f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" for address in addresses})


urlpatterns = [
    path("inloggning/", leads_out(views.login), name="account_login"),
    path("inloggning/organisation/", leads_out(organisation.find), name="account_organisation"),
    path("inloggning/bekrafta/", factors.authenticate, name="mfa_authenticate"),
    path("inloggning/nyckel/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("utloggning/", views.logout, name="account_logout"),
    path("stangt/", views.account_inactive, name="account_inactive"),
    path("losenord/", views.password_change, name="account_change_password"),
    # Who has no password yet, proves the address first.
    path("losenord/valj/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("losenord/glomt/", views.password_reset, name="account_reset_password"),
    path("losenord/glomt/skickat/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("losenord/bytt/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # That it is still the same person, before anything that protects the account is changed.
    path("bekrafta/", views.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("bekrafta/nyckel/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    # allauth has pages of its own that list the factors. Ours is the page of the account.
    path("sakerhet/", to_account, name="mfa_index"),
    path("losennycklar/", to_account, name="mfa_list_webauthn"),
    path("losennycklar/ny/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("losennycklar/<int:pk>/andra/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("losennycklar/<int:pk>/ta-bort/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("app/", never_cache(app.activate_totp), name="mfa_activate_totp"),
    path("app/ta-bort/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("reservkoder/", never_cache(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("reservkoder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("reservkoder/hamta/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    # To an organisation's log-in, and back from it.
    path("oidc/<slug:provider_id>/", leads_out(oidc.login), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/svar/", oidc.answer, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/", leads_out(saml.login), name="saml_login"),
    path("saml/<slug:organization_slug>/svar/", saml.answer, name="saml_acs"),
    path("saml/<slug:organization_slug>/svar/klart/", saml.finish, name="saml_finish_acs"),
    # allauth wants the name; our metadata offers no logging out by the organisation.
    path("saml/<slug:organization_slug>/slut/", to_log_out, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
]
