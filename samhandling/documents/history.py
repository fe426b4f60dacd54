"""What happened to documents, in words. No title is told: it may name somebody, or be secret."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.documents.enums import Direction, DocumentKind

SENTENCES: dict[str, str | Promise] = {
    "document.drafted": _("Drew up the document"),
    "document.followed": _("Began a new version that replaces the document"),
    "document.changed": _("Changed what is said about the document"),
    "document.file_replaced": _("Gave the draft another file"),
    "document.discarded": _("Threw a working draft away"),
    "document.shared": _("Shared the document"),
    "document.published": _("Published the document"),
}
FIELDS: dict[str, str | Promise] = {
    "documents.document.kind": _("Kind"),
    "documents.document.dated_on": _("Date"),
    "documents.document.direction": _("Received, sent or drawn up"),
    "documents.document.registration_number": _("Registration number"),
    "documents.document.recipients": _("Shared with"),
    "documents.document.through": _("Laid before"),
}
WORDS: dict[str, Iterable[tuple[str, str | Promise]]] = {
    "documents.document.kind": DocumentKind.choices,
    "documents.document.direction": Direction.choices,
}
