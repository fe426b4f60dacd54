"""How each verb about forums is provoked, and what its event tells."""

from datetime import date
from typing import Any

from samhandling.agreements.services.agreement import enter_into_force
from samhandling.forums.domain.composition import Rule
from samhandling.forums.domain.shift import Wish, mark_of_seat
from samhandling.forums.enums import NextHolder, RuleKind
from samhandling.forums.models import Appointment, Forum, ForumAccess, Mandate, Paper, PartyShift, PresidiumTerm, Seat
from samhandling.forums.services import (
    access,
    appointments,
    composition,
    forums,
    mandates,
    papers,
    presidium,
    seats,
)
from samhandling.forums.services.appointment_file import APPOINTMENTS
from samhandling.forums.services.shift import save_shift
from samhandling.forums.services.shift_answer import ask_parties, remind_parties, say_done, take_back_done, unsay_done
from samhandling.lib.periods import Period
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services import imports
from tests.deeds.deed import Deed
from tests.factories.agreements import make_agreement, make_agreement_in_force, make_clause, ratify_all
from tests.factories.forums import (
    SHIFT_DAY,
    leave_vacant,
    make_appointment,
    make_forum,
    make_forum_type,
    make_paper,
    make_party_shift,
    make_seat,
    make_secretary,
)
from tests.factories.organisations import make_coordinator, make_person
from tests.journeys.overtaken import NOW, TODAY, Scene, left_vacant, seated

FIRST, MIDDLE, LAST = date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)
FILE = """Forum;Part;Förnamn;Efternamn;Från;Till
Nämnden;;Bo;Ek;2023-01-01;2026-12-31"""


def forum(scene: Scene, **fields: Any) -> Forum:
    return make_forum(scene.here, name="Nämnden", **fields)


def seat(scene: Scene) -> Any:
    return make_seat(forum(scene))


def appointment(scene: Scene) -> Appointment:
    return make_appointment(seat(scene), starts_on=FIRST, ends_on=LAST)


def term(scene: Scene) -> PresidiumTerm:
    sits = appointment(scene)
    return PresidiumTerm.objects.create(
        forum=sits.seat.forum, person=sits.person, office="chair", starts_on=FIRST, ends_on=LAST
    )


def mandate(scene: Scene) -> Mandate:
    return Mandate.objects.create(forum=forum(scene), kind="mission", version=1, text="Uppdrag")


def going_on(scene: Scene) -> Forum:
    """A forum of an agreement whose successor may enter into force."""
    old = make_agreement_in_force(scene.here, ends_on=date(2025, 12, 31))
    new = make_agreement(scene.here, status="proposed", predecessor=old, starts_on=FIRST, ends_on=LAST)
    make_clause(new)
    ratify_all(new)
    return forum(scene, agreement=old)


def enter_successor(scene: Scene, row: Forum) -> object:
    return enter_into_force(actor=scene.actor, agreement=row.agreement.successor, entered_on=FIRST, today=TODAY)


def choose(scene: Scene, _row: object) -> PresidiumTerm:
    sits = appointment(scene)
    return presidium.choose(
        actor=scene.actor, forum=sits.seat.forum, person=sits.person, office="chair", starts_on=FIRST, ends_on=LAST
    )


def second_of_its_day(scene: Scene) -> Paper:
    here = seated(scene)
    first = make_paper(here, "Ett")
    second = make_paper(here, "Två")
    Paper.objects.filter(pk=first.pk).update(place=1)
    Paper.objects.filter(pk=second.pk).update(place=2)
    second.refresh_from_db()
    return second


def submit_paper(scene: Scene, _row: object) -> Paper:
    return papers.submit_document(
        actor=scene.answering, forum=seated(scene), document=scene.own(), is_confirmed=True, now=NOW, today=TODAY
    )


def imported(scene: Scene) -> Appointment:
    seat(scene)
    run = imports.start_import(
        actor=scene.actor, kind=APPOINTMENTS, collaboration=scene.here, content=FILE.encode(), file_name="uppdrag.csv"
    )
    imports.apply_import(
        actor=scene.actor, kind=APPOINTMENTS, run=run, seen=preview_import(APPOINTMENTS, run).mark, now=NOW
    )
    return Appointment.objects.get(person__family_name="Ek")


def undo(scene: Scene, _row: object) -> None:
    run = scene.here.imports.get(state="applied")
    imports.undo_import(actor=scene.actor, kind=APPOINTMENTS, run=run, now=NOW)


def unnamed_secretary(scene: Scene) -> ForumAccess:
    made = forum(scene)
    make_secretary(made)
    return made.secretaries.get()


def named_secretary(scene: Scene) -> ForumAccess:
    kept = unnamed_secretary(scene)
    make_person(collaboration=scene.here, user=kept.user)
    return kept


def own_seat(scene: Scene) -> Any:
    return make_seat(forum(scene), organisation=scene.organisation)


