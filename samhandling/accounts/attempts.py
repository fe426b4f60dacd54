"""How often somebody may guess a password or a code, so that neither guessing pays nor anybody is shut out by others.

Wrong attempts are counted for each account at the place they come from, and all over for each account. A browser in
which the account has been logged in before counts by itself: whoever guesses elsewhere does not shut its owner out.
"""

import secrets

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from samhandling.accounts.domain import BrowserMemory, remembering

APP = "allauth.account"
_SALT = "samhandling.accounts.attempts"


def count_attempt(request: HttpRequest, email: str, secret: str) -> ratelimit.RateLimitUsage | None:
    """Count one attempt at this account's `secret` ("password", "code"), to be rolled back if it succeeds.

    None when there have been too many: then nothing is tried.
    """
    account = f"{secret} {email.strip().lower()}"
    memory = _memory_of(request)
    if _mark(email) in memory.accounts:
        return _consume(request, "guess_in_known_browser", f"{account} {memory.browser}")
    here = _consume(request, "guess_here", f"{account} {ratelimit.get_ip(request)}")
    everywhere = here and _consume(request, "guess_everywhere", account)
    if here is None or everywhere is None:
        return None
    return ratelimit.RateLimitUsage([*here.usage, *everywhere.usage])


def forget_attempts(request: HttpRequest, email: str, secret: str) -> None:
    """Whoever has proved that the account is theirs need not wait for what was tried in this browser.

    What is counted for the place stays: else anybody's own account would let them try on at those of others.
    """
    key = f"{secret} {email.strip().lower()} {_memory_of(request).browser}"
    ratelimit.clear(request, app=APP, action="guess_in_known_browser", key=key)


def may_write(request: HttpRequest, email: str) -> bool:
    """Whether one more letter with a link to a new password goes to this address now."""
    return _consume(request, "reset_letter", email) is not None


def has_proved(request: HttpRequest, email: str) -> None:
    """In this request somebody has proved that the account is theirs. Its answer tells the browser so."""
    request.proved_account = email  # type: ignore[attr-defined]  # a request's own memory, as Django's `user`


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """The middleware calls this with every answer: only those of `has_proved` write anything."""
    email: str | None = getattr(request, "proved_account", None)
    if email is None:
        return
    memory = remembering(_memory_of(request), _mark(email), new_name=secrets.token_urlsafe(12))
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps([memory.browser, *memory.accounts], salt=_SALT),
        max_age=settings.BROWSER_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _memory_of(request: HttpRequest) -> BrowserMemory:
    """What the browser's cookie says, when it is of our own making and not too old."""
    sealed = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    try:
        browser, *accounts = signing.loads(sealed, salt=_SALT, max_age=settings.BROWSER_COOKIE_AGE)
    except signing.BadSignature:
        return BrowserMemory("", ())
    return BrowserMemory(browser, tuple(accounts))


def _mark(email: str) -> str:
    """Stands for the account in the cookie, so that who reads it does not learn whose it is."""
    return salted_hmac(_SALT, email.strip().lower()).hexdigest()[:20]


def _consume(request: HttpRequest, action: str, key: str) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(request, app=APP, action=action, key=key)
