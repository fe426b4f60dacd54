"""How each verb about documents is provoked, and what its event tells."""

from typing import Any

from samhandling.documents.models import Document
from samhandling.documents.services import disposal, drafts, letting_out, retention, secrecy
from tests.deeds.deed import Deed
from tests.factories.documents import make_class, make_disposal, make_kept, make_upload, mark, publish, share
from tests.journeys.overtaken import NOW, TODAY, Scene


def by_owner(act: Any, row: Any = Scene.own, **more: Any) -> Deed:
    """What somebody does who answers for the organisation that owns the document."""
    return Deed(act, row, by="answering", **more)


def kept(scene: Scene) -> Document:
    return make_kept(scene.here, scene.organisation)


def propose(scene: Scene, _row: object) -> object:
    return disposal.propose_disposal(
        actor=scene.answering, documents=[kept(scene)], decision_reference="§ 1", decided_on=TODAY, now=NOW, today=TODAY
    )


def mark_secret(scene: Scene, row: Document) -> object:
    return secrecy.mark_as_secret(
        actor=scene.answering,
        document=row,
        law="OSL",
        chapter="21",
        section="1",
        now=NOW,
        knows_it_has_been_public=True,
    )


def carry_out(scene: Scene, row: Any) -> None:
    disposal.carry_out_disposal(actor=scene.answering, disposal=row, now=NOW, today=TODAY)


SECTION = "law=@marking.law chapter=@marking.chapter section=@marking.section"
DISPOSED = "documents=lines.count numbers=@numbers decision=decision_reference decided_on"

DEEDS: dict[str, Deed] = {
    "document.drafted": by_owner(
        lambda s, _: drafts.draft_document(
            actor=s.answering,
            collaboration=s.here,
            owner=s.organisation,
            title="PM",
            dated_on=TODAY,
            upload=make_upload(),
            kind="decision",
        ),
        None,
        after="kind",
    ),
    "document.followed": by_owner(
        lambda s, row: drafts.start_following(actor=s.answering, document=s.own(), old=row),
        lambda s: share(s.own(), s.other),
    ),
    "document.changed": by_owner(
        lambda s, row: drafts.change_document(actor=s.answering, document=row, title="PM", kind="decision"),
        before="kind",
        after="kind",
    ),
    "document.file_replaced": by_owner(
        lambda s, row: drafts.replace_file(actor=s.answering, document=row, upload=make_upload())
    ),
    "document.discarded": by_owner(lambda s, row: drafts.discard_draft(actor=s.answering, document=row)),
    "document.shared": by_owner(
        lambda s, row: letting_out.share_document(
            actor=s.answering, document=row, recipients=[s.other], is_confirmed=True, now=NOW
        ),
        after="recipients=@recipients",
    ),
    "document.published": by_owner(
        lambda s, row: letting_out.publish_document(actor=s.answering, document=row, is_checked=True, now=NOW)
    ),
    "document.keeping_decided": by_owner(
        lambda s, row: retention.decide_keeping(
            actor=s.answering, documents=[row], retention_class=make_class(s.here), retained_from=TODAY
        ),
        before="retention_class retained_from",
        after="retention_class retained_from",
    ),
    "document.marked": by_owner(mark_secret, after=SECTION),
    "document.marking_lifted": by_owner(
        lambda s, row: secrecy.lift_marking(actor=s.answering, document=row, now=NOW),
        lambda s: mark(s.own()).document,
        before=SECTION,
    ),
    "document.taken_from_public": by_owner(
        mark_secret, lambda s: publish(s.own()), others=frozenset({"document.marked"})
    ),
    "document.disposed": by_owner(
        lambda s, row: carry_out(s, row.disposal_lines.get().disposal),
        lambda s: make_disposal(kept(s)).lines.get().document,
        after="disposal=disposal_lines.get.disposal_id",
        others=frozenset({"disposal.carried_out"}),
    ),
    "retention.class_created": Deed(
        lambda s, _: retention.create_class(actor=s.actor, collaboration=s.here, name="Avtal", plan="Plan 1", years=5),
        after="name years plan",
    ),
    "retention.class_changed": Deed(
        lambda s, row: retention.change_class(
            actor=s.actor, retention_class=row, name="Avtal", plan="Plan 2", years=10
        ),
        "retention_class",
        before="name plan years",
        after="name plan years",
    ),
    "retention.class_removed": Deed(
        lambda s, row: retention.remove_class(actor=s.actor, retention_class=row),
        lambda s: make_class(s.here),
        before="name years plan",
    ),
    "disposal.proposed": by_owner(propose, None, after=DISPOSED),
    "disposal.carried_out": by_owner(
        carry_out, lambda s: make_disposal(kept(s)), after=DISPOSED, others=frozenset({"document.disposed"})
    ),
    "disposal.withdrawn": by_owner(
        lambda s, row: disposal.withdraw_disposal(actor=s.answering, disposal=row), lambda s: make_disposal(kept(s))
    ),
}
