"""To one's organisation's own log-in, found by the address one works under."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from samhandling.accounts.forms import AddressForm
from samhandling.accounts.selectors import provider_of_address
from samhandling.core.http import VisitorRequest


@sensitive_post_parameters("email")
def find(request: VisitorRequest) -> HttpResponse:
    """The domain is public knowledge. Whether somebody has that address here is neither asked nor told."""
    form = AddressForm(request.POST or None)
    after = get_next_redirect_url(request) or ""
    if form.is_valid() and (found := provider_of_address(form.cleaned_data["email"])):
        provider = get_adapter().get_provider(request, found.id)
        hint = {"login_hint": form.cleaned_data["email"]} if found.type == "oidc" else None
        answer: HttpResponse = provider.redirect(request, next_url=after or None, auth_params=hint)
        return answer
    return render(request, "accounts/organisation.html", {"form": form, "next": after})
