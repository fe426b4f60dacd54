"""What makes an invitation good, how its secret is kept, and what a log-in is called in its list."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from samhandling.accounts.enums import LogInRefusal, Refusal, TokenRefusal
from samhandling.lib.login_providers import LoginProvider, looks_like_identity_number


def why_not_accept(
    *, accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime
) -> Refusal | None:
    """An invitation is used once, within its time, unless it was taken back."""
    if accepted_at is not None:
        return Refusal.ACCEPTED
    if revoked_at is not None:
        return Refusal.REVOKED
    if now >= expires_at:
        return Refusal.EXPIRED
    return None


@dataclass(frozen=True, slots=True)
class Vouched:
    """What an organisation's log-in told about a person. Nothing else of its answer is looked at."""

    email: str
    is_verified: bool
    name: str = ""
    affiliation: str = ""


def why_not_trust(provider: LoginProvider, uid: str, affiliation: str) -> LogInRefusal | None:
    """Asked at every log-in: the key must not be a personal identity number, and the person must belong there."""
    if looks_like_identity_number(uid.partition("@")[0]):
        return LogInRefusal.IDENTITY_NUMBER
    if not provider.vouches_for_affiliation(affiliation):
        return LogInRefusal.OTHER_ORGANISATION
    return None


def why_not_believe(provider: LoginProvider, vouched: Vouched) -> LogInRefusal | None:
    """Asked the first time, when the address decides who it is: it must be verified and the organisation's own."""
    if not vouched.email:
        return LogInRefusal.NO_EMAIL
    if not provider.vouches_for(vouched.email):
        return LogInRefusal.FOREIGN_EMAIL
    if not vouched.is_verified:
        return LogInRefusal.UNVERIFIED
    return None


def hash_of(secret: str) -> str:
    """Only this is stored. The secret is long and random, so a plain hash cannot be guessed backwards."""
    return hashlib.sha256(secret.encode()).hexdigest()


# So that a program that looks for lost secrets knows one of ours.
TOKEN_PREFIX = "sht_"  # noqa: S105  # it is the same in all of them
LONGEST_TOKEN = timedelta(days=365)
MOST_TOKENS = 20
USE_NOTED_EVERY = timedelta(minutes=1)


def why_not_create_token(*, expires_at: datetime, now: datetime, scopes: int, living: int) -> TokenRefusal | None:
    """A token ends within a year, can do something, and is one of few."""
    if expires_at > now + LONGEST_TOKEN:
        return TokenRefusal.TOO_LONG
    if not scopes:
        return TokenRefusal.NO_SCOPE
    if living >= MOST_TOKENS:
        return TokenRefusal.TOO_MANY
    return None


def why_not_use_token(
    *, revoked_at: datetime | None, expires_at: datetime, may_log_in: bool, now: datetime
) -> TokenRefusal | None:
    """A token opens what its owner may open, until it ends or is revoked."""
    if revoked_at is not None:
        return TokenRefusal.REVOKED
    if now >= expires_at:
        return TokenRefusal.EXPIRED
    return None if may_log_in else TokenRefusal.NO_LOG_IN


def is_use_noted(last_used_at: datetime | None, now: datetime) -> bool:
    """The last use is told to the minute: more would write at every request."""
    return last_used_at is not None and now - last_used_at < USE_NOTED_EVERY


ERASED_DOMAIN = "erased.invalid"


def erased_address(user_id: int) -> str:
    """An address that can never exist, in place of the one that was erased."""
    return f"{user_id}@{ERASED_DOMAIN}"


@dataclass(frozen=True, slots=True)
class BrowserMemory:
    """What a browser remembers: a name of its own, and the marks of the accounts that were logged in there."""

    browser: str
    accounts: tuple[str, ...]


# A shared computer remembers so many, the latest first.
MOST_REMEMBERED = 10


def remembering(memory: BrowserMemory, account: str, *, new_name: str) -> BrowserMemory:
    """The same, with this account as the latest."""
    others = [mark for mark in memory.accounts if mark != account]
    return BrowserMemory(memory.browser or new_name, (account, *others[: MOST_REMEMBERED - 1]))


# The first that is found is meant: every browser also claims to be an older one.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """What a person calls their device, such as "Firefox, Windows". No more is kept of what the browser tells."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def mark_of(session_key: str) -> str:
    """What a log-in is called on a page. Nobody can find the key of the log-in by it."""
    return hash_of(f"session {session_key}")[:16]