def undecided(scene: Scene, row: Any) -> object:
    """The seat that is left vacant is so no more."""
    term = Period(SHIFT_DAY, SHIFT_DAY)
    wish = Wish(row.pk, mark_of_seat([], "Väntar på årsmötet"), NextHolder.UNDECIDED, term)
    return save_shift(
        actor=scene.answering, collaboration=scene.here, organisation=scene.organisation, shift_on=SHIFT_DAY,
        wishes=[wish], decision={}, language="sv", now=NOW,
    )  # fmt: skip


def vacated(scene: Scene) -> Any:
    row = own_seat(scene)
    leave_vacant(row)
    return row


def shift(scene: Scene, **facts: Any) -> PartyShift:
    leave_vacant(own_seat(scene))
    PartyShift.objects.filter(collaboration=scene.here).delete()
    Seat.objects.filter(organisation=scene.organisation).exclude(left_vacant__starts_on=SHIFT_DAY).update(
        organisation=None
    )
    return make_party_shift(scene.here, scene.organisation, **facts)


def of(scene: Scene, actor: Any) -> dict[str, Any]:
    return {"actor": actor, "collaboration": scene.here, "shift_on": SHIFT_DAY}


DEEDS: dict[str, Deed] = {
    "seat.left_vacant": Deed(
        left_vacant, row=own_seat, after="seat=@seat", now={"starts_on": "2027-01-01"}, on="forum", by="answering"
    ),
    "seat.undecided": Deed(
        undecided, row=vacated, after="seat=@seat", now={"starts_on": "2027-01-01"}, on="forum", by="answering"
    ),
    "shift.asked": Deed(
        lambda s, row: ask_parties(**of(s, s.actor), organisations=[row.organisation], answer_by=FIRST),
        row=shift,
        before="answer_by",
        after="answer_by",
    ),
    "shift.reminded": Deed(
        lambda s, row: remind_parties(**of(s, s.actor), organisations=[row.organisation], now=NOW),
        row=shift,
        after="starts_on",
        now={"seats_left": 0},
    ),
    "shift.done": Deed(
        lambda s, row: say_done(**of(s, s.answering), organisation=row.organisation, now=NOW),
        row=shift,
        after="starts_on",
        by="answering",
    ),
    "shift.undone": Deed(
        lambda s, row: unsay_done(actor=s.answering, shift=row, now=NOW),
        row=lambda s: say_done(**of(s, s.answering), organisation=shift(s).organisation, now=NOW),
        before="starts_on",
        by="answering",
    ),
    "shift.reopened": Deed(
        lambda s, row: take_back_done(**of(s, s.answering), organisation=row.organisation),
        row=lambda s: shift(s, done_at=NOW, done_by=s.answering),
        before="starts_on",
        by="answering",
    ),
    "forum.set_up": Deed(
        lambda s, _: forums.create_forum(
            actor=s.actor, collaboration=s.here, type=make_forum_type(), name="Rådet", starts_on=FIRST
        ),
        after="name type starts_on",
    ),
    "forum.changed": Deed(
        lambda s, row: forums.change_forum(
            actor=s.actor, forum=row, now=NOW, name="Rådet", access="closed", areas=[s.row("area")]
        ),
        forum,
        before="name access areas=@areas",
        after="name access areas=@areas",
    ),
    "forum.ended": Deed(
        lambda s, row: forums.end_forum(actor=s.actor, forum=row.seat.forum, ends_on=MIDDLE, reason="Slut"),
        appointment,
        before="ends_on=seat.forum.ends_on",
        after="ends_on=seat.forum.ends_on",
        now={"ended_appointments": 1},
        on="seat.forum",
        reason="Slut",
    ),
    "forum.prolonged": Deed(
        lambda s, row: forums.prolong_forum(actor=s.actor, forum=row, ends_on=LAST, reason="Mer"),
        lambda s: forum(s, ends_on=MIDDLE),
        before="ends_on",
        after="ends_on",
        reason="Mer",
    ),
    "forum.composed": Deed(
        lambda s, row: composition.set_composition(actor=s.actor, forum=row, rules=[Rule(1, RuleKind.FREE, 3)]),
        "forum",
        before="composition=@rules",
        after="composition=@rules",
    ),
    "forum.seats_created": Deed(
        lambda s, row: composition.create_seats(actor=s.actor, forum=row, starts_on=TODAY),
        lambda s: composition.set_composition(actor=s.actor, forum=forum(s), rules=[Rule(1, RuleKind.FREE, 3)]),
        now={"seats": 3, "starts_on": TODAY},
    ),
    "seat.added": Deed(
        lambda s, _: seats.add_seat(
            actor=s.actor, forum=s.row("forum"), starts_on=s.row("forum").starts_on, kind="deputy", organisation=s.other
        ),
        after="seat=@seat organisation",
        on="forum",
    ),
    "seat.changed": Deed(
        lambda s, row: seats.change_seat(actor=s.actor, seat=row, organisation=s.other),
        "seat",
        before="organisation",
        after="organisation seat=@seat",
        on="forum",
    ),
    "seat.moved": Deed(
        lambda s, row: seats.move_seat_up(actor=s.actor, seat=row),
        lambda s: make_seat(seat(s).forum),
        before="number",
        after="number",
        on="forum",
    ),
    "seat.abolished": Deed(
        lambda s, row: seats.abolish_seat(actor=s.actor, seat=row, ends_on=MIDDLE, reason="Färre"),
        seat,
        before="ends_on",
        after="ends_on seat=@seat",
        on="forum",
        reason="Färre",
    ),
    "seat.removed": Deed(
        lambda s, row: seats.remove_seat(actor=s.actor, seat=row),
        lambda s: make_seat(forum(s), organisation=s.other),
        before="seat=@seat organisation",
        on="forum",
    ),
    "appointment.made": Deed(
        lambda s, _: appointments.appoint(
            actor=s.actor, seat=seat(s), person=make_person(collaboration=s.here), starts_on=FIRST, ends_on=LAST
        ),
        after="starts_on ends_on seat=seat.@seat",
        on="seat.forum",
    ),
    "appointment.replaced": Deed(
        lambda s, row: appointments.replace(
            actor=s.actor, seat=row.seat, person=make_person(collaboration=s.here), starts_on=MIDDLE, ends_on=LAST
        ),
        appointment,
        before="ends_on",
        after="ends_on seat=seat.@seat",
        on="seat.forum",
        others=frozenset({"appointment.made"}),
    ),
    "appointment.ended_early": Deed(
        lambda s, row: appointments.end_early(actor=s.actor, appointment=row, ends_on=MIDDLE),
        appointment,
        before="ends_on",
        after="ends_on seat=seat.@seat",
        on="seat.forum",
    ),
    "appointment.corrected": Deed(
        lambda s, row: appointments.correct(actor=s.actor, appointment=row, starts_on=MIDDLE, decided_by="KF"),
        appointment,
        before="starts_on decided_by",
        after="starts_on decided_by seat=seat.@seat",
        on="seat.forum",
    ),
    "appointment.undone": Deed(
        lambda s, row: appointments.undo_appointment(actor=s.actor, appointment=row, mark=appointments.mark_of(row)),
        appointment,
        before="starts_on",
        after="seat=seat.@seat",
        on="seat.forum",
    ),
    "appointment.import_undone": Deed(
        undo,
        imported,
        before="seat=seat.@seat starts_on",
        on="seat.forum",
        others=frozenset({"person.import_undone", "import.undone"}),
    ),
    "presidium.chosen": Deed(choose, after="office starts_on ends_on", on="forum"),
    "presidium.ended": Deed(
        lambda s, row: presidium.end_office(actor=s.actor, term=row, ends_on=MIDDLE),
        term,
        before="ends_on",
        after="ends_on",
        on="forum",
    ),
    "mandate.drafted": Deed(
        lambda s, _: mandates.draft_mandate(actor=s.actor, forum=s.row("forum"), kind="mission", text="Ny"),
        after="version",
        on="forum",
    ),
    "mandate.written": Deed(
        lambda s, row: mandates.write_mandate(actor=s.actor, mandate=row, kind="rules", text="Ny"),
        mandate,
        after="version",
        on="forum",
    ),
    "mandate.adopted": Deed(
        lambda s, row: mandates.adopt_mandate(
            actor=s.actor, mandate=row, adopted_on=FIRST, adopted_by="Nämnden", today=TODAY
        ),
        mandate,
        after="version adopted_on adopted_by",
        on="forum",
    ),
    "mandate.discarded": Deed(
        lambda s, row: mandates.discard_draft(actor=s.actor, mandate=row), mandate, before="version", on="forum"
    ),
    "forum.moved": Deed(
        enter_successor,
        going_on,
        before="agreement",
        after="agreement",
        others=frozenset({"agreement.entered", "agreement.ended"}),
    ),
    "paper.added": Deed(
        submit_paper, after="kind=document.kind", by="answering", others=frozenset({"document.shared"})
    ),
    "paper.moved": Deed(
        lambda s, row: papers.move_paper(actor=s.answering, paper=row, by=-1, today=TODAY),
        second_of_its_day,
        before="place",
        after="place",
        by="answering",
    ),
    "paper.removed": Deed(
        lambda s, row: papers.remove_paper(actor=s.answering, paper=row, today=TODAY),
        lambda s: make_paper(seated(s)),
        by="answering",
    ),
    "secretary.added": Deed(
        lambda s, _: access.add_secretary(actor=s.actor, forum=forum(s), user=s.answering), on="forum"
    ),
    "secretary.user_added": Deed(
        lambda s, _: access.add_secretary(actor=s.actor, forum=forum(s), user=make_coordinator(s.here)), on="forum"
    ),
    "secretary.user_removed": Deed(
        lambda s, row: access.remove_secretary(actor=s.actor, access=row), unnamed_secretary, on="forum"
    ),
    "secretary.removed": Deed(
        lambda s, row: access.remove_secretary(actor=s.actor, access=row), named_secretary, on="forum"
    ),
}
