"""What acts on agreements tell, and whom; and the days that are told before they come.

Asked by `notices` with all events of a verb at once: a fixed number of questions, however many events.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Comment, Duty, Party, Proposal, Review
from samhandling.agreements.permissions import can_edit
from samhandling.notices.domain.hours import step_of
from samhandling.notices.domain.telling import Telling, Told, told
from samhandling.notices.enums import NoticeKind
from samhandling.notices.selectors.who_was_told import WhoWasTold, who_was_told
from samhandling.organisations.enums import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.core.http import Viewer
    from samhandling.core.models import Event

Tell = Callable[["list[Event]"], Iterable[Told]]
COORDINATORS = (Role.COORDINATOR,)


def tellings() -> dict[str, Telling]:
    """The slot `notices`."""
    for_comments = ("agreement.comments_asked", "party.reminded")
    asked = (*for_comments, "agreement.proposed", "party.reminded_of_decision")
    return {
        "agreement.comments_asked": Telling(_comments_asked, withdraws=for_comments),
        "agreement.comments_withdrawn": Telling(
            _to_parties(_("You are no longer asked to comment on %(agreement)s."), "detail"), withdraws=for_comments
        ),
        "party.reminded": Telling(
            _to_party(
                _("Comment on %(agreement)s for %(party)s by %(day)s, or say that you have none."),
                "talk",
                NoticeKind.REQUEST,
            )
        ),
        "party.comments_finished": Telling(
            _to_coordinators(_("%(party)s has no more comments on %(agreement)s."), "talk", NoticeKind.NEWS)
        ),
        "comment.withdrawn": Telling(
            _to_coordinators(_("A comment on %(agreement)s has been withdrawn."), "talk", NoticeKind.NEWS),
            withdraws=("comment.written",),
            same="pk",
        ),
        "proposal.withdrawn": Telling(
            _to_coordinators(
                _("A proposal of another text in %(agreement)s has been withdrawn."), "talk", NoticeKind.NEWS
            ),
            withdraws=("proposal.put_forward",),
            same="pk",
        ),
        "agreement.proposed": Telling(
            _to_parties(
                _("Have your council decide on %(agreement)s, and record its decision."), "parties", NoticeKind.REQUEST
            ),
            withdraws=asked,
        ),
        "agreement.reopened": Telling(
            _to_parties(
                _("%(agreement)s has been returned to draft. Your council is not to decide on it now."), "detail"
            ),
            withdraws=asked,
        ),
        "agreement.withdrawn": Telling(_to_parties(_("%(agreement)s has been withdrawn."), "detail"), withdraws=asked),
        "agreement.entered": Telling(
            _to_parties(_("%(agreement)s has entered into force."), "detail"), withdraws=asked
        ),
        "agreement.ended": Telling(_to_parties(_("%(agreement)s has ended."), "detail")),
        "party.added": Telling(_to_party(_("%(party)s has been added as a party to %(agreement)s."), "detail")),
        "party.removed": Telling(_to_party(_("%(party)s is no longer a party to %(agreement)s."), "detail")),
        "comment.written": Telling(
            _to_coordinators(_("There is a new comment on %(agreement)s."), "talk", NoticeKind.NEWS)
        ),
        "comment.answered": Telling(
            _to_party(_("A comment from %(party)s on %(agreement)s has been answered."), "talk")
        ),
        "proposal.put_forward": Telling(
            _to_coordinators(_("Answer a proposal to change the text of %(agreement)s."), "talk", NoticeKind.REQUEST)
        ),
        "proposal.accepted": Telling(
            _to_party(_("A proposal from %(party)s on %(agreement)s has been accepted."), "talk"),
            withdraws=("proposal.put_forward",),
            same="pk",
        ),
        "proposal.declined": Telling(
            _to_party(_("A proposal from %(party)s on %(agreement)s has been declined."), "talk"),
            withdraws=("proposal.put_forward",),
            same="pk",
        ),
        "party.reminded_of_decision": Telling(
            _to_party(
                _("Have the council of %(party)s decide on %(agreement)s, and record its decision."),
                "parties",
                NoticeKind.REQUEST,
            )
        ),
        "ratification.recorded": Telling(
            _to_coordinators(_("A council’s decision on %(agreement)s has been recorded."), "parties", NoticeKind.NEWS)
        ),
        "ratification.corrected": Telling(
            _to_coordinators(_("A council’s decision on %(agreement)s has been corrected."), "parties", NoticeKind.NEWS)
        ),
        **{verb: Telling(_text_changed) for verb in ("clause.added", "clause.rewritten", "clause.removed")},
        "duty.added": Telling(_duty_assigned),
        "duty.changed": Telling(_duty_changed),
        "duty.reopened": Telling(_duty_reopened),
        "duty.fulfilled": Telling(_duty_fulfilled),
        "review.planned": Telling(
            _to_coordinators(_("A review of %(agreement)s has been planned."), "reviews", NoticeKind.NEWS)
        ),
        "review.changed": Telling(
            _to_coordinators(_("A review of %(agreement)s has been rescheduled."), "reviews", NoticeKind.NEWS)
        ),
        "review.cancelled": Telling(
            _to_coordinators(_("A review of %(agreement)s has been cancelled."), "reviews", NoticeKind.NEWS)
        ),
        "review.recorded": Telling(_to_parties(_("%(agreement)s has been reviewed. Read what came of it."), "reviews")),
        **dict.fromkeys(
            (
                "annex.registered",
                "annex.changed",
                "annex.confirmed",
                "special.added",
                "special.changed",
                "special.removed",
            ),
            Telling(_to_party(_("The annex of %(party)s to %(agreement)s has been changed."), "annexes")),
        ),
    }


def deadlines(day: date) -> Iterable[Told]:
    """The slot `notices.deadlines`: what is asked of somebody and has not been answered."""
    yield from _comments_due(day)
    yield from _ratifications_due(day)
    yield from _duties_due(day)
    yield from _reviews_due(day)


# --- What an act tells ---------------------------------------------------------------------------


def _to_parties(text: Promise, page: str, kind: NoticeKind = NoticeKind.NEWS) -> Tell:
    """To all who answer for a party to the agreement that the event lies on."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        agreements = _agreements(event.object_id for event in events)
        parties = _organisations_of(agreements)
        for event in events:
            agreement = agreements[event.object_id]
            facts, whom = {"agreement": agreement}, parties.get(agreement.pk, ())
            yield told(event, text, _address(agreement, page), kind=kind, facts=facts, parties=whom)

    return tell


