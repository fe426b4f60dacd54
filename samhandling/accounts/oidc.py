"""Log-in through an organisation by OpenID Connect: allauth's, made stricter.

Beyond what allauth does, the answer must carry the nonce that was asked with, the identity token is required and must
speak of the same person as the user information, and nothing of what was received is stored but the provider's own key.
"""

import hashlib
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from requests import RequestException

from samhandling.accounts.domain import Vouched

# What a provider's answer may do to the code that reads it.
MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
# Some providers write a truth as text.
NOT_VERIFIED = (False, "false", "False", 0, "0")


def nonce_of(code_verifier: str) -> str:
    """The nonce of one log-in. It follows from the secret of that log-in, so it need not be kept beside it."""
    return hashlib.sha256(f"nonce {code_verifier}".encode()).hexdigest()


class OpenIdAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    nonce = ""

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        self.nonce = nonce_of(pkce_code_verifier or "")
        try:
            answer: dict[str, Any] = super().get_access_token_data(request, app, client, pkce_code_verifier)
        except MALFORMED as fault:
            raise OAuth2Error("the provider's token could not be read") from fault
        return answer

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, *, response: dict[str, Any], **_more: Any
    ) -> SocialLogin:
        try:
            id_token = self._decode_id_token(app, response["id_token"])
            if not constant_time_compare(str(id_token.get("nonce", "")), self.nonce):
                raise OAuth2Error("the answer belongs to another log-in")
            user_info = self._fetch_user_info(token.token)
            if user_info["sub"] != id_token["sub"]:
                raise OAuth2Error("the answer speaks of two persons")
            return self.get_provider().sociallogin_from_response(request, {**id_token, **user_info})
        except MALFORMED as fault:
            raise OAuth2Error("the provider's answer could not be read") from fault


class OpenIdProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    oauth2_adapter_class = OpenIdAdapter

    def redirect(
        self, request: HttpRequest, *_asked: Any, next_url: str | None = None, scope: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the provider. It is always a log-in: whatever else the address asks for is not listened to."""
        auth_params = kwargs.get("auth_params")
        try:
            answer: HttpResponse = super().redirect(
                request, AuthProcess.LOGIN, next_url, scope=scope, auth_params=auth_params
            )
        except (RequestException, *MALFORMED) as fault:
            answer = render_authentication_error(request, self, exception=fault)
        return answer

    def get_scope_from_request(self, _request: HttpRequest) -> list[str]:
        """The scopes of the operator's file. An address cannot ask for more."""
        return list(self.get_scope())

    def get_auth_params_from_request(self, _request: HttpRequest, _action: str) -> dict[str, str]:
        return dict(self.get_auth_params())

    def get_pkce_params(self) -> dict[str, str]:
        params: dict[str, str] = super().get_pkce_params()
        return params | {"nonce": nonce_of(params["code_verifier"])}

    def extract_extra_data(self, _answer: dict[str, Any]) -> dict[str, Any]:
        """Nothing: what is not kept cannot leak, and there may be a personal identity number among it."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        settings = self.app.settings
        login: SocialLogin = super().sociallogin_from_response(request, response)
        email = response.get(settings["email_field"] or "email")
        login.vouched = Vouched(
            email=email if isinstance(email, str) else "",
            is_verified=response.get("email_verified") not in NOT_VERIFIED,
            name=str(response.get(settings["name_field"] or "name") or ""),
            affiliation=str(response.get(settings["affiliation_claim"]) or "") if settings["affiliation_claim"] else "",
        )
        return login
