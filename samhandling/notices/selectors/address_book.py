"""What acts in the address book tell. That room lies below this one, so its table lies here."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.notices.domain.telling import Telling, Told, told
from samhandling.organisations.models import Collaboration, Organisation, Person

if TYPE_CHECKING:
    from samhandling.core.models import Event


def tellings() -> dict[str, Telling]:
    """The slot `notices`."""
    given = _("You have been granted access in %(collaboration)s.")
    taken = _("Some of your access in %(collaboration)s has been withdrawn.")
    roles = ("coordinator", "finance", "evaluator", "reader", "party")
    return {
        **{f"access.{role}_given": Telling(_to_user(given, leads_there=True)) for role in roles},
        **{f"access.{role}_taken": Telling(_to_user(taken, leads_there=False)) for role in roles},
        "person.linked": Telling(_linked),
        "organisation.joined": Telling(_to_party(_("%(organisation)s now takes part in %(collaboration)s."))),
        "organisation.left": Telling(
            _to_party(_("The last day of %(organisation)s in %(collaboration)s has been set."))
        ),
    }


def _to_user(text: Promise, *, leads_there: bool) -> "Callable[[list[Event]], Iterable[Told]]":
    """The event lies on the user whose access it was. Whoever loses some may have lost the way to every page."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        for event, collaboration in _with_collaboration(events):
            url = _home_of(collaboration) if leads_there else ""
            yield told(event, text, url, facts={"collaboration": collaboration}, users=[event.object_id])

    return tell


def _linked(events: "list[Event]") -> Iterator[Told]:
    users = dict(Person.objects.filter(pk__in=[event.object_id for event in events]).values_list("pk", "user"))
    text = _("Your log-in has been linked to your entry among the people of %(collaboration)s.")
    for event, collaboration in _with_collaboration(events):
        facts = {"collaboration": collaboration}
        yield told(event, text, _home_of(collaboration), facts=facts, users=[users.get(event.object_id)])


def _to_party(text: Promise) -> "Callable[[list[Event]], Iterable[Told]]":
    def tell(events: "list[Event]") -> Iterator[Told]:
        names = Organisation.objects.in_bulk({event.object_id for event in events})
        for event, collaboration in _with_collaboration(events):
            facts = {"organisation": names[event.object_id], "collaboration": collaboration}
            yield told(event, text, _home_of(collaboration), facts=facts, parties=[event.object_id])

    return tell


def _with_collaboration(events: "list[Event]") -> "Iterator[tuple[Event, Collaboration]]":
    found = Collaboration.objects.in_bulk({event.collaboration_id for event in events})
    for event in events:
        if event.collaboration_id in found:
            yield event, found[event.collaboration_id]


def _home_of(collaboration: Collaboration) -> str:
    return reverse("organisations:list", args=[collaboration.slug])
