"""What acts in forums tell, and whom. Papers are told to those who sit there and keep the forum, and never by title."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from samhandling.documents.permissions import marked
from samhandling.forums.models import Appointment, Forum, ForumAccess, Paper, PartyShift, Seat
from samhandling.forums.selectors.seats import vacant_on
from samhandling.forums.selectors.terms import ending_between
from samhandling.notices.domain.hours import step_of
from samhandling.notices.domain.telling import Telling, Told, told
from samhandling.notices.enums import NoticeKind
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Person

if TYPE_CHECKING:
    from samhandling.core.models import Event

Tell = Callable[["list[Event]"], Iterable[Told]]
# A successor takes a council's decision, and a council meets once a month.
ENDING_STEPS = (30, 90)
SHIFT_ASKED = ("shift.asked", "shift.reminded")


def tellings() -> dict[str, Telling]:
    """The slot `notices`."""
    seats_asked = _("Appoint somebody to the seat of %(party)s in %(forum)s.")
    return {
        "appointment.made": Telling(_to_person(_("You have been appointed to %(forum)s."), "detail")),
        "appointment.replaced": Telling(
            _to_person(_("Your appointment to %(forum)s ends: someone else takes over the seat."), "")
        ),
        "appointment.ended_early": Telling(
            _to_person(_("Your appointment to %(forum)s ends earlier than stated."), "")
        ),
        "appointment.corrected": Telling(_to_person(_("Your appointment to %(forum)s has been corrected."), "detail")),
        "appointment.import_undone": Telling(
            _to_person(_("An appointment of yours to %(forum)s has been undone."), "")
        ),
        "presidium.chosen": Telling(_to_person(_("You have been elected to the presidium of %(forum)s."), "detail")),
        "presidium.ended": Telling(_to_person(_("The last day of your office in %(forum)s has been set."), "detail")),
        "secretary.added": Telling(_to_person(_("You are now the secretary of %(forum)s."), "detail")),
        "secretary.user_added": Telling(_to_new_secretary),
        "secretary.removed": Telling(_to_person(_("You are no longer the secretary of %(forum)s."), "")),
        "seat.added": Telling(_to_party_of_seat(seats_asked)),
        "seat.changed": Telling(_to_party_of_seat(seats_asked)),
        "seat.abolished": Telling(_seat_abolished),
        "forum.seats_created": Telling(_to_vacant_parties),
        "forum.ended": Telling(_to_members(_("The last day of %(forum)s has been set."), "detail")),
        "forum.prolonged": Telling(_to_members(_("%(forum)s has been extended."), "detail")),
        "mandate.adopted": Telling(_to_members(_("The mandate of %(forum)s has been adopted."), "mandate")),
        "paper.added": Telling(_paper_added),
        "shift.asked": Telling(
            _to_party_of_shift(_("Fill the seats of %(party)s for the term from %(first)s.")), withdraws=SHIFT_ASKED
        ),
        "shift.reminded": Telling(
            _to_party_of_shift(_("%(party)s still has seats to fill for the term from %(first)s.")),
            withdraws=SHIFT_ASKED,
        ),
        "shift.done": Telling(
            _of_shift_to_coordinators(_("%(party)s has filled its seats for the term from %(first)s.")),
            withdraws=SHIFT_ASKED,
        ),
        "shift.reopened": Telling(
            _of_shift_to_coordinators(_("%(party)s is changing its seats for the term from %(first)s again."))
        ),
        "paper.removed": Telling(lambda _events: (), withdraws=("paper.added",)),
    }


def deadlines(day: date) -> Iterator[Told]:
    """The slot `notices.deadlines`: appointments that end with nobody to follow, told to the seat's party."""
    ending = ending_between(Appointment.objects.all(), day, day + timedelta(days=max(ENDING_STEPS)))
    rows = (
        ending.filter(has_successor=False, seat__organisation__isnull=False)  # type: ignore[misc]  # annotated by ending_between
        .order_by()
        .values_list(
            "seat__forum__collaboration",
            "seat__forum__collaboration__slug",
            "seat__organisation",
            "seat__organisation__display_name",
            "ends_on",
        )
        .distinct()
    )
    for collaboration, slug, organisation, name, ends_on in rows:
        if step := step_of(ends_on, day, ENDING_STEPS):
            yield Told(
                source=f"terms:{collaboration}:{organisation}:{ends_on}:{step}",
                collaboration=collaboration,
                text=_("Appointments of %(party)s end on %(day)s with no successor. Appoint those who take over."),
                url=f"{reverse('forums:terms', args=[slug])}?part={organisation}",
                kind=NoticeKind.REQUEST,
                facts={"party": name, "day": ends_on},
                parties=[organisation],
            )


