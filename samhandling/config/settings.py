"""All settings, in one file, from the environment. A missing or senseless value stops the start with words.

What may be set, and what it means, is told in docs/howto/settings.md.
"""

from pathlib import Path

import django_stubs_ext
import environ
import yaml
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from samhandling.lib.login_providers import ProviderFault, read_providers

django_stubs_ext.monkeypatch()  # so that types may be written where Python runs: ModelChoiceField[Organisation]

env = environ.Env()

PACKAGE = Path(__file__).resolve().parents[1]
VAR = Path(env.str("SAMHANDLING_VAR", str(PACKAGE.parent / "var"))).resolve()

# "development" is what a fresh checkout is; "demo" adds one-click log-ins; "production" is strict.
MODE = env.str("SAMHANDLING_MODE", "development")
if MODE not in {"development", "demo", "production"}:
    raise ImproperlyConfigured(f"SAMHANDLING_MODE is {MODE!r}. Use development, demo or production.")
IS_PRODUCTION = MODE == "production"
DEMO_LOGINS = MODE == "demo"

DEBUG = env.bool("SAMHANDLING_DEBUG", False)
if DEBUG and IS_PRODUCTION:
    raise ImproperlyConfigured("SAMHANDLING_DEBUG shows secrets to visitors. Unset it in production.")

_UNSAFE_KEY = "a development key that must never be used where real people log in"
SECRET_KEY = env.str("SAMHANDLING_SECRET_KEY", "" if IS_PRODUCTION else _UNSAFE_KEY)
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SAMHANDLING_SECRET_KEY must be at least 50 characters. `openssl rand -hex 32` makes one."
    )
# They open what was encrypted before the key was changed. They sign nothing, so with the key all log-ins end:
# that is why they are not Django's SECRET_KEY_FALLBACKS.
OLD_SECRET_KEYS = env.list("SAMHANDLING_OLD_SECRET_KEYS", default=[])

ALLOWED_HOSTS = env.list("SAMHANDLING_HOSTS", default=[] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("SAMHANDLING_HOSTS names the hosts to answer for, such as samverkan.example.se.")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if IS_PRODUCTION else []

INSTALLED_APPS = [
    "samhandling.core",
    "samhandling.ui",
    "samhandling.accounts",
    "samhandling.organisations",
    "samhandling.notices",
    "samhandling.documents",
    "samhandling.agreements",
    "samhandling.forums",
    "samhandling.matters",
    "samhandling.finance",
    "samhandling.opendata",
    "samhandling.portal",
    "samhandling.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
]

MIDDLEWARE = [
    "samhandling.core.api.middleware.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "samhandling.core.headers.HeadersMiddleware",
    "samhandling.core.middleware.RequestLogMiddleware",
    "samhandling.core.taken.TakenMiddleware",
    "samhandling.accounts.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samhandling.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samhandling.accounts.middleware.SecondFactorMiddleware",
    "samhandling.ui.middleware.KeptFormMiddleware",
    "samhandling.organisations.middleware.CollaborationMiddleware",
    "samhandling.core.middleware.AskedMiddleware",
]

ROOT_URLCONF = "samhandling.config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "samhandling.ui.context_processors.frame",
            ],
            "builtins": ["django.templatetags.i18n", "samhandling.ui.templatetags.kit"],
        },
    }
]
FORM_RENDERER = "samhandling.ui.widgets.Renderer"

# --- Databases -----------------------------------------------------------------------------------

# For how long a write waits for another. Then the visitor is asked to try again: a thread that waits serves nobody.
LOCK_SECONDS = env.int("SAMHANDLING_LOCK_SECONDS", 5)
if LOCK_SECONDS < 1:  # 0 is for ever to PostgreSQL, and not at all to SQLite
    raise ImproperlyConfigured("SAMHANDLING_LOCK_SECONDS is at least 1.")
_EMBEDDED = VAR / ("demo.sqlite3" if DEMO_LOGINS else "samhandling.sqlite3")
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{_EMBEDDED}")}
# What the address itself asks for, such as sslmode; and a server that is silent is not waited for, for minutes.
_REACHED_BY = DATABASES["default"].get("OPTIONS", {}) | {"connect_timeout": 5}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A writer waits its turn. DEFERRED, Django's default, fails at once where two read and then write.
            "timeout": LOCK_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;",
        },
    }
