"""What waits for those who keep an organisation's documents."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from samhandling.core.navigation import Waiting
from samhandling.documents.selectors.disposal import waiting_disposals

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:  # noqa: ARG001 - the slot's signature
    """Disposals that somebody else has proposed in one's own organisation: they take another to carry them out."""
    return [
        Waiting(
            ngettext(
                "Review the disposal of one document, and carry it out",
                "Review the disposal of %(count)s documents, and carry it out",
                size,
            )
            % {"count": size},
            reverse("documents:disposal", args=[slug, disposal]),
            collaboration,
        )
        for disposal, collaboration, slug, size in waiting_disposals(viewer)
    ]
