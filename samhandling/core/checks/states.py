"""Does each row stand where the acts that are remembered about it have led it?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from samhandling.core.findings import Finding
from samhandling.core.models import Event

_NOT_REMEMBERED = (
    "{field} is “{state}”, and nothing that happened to it has led there. Compare it with a backup, and find out who"
    " wrote past the application."
)


@dataclass(frozen=True, slots=True)
class Life:
    """The states of a row: which it may have before any of these acts, and which after each of them.

    A room declares one for each field whose value is changed by remembered acts alone.
    """

    model: type[Model]
    field: str
    begins: Collection[Any]
    after: Mapping[str, Collection[Any]]  # verb → states

    def contradictions(self, rows: QuerySet[Any] | None = None) -> Iterator[Finding]:
        label = self.model._meta.label_lower
        acts = Event.objects.filter(object_type=label, object_id=OuterRef("pk"), verb__in=self.after).order_by("-pk")
        lived = (QuerySet(self.model) if rows is None else rows).annotate(last_act=Subquery(acts.values("verb")[:1]))
        wrong = Q(last_act=None) & ~Q(**{f"{self.field}__in": self.begins})
        for verb, states in self.after.items():
            wrong |= Q(last_act=verb) & ~Q(**{f"{self.field}__in": states})
        for number, state in lived.filter(wrong).order_by("pk").values_list("pk", self.field):
            words = _NOT_REMEMBERED.format(field=self.field, state=state)
            yield Finding("core.untold_state", f"{label} {number}", words)
