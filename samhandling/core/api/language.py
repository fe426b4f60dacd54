"""In which language an answer is written: as the request asks, else as its user reads, else in Swedish."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

LONGEST_HEADER = 500


def requested_language(request: HttpRequest) -> str | None:
    """The first language in Accept-Language that we speak. Cookies mean nothing here."""
    asked = request.headers.get("Accept-Language", "")[:LONGEST_HEADER].lower()
    for code, _weight in parse_accept_lang_header(asked):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return None


def language_for(request: HttpRequest, preferred: str | None = None) -> str:
    return requested_language(request) or preferred or settings.LANGUAGE_CODE