def _comments_asked(events: "list[Event]") -> Iterator[Told]:
    agreements = _agreements(event.object_id for event in events)
    parties = _organisations_of(agreements)
    text = _("Comment on the draft of %(agreement)s by %(day)s.")
    for event in events:
        agreement = agreements[event.object_id]
        facts, whom = {"agreement": agreement, "day": agreement.comments_due_on}, parties.get(agreement.pk, ())
        yield told(event, text, _address(agreement, "talk"), kind=NoticeKind.REQUEST, facts=facts, parties=whom)


def _to_party(text: Promise, page: str, kind: NoticeKind = NoticeKind.NEWS) -> Tell:
    """To those who answer for the one party that the event tells by its name, as it stood in the agreement then."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        agreements = _agreements(event.object_id for event in events)
        rows = Party.objects.filter(agreement__in=agreements).values_list(
            "agreement", "organisation__display_name", "organisation"
        )
        parties = {(agreement, name): organisation for agreement, name, organisation in rows}
        for event in events:
            name = event.after.get("party") or event.before.get("party")
            agreement = agreements[event.object_id]
            facts = {"agreement": agreement, "party": name, "day": agreement.comments_due_on}
            whom = [parties.get((agreement.pk, name))]
            yield told(event, text, _address(agreement, page), kind=kind, facts=facts, parties=whom)

    return tell


def _to_coordinators(text: Promise, page: str, kind: NoticeKind) -> Tell:
    def tell(events: "list[Event]") -> Iterator[Told]:
        agreements = _agreements(event.object_id for event in events)
        for event in events:
            agreement = agreements[event.object_id]
            facts = {"agreement": agreement, "party": event.after.get("party", "")}
            yield told(event, text, _address(agreement, page), kind=kind, facts=facts, roles=COORDINATORS)

    return tell


def _text_changed(events: "list[Event]") -> Iterator[Told]:
    """While the parties are asked for comments, and once a day. Before that the draft is the coordinator's own work."""
    asked = Agreement.objects.filter(
        clauses__in=[event.object_id for event in events], status=Status.DRAFT, comments_due_on__isnull=False
    )
    found = {
        clause: (agreement, parties) for clause, agreement, parties in _with_parties(asked.values_list("clauses", "pk"))
    }
    for event in events:
        if event.object_id in found:
            agreement, whom = found[event.object_id]
            text = _("The text of %(agreement)s, which you are asked to comment on, has been changed.")
            source = f"text:{agreement.pk}:{localdate(event.at)}"
            facts, url = {"agreement": agreement}, _address(agreement, "text")
            yield told(event, text, url, source=source, facts=facts, parties=whom)


