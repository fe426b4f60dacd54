"""One at a time: what an act finds out about a document still holds when it writes."""

from samhandling.core import verbs
from samhandling.documents.models import Document


def locked(document: Document) -> Document:
    """The document as it stands now, kept from others until the surrounding transaction ends."""
    return verbs.locked(document, "owner", "collaboration", "file")