elif env.bool("SAMHANDLING_POOLED", False):
    # A pooler gives each transaction whichever connection is free, so nothing may be left behind in one.
    DATABASES["default"] |= {"CONN_MAX_AGE": 0, "DISABLE_SERVER_SIDE_CURSORS": True, "OPTIONS": _REACHED_BY}
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_REACHED_BY,
            "options": f"-c statement_timeout={3 * LOCK_SECONDS}s -c lock_timeout={LOCK_SECONDS}s"
            " -c idle_in_transaction_session_timeout=60000",
            # What is asked a second time is planned for good: of the questions in core/prepared.py, as only they
            # leave it to PostgreSQL to put their values in.
            "prepare_threshold": 1,
        },
    }
# Where pg_dump and pg_restore are, for `samhandling backup`; empty looks along PATH.
POSTGRES_PROGRAMS = env.str("SAMHANDLING_POSTGRES_PROGRAMS", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of failed log-ins must be shared by all server processes, so they lie in the database.
# Failed log-ins are counted in it: who tries many addresses must not make it forget one. Django's own limit is 300.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:start"
ACCOUNT_ADAPTER = "samhandling.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by answering the invitation
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address typed here gets no letter from us
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")  # who has lost both asks for a new password by letter
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords and codes are counted by accounts/attempts.py; a refusal says: wait five minutes.
    "guess_here": "20/5m/ip,5/5m/key",  # by the place, and by account and place
    "guess_everywhere": "50/h/key",  # by account; with a known browser's no more than 80 an hour
    "guess_in_known_browser": "5/5m/key,30/h/key",
    # allauth's own count knows neither browser nor place of an account: its limit is for one place alone.
    "login_failed": "40/5m/ip",
    "reset_password": "20/m/ip",  # letters are counted by themselves: whoever asks for many shuts nobody out
    "reset_letter": "3/10m/key",
}
ACCOUNT_FORMS = {
    "login": "samhandling.accounts.forms.LogInForm",
    "reset_password": "samhandling.accounts.forms.ResetForm",
    "reset_password_from_key": "samhandling.accounts.forms.NewPasswordForm",
    "change_password": "samhandling.accounts.forms.ChangePasswordForm",
    "reauthenticate": "samhandling.accounts.forms.PasswordAgainForm",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
INVITATION_DAYS = 14

# A second factor, and log-in without a password.
MFA_ADAPTER = "samhandling.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samhandling"
MFA_TOTP_TOLERANCE = 1  # a clock may go half a minute wrong
MFA_FORMS = {
    "authenticate": "samhandling.accounts.forms.CodeForm",
    "reauthenticate": "samhandling.accounts.forms.CodeAgainForm",
    "activate_totp": "samhandling.accounts.forms.AddAppForm",
    "add_webauthn": "samhandling.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "samhandling.accounts.forms.RenamePasskeyForm",
}
REQUIRE_SECOND_FACTOR = env.str("SAMHANDLING_REQUIRE_SECOND_FACTOR", "nobody")
if REQUIRE_SECOND_FACTOR not in {"nobody", "coordinators", "everybody"}:
    raise ImproperlyConfigured("SAMHANDLING_REQUIRE_SECOND_FACTOR is nobody, coordinators or everybody.")

# Log-in through the organisations' own providers: docs/howto/log-in-with-your-organisation.md.
SOCIALACCOUNT_ADAPTER = "samhandling.accounts.trust.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False  # we ask once who it is, and never again on their behalf
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "samhandling.accounts.oidc.OpenIdProvider"},
    "saml": {"provider_class": "samhandling.accounts.saml.SamlProvider"},
}


def _text_of(path: str) -> str:
    return Path(path).read_text(encoding="utf-8") if Path(path).is_file() else ""


_PROVIDERS_FILE = env.str("SAMHANDLING_PROVIDERS", "")
if _PROVIDERS_FILE and not _text_of(_PROVIDERS_FILE):
    raise ImproperlyConfigured(f"SAMHANDLING_PROVIDERS: {_PROVIDERS_FILE} cannot be read, or is empty.")
try:
    LOGIN_PROVIDERS = read_providers(
        yaml.safe_load(_text_of(_PROVIDERS_FILE)) if _PROVIDERS_FILE else [],
        secret_of=lambda name: env.str(name, ""),
        text_of=_text_of,
        must_be_safe=IS_PRODUCTION,
    )