def _to_person(text: Promise, page: str) -> Tell:
    """To the person that the event names. A page is left out where they may have lost the way to it."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        people = Person.objects.filter(pk__in={event.person_id for event in events}, erased_at=None)
        users = dict(people.values_list("pk", "user"))
        for event, forum in _with_forum(events):
            url = _address(forum, page) if page else ""
            yield told(event, text, url, facts={"forum": forum}, users=[users.get(event.person_id or 0)])

    return tell


def _to_party_of_shift(text: Promise) -> Tell:
    def tell(events: "list[Event]") -> Iterator[Told]:
        for event, shift in _with_shift(events):
            yield told(
                event,
                text,
                reverse("forums:shift", args=[shift.collaboration.slug, shift.organisation_id]),
                kind=NoticeKind.REQUEST,
                facts={"party": shift.organisation, "first": shift.starts_on},
                parties=[shift.organisation_id],
            )

    return tell


def _of_shift_to_coordinators(text: Promise) -> Tell:
    def tell(events: "list[Event]") -> Iterator[Told]:
        for event, shift in _with_shift(events):
            url = reverse("forums:shift_overview", args=[shift.collaboration.slug])
            facts = {"party": shift.organisation, "first": shift.starts_on}
            yield told(event, text, url, facts=facts, roles=(Role.COORDINATOR,))

    return tell


def _with_shift(events: "list[Event]") -> "Iterator[tuple[Event, PartyShift]]":
    shifts = PartyShift.objects.select_related("collaboration", "organisation")
    found = shifts.in_bulk({event.object_id for event in events})
    yield from ((event, found[event.object_id]) for event in events)


def _to_new_secretary(events: "list[Event]") -> Iterator[Told]:
    """Who is not among the people is named by no event: the forum's latest row is theirs."""
    rows = ForumAccess.objects.filter(forum__in=[event.object_id for event in events]).order_by("pk")
    latest = dict(rows.values_list("forum", "user"))
    for event, forum in _with_forum(events):
        text = _("You are now the secretary of %(forum)s.")
        yield told(event, text, _address(forum, "detail"), facts={"forum": forum}, users=[latest.get(forum.pk)])


def _to_party_of_seat(text: Promise) -> Tell:
    """To those who answer for the party that the seat stands for, as the event tells it."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        yield from _party_told([event for event in events if event.after.get("organisation")], text, NoticeKind.REQUEST)

    return tell


def _party_told(events: "list[Event]", text: Promise, kind: NoticeKind) -> Iterator[Told]:
    rows = Seat.objects.filter(forum__in=[event.object_id for event in events], organisation__isnull=False)
    parties = {
        (forum, name): organisation
        for forum, name, organisation in rows.values_list("forum", "organisation__display_name", "organisation")
    }
    for event, forum in _with_forum(events):
        name = event.after["organisation"]
        facts, whom = {"party": name, "forum": forum}, [parties.get((forum.pk, name))]
        yield told(event, text, _address(forum, "detail"), kind=kind, facts=facts, parties=whom)


def _seat_abolished(events: "list[Event]") -> Iterator[Told]:
    """To those who sit in the forum: its composition is theirs."""
    yield from _members_told(events, _("A seat in %(forum)s has been abolished."), "detail")


def _to_vacant_parties(events: "list[Event]") -> Iterator[Told]:
    text = _("Appoint those who will sit in %(forum)s for %(party)s.")
    for event, forum in _with_forum(events):
        vacant = vacant_on(
            Seat.objects.filter(forum=forum, organisation__isnull=False), date.fromisoformat(event.after["starts_on"])
        )
        rows = vacant.order_by("organisation").values_list("organisation", "organisation__display_name").distinct()
        for organisation, name in rows:
            facts = {"forum": forum, "party": name}
            url = _address(forum, "detail")
            yield told(event, text, url, kind=NoticeKind.REQUEST, facts=facts, parties=[organisation])


def _to_members(text: Promise, page: str) -> Tell:
    def tell(events: "list[Event]") -> Iterator[Told]:
        yield from _members_told(events, text, page)

    return tell


def _members_told(events: "list[Event]", text: Promise, page: str) -> Iterator[Told]:
    """To those who sit there on the day, and those who keep the forum."""
    members = _members({event.object_id for event in events}, _day_of(events))
    for event, forum in _with_forum(events):
        yield told(event, text, _address(forum, page), facts={"forum": forum}, users=members.get(forum.pk, []))


def _paper_added(events: "list[Event]") -> Iterator[Told]:
    """To those who may read it. What is marked as secret is told to those alone who got it by sitting there."""
    papers = Paper.objects.select_related("forum__collaboration").annotate(is_marked=marked("document"))
    found = papers.in_bulk([event.object_id for event in events])
    forums, day = {paper.forum_id for paper in found.values()}, _day_of(events)
    members, got_it = _members(forums, day), _seated(forums, day, only_for_a_party=True)
    for event in events:
        if (paper := found.get(event.object_id)) is None:
            continue
        users = (got_it if paper.is_marked else members).get(paper.forum_id, [])
        url = _address(paper.forum, "papers")
        yield told(
            event, _("A new paper has been submitted to %(forum)s."), url, facts={"forum": paper.forum}, users=users
        )


def _members(forums: set[int], day: date) -> dict[int, list[int]]:
    found = _seated(forums, day)
    for forum, user in ForumAccess.objects.filter(forum__in=forums).order_by("pk").values_list("forum", "user"):
        found.setdefault(forum, []).append(user)
    return found


def _seated(forums: set[int], day: date, *, only_for_a_party: bool = False) -> dict[int, list[int]]:
    """The log-ins of those who sit in each forum that day."""
    sitting = Appointment.objects.filter(
        Q(seat__ends_on=None) | Q(seat__ends_on__gte=day),
        seat__forum__in=forums,
        starts_on__lte=day,
        ends_on__gte=day,
        person__erased_at=None,
        person__user__isnull=False,
    )
    if only_for_a_party:
        sitting = sitting.exclude(seat__organisation=None, person__organisation=None)
    found: dict[int, list[int]] = {}
    for forum, user in sitting.order_by("pk").values_list("seat__forum", "person__user"):
        if user is not None:
            found.setdefault(forum, []).append(user)
    return found


def _day_of(events: "list[Event]") -> date:
    return localdate(events[0].at)


def _with_forum(events: "list[Event]") -> "Iterator[tuple[Event, Forum]]":
    found = Forum.objects.select_related("collaboration").in_bulk({event.object_id for event in events})
    for event in events:
        yield event, found[event.object_id]


def _address(forum: Forum, page: str) -> str:
    return reverse(f"forums:{page}", args=[forum.collaboration.slug, forum.pk])
