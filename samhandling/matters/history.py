"""What happened to matters and recommendations, in words. No text of a matter is told: not all may read it."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.matters.models import OwnNumber

WORDS = RoomWords(
    room="matters",
    sentences={
        "matter.raised": _("Raised the matter"),
        "matter.changed": _("Changed the matter"),
        "matter.discarded": _("Deleted a working draft"),
        "matter.shared": _("Shared the matter"),
        "matter.published": _("Published the matter"),
        "matter.closed": _("Closed the matter"),
        "matter.reopened": _("Reopened the matter"),
        "matter.paper_added": _("Added a paper to the matter"),
        "matter.paper_removed": _("Removed a paper from the matter"),
        "matter.number_noted": _("Entered a registration number"),
        "treatment.planned": _("Planned a step"),
        "treatment.changed": _("Changed a step"),
        "treatment.removed": _("Removed a step"),
        "treatment.recorded": _("Recorded what came of a step"),
        "recommendation.issued": _("Sent the recommendation to the parties"),
        "recommendation.reminded": _("Reminded the parties"),
        "recommendation.withdrawn": _("Withdrew the recommendation"),
        "answer.given": _("Answered"),
        "answer.corrected": _("Corrected the answer"),
        "answer.released": _("Released the reasons"),
    },
    nouns={"matter.number_noted": OwnNumber},
    fields={
        "forum": _("forum"),
        "forums": _("forums"),
        "parties": _("parties"),
        "place": _("where"),
        "document": _("paper"),
    },
)