except (ProviderFault, yaml.YAMLError) as _fault:
    raise ImproperlyConfigured(f"SAMHANDLING_PROVIDERS, {_PROVIDERS_FILE}: {_fault}") from _fault

SESSION_ENGINE = "samhandling.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
if IS_PRODUCTION:
    # Browsers take a cookie of this name from this very host and over TLS only, so no neighbour can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
BROWSER_COOKIE_NAME = "__Host-browser" if IS_PRODUCTION else "browser"
BROWSER_COOKIE_AGE = 60 * 60 * 24 * 365
CSRF_COOKIE_HTTPONLY = True  # every form carries its own token; no script reads it
SESSION_COOKIE_AGE = 60 * 60 * 12

# --- Security headers ----------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(health|ready)z$"]  # asked from inside, past the proxy that holds the certificate
IS_BEHIND_PROXY = env.bool("SAMHANDLING_BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
# Failed log-ins are counted per address: the one that the proxy saw, not the proxy's own nor one somebody claims.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_BEHIND_PROXY else 0
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
# Browsers that know a domain beforehand (HSTS preload) bind all of it for years. Its owner decides on that, and an
# installation without it has no fault.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "samhandling.portal.views.failures.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the design system draws its tick marks as data images
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

# --- Words ---------------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- Files and mail ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"  # never served by address: only through a view that asks for permission
PAPERS_ROOT = VAR / "papers"  # likewise; what is kept there can be made again
# Below this the installation is not ready, at /readyz: room for what is being sent in, and for the database's log.
LEAST_FREE_BYTES = env.int("SAMHANDLING_LEAST_FREE_MB", 200) * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "samhandling.core.disk.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "development"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# While developing, files are served from where they are written; else from where they were collected.
WHITENOISE_USE_FINDERS = MODE == "development"
MAX_UPLOAD_BYTES = env.int("SAMHANDLING_MAX_UPLOAD_MB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "samhandling.core.uploads.LimitedUploadHandler",
]

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("SAMHANDLING_MAIL_FROM", "Samhandling <noreply@localhost>")
SITE_URL = env.str("SAMHANDLING_URL", "" if IS_PRODUCTION else "http://localhost:8000").rstrip("/")
if not SITE_URL:
    raise ImproperlyConfigured("SAMHANDLING_URL is the address people use, such as https://samverkan.example.se.")

# The statistics service that population figures are fetched from (PxWeb API v2).
STATISTICS_URL = env.str("SAMHANDLING_STATISTICS_URL", "https://statistikdatabasen.scb.se/api/v2")

# Who runs this installation: named in the accessibility statement and the page on personal data.
OPERATOR_NAME = env.str("SAMHANDLING_OPERATOR", "" if IS_PRODUCTION else "Samhandling")
OPERATOR_EMAIL = env.str("SAMHANDLING_OPERATOR_EMAIL", "" if IS_PRODUCTION else "kontakt@example.se")
if not (OPERATOR_NAME and OPERATOR_EMAIL):
    raise ImproperlyConfigured("SAMHANDLING_OPERATOR and SAMHANDLING_OPERATOR_EMAIL tell people who answers for this.")
# What kind of publisher that is, for data portals: a word of http://purl.org/adms/publishertype/.
PUBLISHER_TYPE = env.str("SAMHANDLING_PUBLISHER_TYPE", "RegionalAuthority")
if PUBLISHER_TYPE not in {
    "LocalAuthority",
    "RegionalAuthority",
    "NationalAuthority",
    "NonProfitOrganisation",
    "Company",
}:
    raise ImproperlyConfigured(
        f"SAMHANDLING_PUBLISHER_TYPE is {PUBLISHER_TYPE!r}. "
        "Use LocalAuthority, RegionalAuthority, NationalAuthority, NonProfitOrganisation or Company."
    )

# --- Logs: one JSON object a line, with no names, addresses or query strings -----------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "samhandling.core.logs.DiscreetFormatter" if IS_PRODUCTION else "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        }
    },
    "filters": {
        "route_for_address": {"()": "samhandling.core.logs.RouteForAddress"},
        "request_number": {"()": "samhandling.core.logs.RequestNumber"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["route_for_address", "request_number"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("SAMHANDLING_LOG_LEVEL", "INFO")},
    # Django's own server lines hold whole addresses; RequestLogMiddleware writes what we want to keep.
    "loggers": {"django.server": {"handlers": [], "propagate": False}},
}
