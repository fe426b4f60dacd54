"""What this room does when a room below merges or erases. Each runs in that room's transaction, after its check."""

from typing import TYPE_CHECKING

from samhandling.accounts.models import User
from samhandling.documents.enums import Openness
from samhandling.documents.models import Disposal, Document, Share
from samhandling.organisations.selectors.formerly import all_names_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation, Person


def merge_organisation(duplicate: "Organisation", keeper: "Organisation") -> None:
    """The slot `organisation.merge`: documents, disposals and what was received follow to the one that is kept.

    What both had received counts from the first time.
    """
    Document.objects.filter(owner=duplicate).update(owner=keeper)
    Disposal.objects.filter(owner=duplicate).update(owner=keeper)
    kept = {(share.document_id, share.through): share for share in Share.objects.filter(recipient=keeper)}
    for share in Share.objects.filter(recipient=duplicate):
        twin = kept.get((share.document_id, share.through))
        if twin is None:
            Share.objects.filter(pk=share.pk).update(recipient=keeper)
            continue
        first = min(twin, share, key=lambda one: one.shared_at)
        Share.objects.filter(pk=share.pk).delete()
        Share.objects.filter(pk=twin.pk).update(shared_at=first.shared_at, shared_by=first.shared_by)


def forget_person(actor: User, person: "Person") -> None:  # noqa: ARG001 - the slot's signature
    """The slot `person.erase`. A draft forgets whom it was from or to; a register must go on telling (OSL 5:2)."""
    drafts = Document.objects.filter(collaboration=person.collaboration_id, openness=Openness.DRAFT)
    for name in all_names_of(person):
        for draft in drafts.filter(correspondent__iexact=name):
            draft.correspondent = ""
            draft.save(update_fields=["correspondent"])
