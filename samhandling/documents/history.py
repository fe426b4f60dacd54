"""What happened to documents, in words. No title is told: it may name somebody, or be secret."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.documents.models import RetentionClass, SecrecyMarking

WORDS = RoomWords(
    room="documents",
    sentences={
        "document.drafted": _("Created the document"),
        "document.followed": _("Started a new version that replaces the document"),
        "document.changed": _("Edited the document’s details"),
        "document.file_replaced": _("Replaced the draft’s file"),
        "document.discarded": _("Deleted a working draft"),
        "document.shared": _("Shared the document"),
        "document.published": _("Published the document"),
        "document.keeping_decided": _("Set the document’s retention period"),
        "document.marked": _("Marked the document as secret"),
        "document.marking_lifted": _("Lifted the marking of secrecy"),
        "document.taken_from_public": _("Made the document non-public"),
        "document.disposed": _("Disposed of the document"),
        "retention.class_created": _("Added a retention class"),
        "retention.class_changed": _("Changed a retention class"),
        "retention.class_removed": _("Removed a retention class"),
        "disposal.proposed": _("Proposed the disposal"),
        "disposal.carried_out": _("Disposed of the documents"),
        "disposal.withdrawn": _("Withdrew the proposal"),
    },
    nouns={
        "document.marked": SecrecyMarking,
        "document.marking_lifted": SecrecyMarking,
        "retention": RetentionClass,
    },
    fields={
        "retention_class": _("Class"),
        "disposal": _("Disposal"),
        "documents": _("Documents"),
        "numbers": _("Their numbers"),
        "decision": _("Decision"),
        "recipients": _("Shared with"),
        "through": _("Submitted to"),
    },
)
