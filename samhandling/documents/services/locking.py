"""One at a time: what an act finds out about a document still holds when it writes."""

from samhandling.documents.models import Document


def locked(document: Document) -> Document:
    """The document as it stands now, kept from others until the surrounding transaction ends."""
    return (
        Document.objects.select_for_update(of=("self",))
        .select_related("owner", "collaboration", "file")
        .get(pk=document.pk)
    )
