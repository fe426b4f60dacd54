"""The seven people one can try to be."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    COORDINATOR = "coordinator", _("Coordinator at the region")
    DIRECTOR = "director", _("Municipal director")
    ELECTED = "elected", _("Elected member")
    SECRETARY = "secretary", _("Secretary of a forum")
    FINANCE = "finance", _("Finance officer at the region")
    EVALUATOR = "evaluator", _("Evaluator")
    CITIZEN = "citizen", _("Citizen, without logging in")

    @property
    def first(self) -> Promise:
        """What somebody in this part would do first."""
        return _FIRST[self]


_FIRST = {
    Part.COORDINATOR: _("See what is late and what is vacant in Västerbotten, and who has answered the draft."),
    Part.DIRECTOR: _("Comment on the draft on behalf of Vindeln, and appoint who sits for the municipality."),
    Part.ELECTED: _("See where you sit for Norsjö, until when, and what the next meeting is about."),
    Part.SECRETARY: _("Add the papers for the delegation, and those of its closed working committee."),
    Part.FINANCE: _("Calculate next year’s fees, try another way to share a cost, and write the annexes."),
    Part.EVALUATOR: _("Follow what has been promised and what came of it. You can read everything but change nothing."),
    Part.CITIZEN: _("Find your municipality on the map: what it has agreed to, who sits there, and what it costs."),
}