def _with_parties(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Agreement, list[int]]]:
    agreement_of = dict(pairs)
    agreements = _agreements(agreement_of.values())
    parties = _organisations_of(agreements)
    for clause, agreement in agreement_of.items():
        yield clause, agreements[agreement], parties.get(agreement, [])


def _duty_assigned(events: "list[Event]") -> Iterator[Told]:
    """Duties of a draft are part of its text, and bind when the agreement has entered into force."""
    text = _("%(owner)s has been given a duty in %(agreement)s.")
    yield from _to_owner(events, text, NoticeKind.REQUEST)


def _duty_changed(events: "list[Event]") -> Iterator[Told]:
    """To a new owner it is a duty given."""
    yield from _duty_assigned([event for event in events if "owner" in event.after])
    text = _("A duty of %(owner)s in %(agreement)s has been changed.")
    yield from _to_owner([event for event in events if "owner" not in event.after], text, NoticeKind.NEWS)


def _duty_reopened(events: "list[Event]") -> Iterator[Told]:
    yield from _to_owner(events, _("A duty of %(owner)s in %(agreement)s has been reopened."), NoticeKind.REQUEST)


def _to_owner(events: "list[Event]", text: Promise, kind: NoticeKind) -> Iterator[Told]:
    for event, duty in _with_duty(events):
        if duty.owner_id is not None:
            facts = {"owner": duty.owner, "agreement": duty.agreement}
            yield told(event, text, _duty_address(duty), kind=kind, facts=facts, parties=[duty.owner_id])


def _duty_fulfilled(events: "list[Event]") -> Iterator[Told]:
    for event, duty in _with_duty(events):
        text = _("A duty in %(agreement)s has been marked as fulfilled.")
        yield told(event, text, _duty_address(duty), facts={"agreement": duty.agreement}, roles=COORDINATORS)


def _with_duty(events: "list[Event]") -> "Iterator[tuple[Event, Duty]]":
    running = Duty.objects.filter(agreement__status=Status.IN_FORCE).select_related("agreement__collaboration", "owner")
    found = running.in_bulk({event.object_id for event in events})
    for event in events:
        if event.object_id in found:
            yield event, found[event.object_id]


# --- What a day tells ----------------------------------------------------------------------------


