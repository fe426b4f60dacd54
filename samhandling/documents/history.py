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
    "document.keeping_decided": _("Decided how long the document is kept"),
    "document.marked": _("Marked the document as secret"),
    "document.marking_lifted": _("Lifted the marking of secrecy"),
    "document.taken_from_public": _("Took the document from the public"),
    "document.disposed": _("Disposed of the document"),
    "retention.class_created": _("Added a retention class"),
    "retention.class_changed": _("Changed a retention class"),
    "retention.class_removed": _("Removed a retention class"),
    "disposal.proposed": _("Proposed the disposal"),
    "disposal.carried_out": _("Disposed of the documents"),
    "disposal.withdrawn": _("Withdrew the proposal"),
}
FIELDS: dict[str, str | Promise] = {
    "documents.document.kind": _("Kind"),
    "documents.document.dated_on": _("Date"),
    "documents.document.direction": _("Received, sent or drawn up"),
    "documents.document.registration_number": _("Registration number"),
    "documents.document.retention_class": _("Class"),
    "documents.document.retained_from": _("Kept from"),
    "documents.document.law": _("Law"),
    "documents.document.chapter": _("Chapter"),
    "documents.document.section": _("Section"),
    "documents.document.disposal": _("Disposal"),
    "documents.disposal.documents": _("Documents"),
    "documents.disposal.numbers": _("Their numbers"),
    "documents.disposal.decision": _("Decision"),
    "documents.disposal.decided_on": _("Date of the decision"),
    "documents.document.recipients": _("Shared with"),
    "documents.document.through": _("Laid before"),
}
WORDS: dict[str, Iterable[tuple[str, str | Promise]]] = {
    "documents.document.kind": DocumentKind.choices,
    "documents.document.direction": Direction.choices,
}
