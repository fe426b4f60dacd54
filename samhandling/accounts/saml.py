"""Log-in through an organisation by SAML: allauth's, with an answer that is never stored in the database.

allauth parks the answer in a session, since the browser does not send our cookie along when another site posts to us.
The answer may hold a personal identity number, so here the page posts it once more, from our own site.
"""

from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from allauth.socialaccount.providers.saml.utils import build_saml_config
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from samhandling.accounts.domain import Vouched

NAME_OF = {
    "uid": ("urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oid:1.2.752.201.3.1"),
    "email": (
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "email",
        "mail",
    ),
    "name": ("urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname"),
}
# SyntaxError is what lxml says of something that is no XML.
FAULTS = (OneLogin_Saml2_Error, OSError, SyntaxError, KeyError, TypeError, ValueError, AttributeError)


def config_of(request: HttpRequest, app: Any) -> dict[str, Any]:
    """What python3-saml wants to know: about us, and about the organisation's log-in, from its metadata if given."""
    config: dict[str, Any] = build_saml_config(request, app.settings, app.client_id)
    del config["sp"]["singleLogoutService"]
    if metadata := app.settings["idp"].get("metadata"):
        entity = app.settings["idp"]["entity_id"] or None
        config["idp"] = OneLogin_Saml2_IdPMetadataParser.parse(metadata, entity_id=entity)["idp"]
    return config


def conversation(request: HttpRequest, app: Any) -> OneLogin_Saml2_Auth:
    """One question or answer. An answer is always meant for the address that the metadata names."""
    request_data = {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": "",
        "path_info": reverse("saml_acs", kwargs={"organization_slug": app.client_id}),
        "get_data": request.GET.copy(),
        "post_data": request.POST.copy(),
    }
    return OneLogin_Saml2_Auth(request_data, config_of(request, app))


class SamlProvider(SAMLProvider):  # type: ignore[misc]  # allauth ships no types
    def redirect(self, request: HttpRequest, *_asked: Any, next_url: str | None = None, **_more: Any) -> HttpResponse:
        """To the organisation. The number of our question is kept: only its answer is let in, and once."""
        try:
            auth = conversation(request, self.app)
            address = auth.login(return_to="")
        except FAULTS as fault:
            answer: HttpResponse = render_authentication_error(request, self, exception=fault)
            return answer
        self.stash_redirect_state(request, AuthProcess.LOGIN, next_url, None, state_id=auth.get_last_request_id())
        return HttpResponseRedirect(address)

    def extract_uid(self, data: OneLogin_Saml2_Auth) -> str:
        """What stays the same for a person. A name that is new for each visit identifies nobody."""
        uid = self._extract(data).get("uid")
        if uid is None and str(data.get_nameid_format()).endswith(":transient"):
            raise ValueError("the answer names nobody that can be known again")
        return str(uid or data.get_nameid() or "")

    def extract_extra_data(self, _answer: OneLogin_Saml2_Auth) -> dict[str, Any]:
        """Nothing: what is not kept cannot leak, and there may be a personal identity number among it."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: OneLogin_Saml2_Auth) -> SocialLogin:
        login: SocialLogin = super().sociallogin_from_response(request, response)
        attributes = self._extract(response)
        login.vouched = Vouched(
            email=attributes.get("email") or "", is_verified=True, name=attributes.get("name") or ""
        )
        return login
