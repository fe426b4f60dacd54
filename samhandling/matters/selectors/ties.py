"""What the rooms below ask before they act: what hangs on an organisation, on a party, and what is kept of a person."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.matters.enums import Stance
from samhandling.matters.models import Answer, Matter

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.agreements.models import Party
    from samhandling.organisations.models import Collaboration, Organisation, Person


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: it owns matters, and is asked to answer."""
    owned = Matter.objects.filter(owner_organisation=organisation, collaboration=collaboration, closed_on=None)
    ties = [_("Owns the matter “%(matter)s”.") % {"matter": matter} for matter in owned]
    return [*ties, *_asked(Answer.objects.filter(recommendation__matter__collaboration=collaboration), organisation)]


def ties_of_party(party: "Party") -> list[str]:
    """Why the party cannot be removed from a draft: it has been asked to answer in a matter of the agreement."""
    answers = Answer.objects.filter(recommendation__matter__agreement=party.agreement_id)
    return _asked(answers, party.organisation)


def _asked(answers: "QuerySet[Answer]", organisation: "Organisation") -> list[str]:
    left = answers.filter(
        organisation=organisation, state=Stance.NOT_YET, recommendation__withdrawn_on=None
    ).select_related("recommendation")
    return [_("Is to answer “%(title)s”.") % {"title": answer.recommendation.title} for answer in left]


def extract_of_person(person: "Person") -> list[tuple[str, list[dict[str, str]]]]:
    """What this room keeps about the person, for the register extract."""
    raised = Matter.objects.filter(raised_by_person=person).select_related("raised_by")
    owned = Matter.objects.filter(owner_person=person).select_related("raised_by")
    chapters = [
        (_("Matters raised"), [_row(matter) for matter in raised.order_by("pk")]),
        (_("Matters owned"), [_row(matter) for matter in owned.order_by("pk")]),
    ]
    return [(title, rows) for title, rows in chapters if rows]


def _row(matter: Matter) -> dict[str, str]:
    return {
        _("Matter"): matter.title,
        _("Raised by"): str(matter.raised_by),
        _("Raised on"): date_format(matter.raised_on, "j F Y"),
    }