def _comments_due(day: date) -> Iterator[Told]:
    """Nobody can comment too late for a draft, so what has passed is not told."""
    silent = Party.objects.filter(agreement__status=Status.DRAFT, agreement__comments_due_on__gte=day).exclude(
        pk__in=Comment.objects.filter(party__isnull=False).values("party")
    )
    silent = silent.exclude(pk__in=Proposal.objects.filter(party__isnull=False).values("party"))
    text = _("Comments from %(party)s on %(agreement)s are due by %(day)s.")
    yield from _parties_due(silent, "comments_due_on", text, "talk", day)


def _ratifications_due(day: date) -> Iterator[Told]:
    undecided = Party.objects.filter(agreement__status=Status.PROPOSED, ratification=None)
    text = _("%(agreement)s applies from %(day)s, and no decision of %(party)s has been recorded.")
    yield from _parties_due(undecided, "starts_on", text, "parties", day)


def _parties_due(parties: "QuerySet[Party]", field: str, text: Promise, page: str, day: date) -> Iterator[Told]:
    for party in parties.select_related("agreement__collaboration", "organisation"):
        due_on = getattr(party.agreement, field)
        if step := step_of(due_on, day):
            yield Told(
                source=f"{page}:{party.pk}:{due_on}:{step}",
                collaboration=party.agreement.collaboration_id,
                text=text,
                url=_address(party.agreement, page),
                kind=NoticeKind.REQUEST,
                facts={"party": party.organisation, "agreement": party.agreement, "day": due_on},
                parties=[party.organisation_id],
            )


def _duties_due(day: date) -> Iterator[Told]:
    open_ones = Duty.objects.filter(
        agreement__status=Status.IN_FORCE, fulfilled_on=None, due_on__isnull=False, owner__isnull=False
    )
    for duty in open_ones.select_related("agreement__collaboration", "owner"):
        if duty.due_on and (step := step_of(duty.due_on, day)):
            yield Told(
                source=f"duty:{duty.pk}:{duty.due_on}:{step}",
                collaboration=duty.collaboration_id,
                text=_("A duty of %(owner)s in %(agreement)s is due by %(day)s."),
                url=_duty_address(duty),
                kind=NoticeKind.REQUEST,
                facts={"owner": duty.owner, "agreement": duty.agreement, "day": duty.due_on},
                parties=[duty.owner_id],
            )


def _reviews_due(day: date) -> Iterator[Told]:
    open_ones = Review.objects.filter(agreement__status=Status.IN_FORCE, done_on=None)
    for review in open_ones.select_related("agreement__collaboration"):
        if step := step_of(review.due_on, day):
            yield Told(
                source=f"review:{review.pk}:{review.due_on}:{step}",
                collaboration=review.agreement.collaboration_id,
                text=_("The review of %(agreement)s is due by %(day)s."),
                url=_address(review.agreement, "reviews"),
                kind=NoticeKind.REQUEST,
                facts={"agreement": review.agreement, "day": review.due_on},
                roles=COORDINATORS,
            )


def told_of(viewer: "Viewer", agreement: Agreement, verb: str) -> WhoWasTold | None:
    """Who got word of what the parties were asked. For the one who asks them."""
    if not can_edit(viewer, agreement):
        return None
    parties = agreement.parties.select_related("organisation")
    return who_was_told(agreement, verb, [party.organisation for party in parties])


# --- Lookups -------------------------------------------------------------------------------------


def _agreements(pks: Iterable[int]) -> dict[int, Agreement]:
    return Agreement.objects.select_related("collaboration").in_bulk(set(pks))


def _organisations_of(agreements: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = Party.objects.filter(agreement__in=list(agreements)).order_by("pk").values_list("agreement", "organisation")
    for agreement, organisation in rows:
        found.setdefault(agreement, []).append(organisation)
    return found


def _address(agreement: Agreement, page: str) -> str:
    return reverse(f"agreements:{page}", args=[agreement.collaboration.slug, agreement.pk])


def _duty_address(duty: Duty) -> str:
    return reverse("agreements:duty", args=[duty.agreement.collaboration.slug, duty.agreement_id, duty.pk])
