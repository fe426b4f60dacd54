"""Every verb of the product either tells somebody, or stands among those that tell nobody, with the reason."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Model

from samhandling.agreements.models import Agreement
from samhandling.core import history
from samhandling.core.models import Event, OutgoingMail
from samhandling.notices.domain.telling import source_of
from samhandling.notices.enums import Mail, NoticeKind
from samhandling.notices.models import Notice
from samhandling.notices.services.mailing import mail_due
from samhandling.notices.services.telling import tellings
from samhandling.organisations.models import Organisation
from tests.deeds.deed import Deed, as_found
from tests.every_room.test_every_verb_leaves_one_event import ROOMS
from tests.factories.accounts import make_user
from tests.factories.organisations import give_party, give_role
from tests.journeys.overtaken import TODAY, Scene, set_scene

# A Wednesday morning so far ahead that everything that waits is due.
AT_WORK = datetime(2099, 9, 2, 9, tzinfo=UTC)

TELLS_NOBODY: dict[str, set[str]] = {
    "One’s own account, log-ins, tokens, calendars and wishes: whoever acts is the one it concerns, and what is about "
    "security has letters of its own that cannot be turned off.": {
        *(verb for verb in ROOMS["accounts"]),
        *(verb for verb in ROOMS["opendata"]),
        *(verb for verb in ROOMS["notices"]),
        "first_steps.looked_at", "first_steps.put_away", "first_steps.taken_forth",
    },
    "A draft, or the coordinator’s own desk: nobody is asked yet, and what is sent later tells it.": {
        "agreement.created", "agreement.changed", "agreement.imported", "agreement.drafted_from",
        "area.added", "area.changed", "area.removed", "aim.added", "aim.changed", "aim.removed", "clause.moved",
        "fee_list.discarded", "cost_split.drafted", "cost_split.changed", "cost_split.discarded",
        "project.started", "project.changed", "project.budgeted", "project.funder_removed",
        "mandate.drafted", "mandate.written", "mandate.discarded", "forum.set_up",
        "gap.set_aside", "gap.resumed", "renewal.planned", "party.comments_resumed",
        "seat.left_vacant", "seat.undecided", "shift.undone", "appointment.undone",
        "document.drafted", "document.followed", "document.changed", "document.file_replaced", "document.discarded",
        "matter.raised", "matter.changed", "matter.discarded", "treatment.planned", "treatment.changed",
        "treatment.removed",
    },
    "A matter is followed on its own page: what is asked of somebody in it is told by the recommendation.": {
        "matter.shared", "matter.closed", "matter.reopened", "matter.paper_added", "matter.paper_removed",
        "matter.number_noted", "treatment.recorded", "answer.released",
    },
    "Keeping the register in order: what is there is corrected, and whoever needs it reads it there.": {
        "collaboration.founded", "collaboration.changed", "collaboration.contact_changed",
        "organisation.registered", "organisation.register_corrected", "organisation.created", "organisation.changed",
        "organisation.merged", "organisation.participation_removed",
        "contact.added", "contact.changed", "contact.removed", "contact.expired", "population.added",
        "person.created", "person.changed", "person.imported", "person.corrected", "person.former_removed",
        "person.changed_by_import", "person.set_back", "person.import_undone", "person.unlinked", "person.merged",
        "person.erased", "import.uploaded", "import.columns_chosen", "import.applied", "import.undone",
        "forum.changed", "forum.composed", "forum.moved", "seat.moved", "seat.removed", "duty.removed", "paper.moved",
        "index.noted", "index.corrected", "fee_base.set", "statement.written",
        "retention.class_created", "retention.class_changed", "retention.class_removed", "document.keeping_decided",
    },
    "Open to all, or shut: it is read where it lies, and addressed to nobody.": {
        "collaboration.published", "collaboration.unpublished", "document.published", "document.marked",
        "matter.published",
        "document.marking_lifted", "document.taken_from_public", "document.disposed",
    },
    "The event does not say who it was: a user outside the register is named by no event.": {"secretary.user_removed"},
}  # fmt: skip

# Tells nobody when it is done as in its deed. Each of them is done to somebody in tests/*/test_notices.py.
NOT_HERE = {
    # The deed itself makes the party or the person, who has no log-in yet.
    "annex.registered", "special.added", "clause.added", "organisation.joined", "appointment.made", "presidium.chosen",
    # The forum has nobody in it but the one who acts, or only seats that stand for nobody.
    "mandate.adopted", "paper.added", "forum.ended", "forum.prolonged", "forum.seats_created", "seat.abolished",
    # A duty of nobody, and a fund that decides nothing here.
    "duty.reopened", "project.funder_added",
    # Takes back what was told.
    "paper.removed",
}  # fmt: skip


def test_every_verb_is_told_or_stands_among_those_that_tell_nobody():
    spoken = set(history._rooms)
    quiet = Counter(verb for verbs in TELLS_NOBODY.values() for verb in verbs)
    assert sorted(spoken - set(quiet) - set(tellings())) == [], "Lay them in the slot `notices`, or say here why not."
    assert sorted(set(quiet) & set(tellings())) == [], "They do tell somebody."
    assert sorted((set(quiet) | set(tellings())) - spoken) == [], "No room has these verbs any more."
    assert [verb for verb, count in quiet.items() if count > 1] == []


def test_a_telling_takes_back_what_verbs_ask_that_there_are():
    assert {verb for telling in tellings().values() for verb in telling.withdraws} <= set(history._rooms)


# Only of people who cannot log in.
REFUSED_WHERE_SOMEBODY_WAS_TOLD = {"appointment.undone"}


@pytest.mark.django_db
@pytest.mark.parametrize("room", sorted(ROOMS.keys() - {"accounts", "opendata", "notices", "portal"}))
def test_an_act_gives_each_addressee_one_notice_and_one_mail(room: str):
    scene = set_scene()
    for role in ("coordinator", "finance"):
        give_role(make_user(), scene.here, role)
    assert "\n".join(fault for verb, deed in ROOMS[room].items() for fault in faults_in(verb, deed, scene)) == ""


def faults_in(verb: str, deed: Deed, scene: Scene) -> list[str]:
    """All that the act wrote is taken back."""
    with transaction.atomic():
        found = as_found(scene)
        row = found.row(deed.row) if isinstance(deed.row, str) else deed.row(found) if deed.row else None
        everybody_can_be_told(found, also_people=verb not in REFUSED_WHERE_SOMEBODY_WAS_TOLD)
        last, had = _last(Event), _last(Notice)
        deed.act(found, row)
        faults = list(_faults(verb, last, had))
        transaction.set_rollback(True)
    return faults


def everybody_can_be_told(scene: Scene, *, also_people: bool = True) -> None:
    """Each organisation has two who answer for it, each person a log-in, and drafts are out for comments."""
    for organisation in Organisation.objects.all():
        give_party(make_user(), scene.here, organisation)
        give_party(make_user(), scene.here, organisation)
    for person in scene.here.people.filter(user=None) if also_people else ():
        person.user = make_user()
        person.save()
    Agreement.objects.filter(status="draft").update(comments_due_on=TODAY)
    Notice.objects.update(mail=Mail.NONE)
    OutgoingMail.objects.all().delete()


def _faults(verb: str, last: int, had: int) -> Iterator[str]:
    events = Event.objects.filter(pk__gt=last)
    notices = list(Notice.objects.filter(pk__gt=had).select_related("user"))
    mine = {source_of(event.pk) for event in events if event.verb == verb}
    told = [notice for notice in notices if notice.source in mine or notice.source.startswith("text:")]
    if bool(told) != (verb in tellings() and verb not in NOT_HERE):
        yield f"{verb}: tells {len(told)}"
    if {notice.user_id for notice in notices} & {event.actor_id for event in events}:
        yield f"{verb}: tells the one who acted"
    asked = Counter(notice.user.email for notice in notices if notice.kind == NoticeKind.REQUEST)
    yield from (f"{verb}: asks {user} {count} times" for user, count in asked.items() if count > 1)
    # Letters that the act itself queued, such as those about access, are no notices.
    letters = _last(OutgoingMail)
    mail_due(now=AT_WORK)
    mail_due(now=AT_WORK)
    sent = Counter(OutgoingMail.objects.filter(pk__gt=letters).values_list("to", flat=True))
    if sent != Counter({notice.user.email: 1 for notice in notices}):
        yield f"{verb}: mails {sent}"


def _last(model: type[Model]) -> int:
    return model.objects.order_by("pk").values_list("pk", flat=True).last() or 0  # type: ignore[attr-defined]  # any table
