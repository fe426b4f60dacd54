"""A happening becomes notices, in its own transaction; what was asked and is taken back is withdrawn."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.utils import translation
from django.utils.formats import date_format

from samhandling.core import slots
from samhandling.core.models import Event
from samhandling.lib.text import clean_line, shortened
from samhandling.notices.domain.telling import Telling, Told, source_of
from samhandling.notices.enums import Mail, NoticeKind
from samhandling.notices.models import LONGEST, Notice
from samhandling.notices.selectors.addressees import addressees_of

# So many rows are written with one statement.
AT_ONCE = 1000


def tellings() -> dict[str, Telling]:
    """Slot `notices`: function() -> what each verb of the room tells. A verb has one telling."""
    return {verb: telling for table in slots.functions("notices") for verb, telling in table().items()}


def hear(events: list[Event]) -> None:
    """The slot `event.recorded`."""
    known = tellings()
    by_verb: dict[str, list[Event]] = {}
    for event in events:
        if event.verb in known and event.collaboration_id is not None:
            by_verb.setdefault(event.verb, []).append(event)
    for verb, happened in by_verb.items():
        at = max(event.at for event in happened)
        if known[verb].withdraws:
            _take_back(happened, known[verb], at)
        tell(known[verb].tell(happened), at)


def _take_back(happened: list[Event], telling: Telling, at: datetime) -> None:
    for object_type in {event.object_type for event in happened}:
        mine = [event for event in happened if event.object_type == object_type]
        facts = {f"after__{telling.same}__in": [_fact(event, telling.same) for event in mine]} if telling.same else {}
        _withdraw(object_type, {event.object_id for event in mine}, telling.withdraws, at, **facts)


def _fact(event: Event, name: str) -> Any:
    return event.after.get(name, event.before.get(name))


def tell(tolds: Iterable[Told], at: datetime) -> int:
    """Give each addressee their notice. Who has one of the same source keeps it, and gets no other."""
    rows = _rows(tolds, at)
    made = 0
    while batch := list(islice(rows, AT_ONCE)):
        Notice.objects.bulk_create(batch, ignore_conflicts=True)
        made += len(batch)
    return made


def _rows(tolds: Iterable[Told], at: datetime) -> Iterator[Notice]:
    # Requests first: whoever is both asked and told of one happening is asked.
    in_order = sorted(tolds, key=lambda told: told.kind != NoticeKind.REQUEST)
    written: set[tuple[int, str]] = set()
    for told, addressees in addressees_of(in_order):
        words: dict[str, str] = {}
        for reader in addressees:
            if (reader.user, told.source) in written:
                continue
            written.add((reader.user, told.source))
            if reader.language not in words:
                words[reader.language] = in_words(told, reader.language)
            yield Notice(
                user_id=reader.user,
                collaboration_id=told.collaboration,
                organisation_id=reader.party,
                source=told.source,
                kind=told.kind,
                text=words[reader.language],
                url=told.url[:LONGEST],
                created_at=at,
            )


def in_words(told: Told, language: str) -> str:
    with translation.override(language):
        facts = {
            name: date_format(value, "j F Y") if isinstance(value, date) else str(value)
            for name, value in told.facts.items()
        }
        return shortened(clean_line(str(told.text) % facts), LONGEST)


def tell_due(*, day: date, now: datetime) -> int:
    """Slot `notices.deadlines`: function(day) -> what is due to be told that day. Told once, however often asked."""
    tolds = [told for due in slots.functions("notices.deadlines") for told in due(day)]
    known = set(Notice.objects.filter(source__in={told.source for told in tolds}).values_list("source", flat=True))
    return tell((told for told in tolds if told.source not in known), now)


@transaction.atomic
def withdraw(obj: models.Model, *verbs: str, now: datetime) -> int:
    """What these verbs asked about the object is taken back: it is shown so, and no mail leaves that has not left."""
    return _withdraw(obj._meta.label_lower, [obj.pk], verbs, now)


@transaction.atomic
def untell(event: Event, now: datetime) -> bool:
    """Take back what the event told. False when word of it has reached somebody already: then nothing is taken back."""
    told = Notice.objects.select_for_update().filter(source=source_of(event.pk), withdrawn_at=None)
    if any(notice.read_at is not None or notice.mail == Mail.SENT for notice in told):
        return False
    told.update(mail=Mail.NONE, withdrawn_at=now)
    return True


def _withdraw(object_type: str, objects: Collection[int], verbs: Collection[str], now: datetime, **facts: Any) -> int:
    asked = Event.objects.filter(object_type=object_type, object_id__in=objects, verb__in=verbs, **facts)
    sources = [source_of(pk) for pk in asked.values_list("pk", flat=True)]
    standing = Notice.objects.filter(source__in=sources, withdrawn_at=None)
    standing.filter(mail=Mail.WAITING).update(mail=Mail.NONE)
    return standing.update(withdrawn_at=now)
