"""Who may see a matter and do what with it.

A working draft is its own organisation's. What is shared is read by those who read the papers of the forums that have
it, by the parties that are to deal with it and, once a recommendation has been sent, by everybody who works in the
collaboration. A coordinator reads no draft by being one. What is published is read by all.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from samhandling.documents.enums import Openness
from samhandling.documents.permissions import organisations_in, own_organisations
from samhandling.forums.permissions import can_run, readable_forums
from samhandling.matters.models import Answer, Matter, MatterShare, Recommendation, Treatment
from samhandling.organisations.permissions import access_of, answers_for, is_coordinator, shown

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

NOTHING = Q(pk__in=[])


def visible_to(viewer: "Viewer", today: date) -> QuerySet[Matter]:
    """Every matter this person may know of. `today` is the real day."""
    return Matter.objects.filter(seen(viewer, today))


def seen(viewer: "Viewer", today: date) -> Q:
    """`visible_to` as a condition on matters."""
    access = access_of(viewer)
    public = Q(openness=Openness.PUBLIC) & shown(access.open_to, "collaboration__")
    if not viewer.is_authenticated:
        return public
    has_it = Exists(MatterShare.objects.filter(matter=OuterRef("pk"), forum__in=readable_forums(viewer, today)))
    was_sent = Exists(Recommendation.objects.filter(matter=OuterRef("pk")))
    let_out = (
        ~Q(openness=Openness.DRAFT) & Q(collaboration__in=access.open_to) & (Q(has_it) | Q(was_sent) | _asked(viewer))
    )
    return public | let_out | _own(viewer)


def _own(viewer: "Viewer") -> Q:
    """Of the organisations this person works or answers for."""
    found = NOTHING
    for collaboration, organisations in own_organisations(viewer).items():
        is_theirs = Q(raised_by__in=organisations) | Q(owner_organisation__in=organisations) & ~Q(
            openness=Openness.DRAFT
        )
        found |= Q(collaboration=collaboration) & is_theirs
    return found


def _asked(viewer: "Viewer") -> Q:
    """That one of this person's organisations is to deal with it."""
    found = NOTHING
    for collaboration, organisations in own_organisations(viewer).items():
        treated = Exists(Treatment.objects.filter(matter=OuterRef("pk"), organisation__in=organisations))
        found |= Q(collaboration=collaboration) & Q(treated)
    return found


def recommendations_visible_to(viewer: "Viewer", today: date) -> QuerySet[Recommendation]:
    """Those of the matters one sees: once sent, a recommendation is everybody's who works in the collaboration."""
    return Recommendation.objects.filter(matter__in=visible_to(viewer, today))


def answers_visible_to(viewer: "Viewer", today: date) -> QuerySet[Answer]:
    """The state of every party's answer, by whoever sees the recommendation. `reads_reasons` says who reads why."""
    return Answer.objects.filter(recommendation__matter__in=visible_to(viewer, today))


def reads_reasons(viewer: "Viewer", answer: Answer) -> bool:
    """Why a party answered as it did, and the paper: its own people, and everybody else once it has released them."""
    return answer.is_released or answer.organisation_id in organisations_in(
        viewer, answer.recommendation.matter.collaboration_id
    )


def is_own(viewer: "Viewer", matter: Matter) -> bool:
    """Whether this person works or answers for the organisation that raised it."""
    return matter.raised_by_id in organisations_in(viewer, matter.collaboration_id)


def can_raise(viewer: "Viewer", collaboration_id: int) -> bool:
    """Raise a matter: whoever works or answers for an organisation here."""
    return bool(organisations_in(viewer, collaboration_id))


def can_write(viewer: "Viewer", matter: Matter) -> bool:
    """Change it, and plan where it is dealt with: those whose matter it is; once it is shared, those who see to it."""
    return is_own(viewer, matter) or _sees_to(viewer, matter)


def can_let_out(viewer: "Viewer", matter: Matter) -> bool:
    """Share and publish: those who answer for whoever raised it; once it is shared, those who see to it."""
    return answers_for(viewer, matter.collaboration_id, matter.raised_by_id) or _sees_to(viewer, matter)


def _sees_to(viewer: "Viewer", matter: Matter) -> bool:
    """The coordinator, and the people of its owner. As long as it is a draft, nobody outside its own organisation."""
    if matter.openness == Openness.DRAFT:
        return False
    owns = matter.owner_organisation_id in organisations_in(viewer, matter.collaboration_id)
    runs = matter.owner_forum is not None and can_run(viewer, matter.owner_forum)
    return owns or runs or is_coordinator(viewer, matter.collaboration_id)


def can_record(viewer: "Viewer", treatment: Treatment) -> bool:
    """Say what came of it: who runs the forum, or answers for the party."""
    if treatment.forum is not None:
        return can_run(viewer, treatment.forum)
    matter = treatment.matter
    return treatment.organisation_id is not None and (
        answers_for(viewer, matter.collaboration_id, treatment.organisation_id)
        or (is_coordinator(viewer, matter.collaboration_id) and matter.openness != Openness.DRAFT)
    )


def can_issue(viewer: "Viewer", treatment: Treatment) -> bool:
    """Send what a forum recommends to the parties, remind them, withdraw it: who runs the forum."""
    return treatment.forum is not None and can_run(viewer, treatment.forum)


def can_answer(viewer: "Viewer", answer: Answer) -> bool:
    """Answer for the party: those who answer for it."""
    return answers_for(viewer, answer.recommendation.matter.collaboration_id, answer.organisation_id)


def can_register_paper(viewer: "Viewer", answer: Answer) -> bool:
    """Register an answer that came on paper: the coordinator."""
    return is_coordinator(viewer, answer.recommendation.matter.collaboration_id)
