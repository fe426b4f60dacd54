"""What the log-in pages of allauth need to know beyond what its views tell."""

from django import template

from samhandling.accounts.models import User
from samhandling.accounts.selectors import count_living_tokens, providers_of_log_in
from samhandling.lib.login_providers import LoginProvider

register = template.Library()

MOST_BUTTONS = 5


@register.simple_tag
def organisations_to_log_in_with() -> list[LoginProvider]:
    """Those whose log-in is trusted, when they are few enough for a button each. Else one finds one's own."""
    providers = providers_of_log_in()
    return providers if len(providers) <= MOST_BUTTONS else []


@register.simple_tag
def living_tokens(user: User) -> int:
    """How many programs may act as the user now."""
    return count_living_tokens(user)


@register.simple_tag
def any_organisation() -> bool:
    return bool(providers_of_log_in())
