"""What has happened to an agreement and to the parts of it."""

from django.db.models import Q, QuerySet

from samhandling.agreements.models import Agreement, Clause, Duty
from samhandling.core.history import events_of
from samhandling.core.models import Event


def events_of_agreement(agreement: Agreement) -> QuerySet[Event]:
    """The agreement's own events with those of its clauses and duties, newest first."""
    own = Q(object_type=Agreement._meta.label_lower, object_id=agreement.pk)
    for part, rows in ((Clause, agreement.clauses), (Duty, agreement.duties)):
        own |= Q(object_type=part._meta.label_lower, object_id__in=rows.values("pk"))
    return Event.objects.filter(own).select_related("actor")


def events_of_duty(duty: Duty) -> QuerySet[Event]:
    return events_of(duty)
