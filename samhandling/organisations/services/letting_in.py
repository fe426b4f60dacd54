"""The gate that every way to access passes: nobody lets themselves in, and those concerned are notified.

docs/architecture/security.md lists the roads, and tests/security/test_roads_to_access.py holds that no row which
opens something is written anywhere else.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, cast

from samhandling.accounts.services.letters import address_of, write_letter
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal, WhoCan
from samhandling.organisations.models import Collaboration
from samhandling.organisations.selectors.access import users_of_oneself, users_who_answer_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.models import Event


def refuse_oneself(
    actor: "User", users: Iterable[int | None], collaboration_id: int, who_can: WhoCan, about: str = ""
) -> None:
    """Refuse when one of those who would get in is the one who acts. `users` are their numbers, None for nobody."""
    getting_in = {user for user in users if user is not None}
    if getting_in and getting_in & users_of_oneself(actor, collaboration_id):
        raise RuleBroken(Refusal.NOT_YOURSELF, f"{who_can.label} {about}".strip())


def refuse_own_rows(actor: "User", users_by_row: Iterable[tuple[int, int | None]], collaboration_id: int) -> None:
    """The same for many rows of a file: returns which of them are about oneself."""
    rows = [(number, user) for number, user in users_by_row if user is not None]
    own = users_of_oneself(actor, collaboration_id) if rows else set()
    mine = sorted({number for number, user in rows if user in own})
    refuse_oneself(actor, [actor.pk] if mine else [], collaboration_id, WhoCan.IMPORT, f"{', '.join(map(str, mine))}.")


def notify_of_access(event: "Event", got_in: Collection[int], concerned: Iterable[tuple["User", str]]) -> None:
    """A letter to each who is concerned, with what it is about. Not to who did it, nor to who got in.

    It names nobody: a mail is read by more than one has in mind. The page it leads to shows who, by whom and when.
    """
    passed_by = {event.actor_id, *got_in}
    abouts_by_reader: dict[User, dict[str, None]] = {}
    for reader, about in concerned:
        if reader.is_active and reader.pk not in passed_by:
            abouts_by_reader.setdefault(reader, {})[about] = None
    if not abouts_by_reader:
        return
    collaboration = Collaboration.objects.get(pk=cast("int", event.collaboration_id))
    url = address_of("organisations:granted", collaboration=collaboration.slug)
    for reader, abouts in abouts_by_reader.items():
        facts = {"collaboration": collaboration, "abouts": list(abouts), "url": url}
        write_letter(reader, "organisations/mail/access_given.txt", facts, event.at)


def speakers(collaboration_id: int, organisations: Iterable[int | None]) -> list[tuple["User", str]]:
    """Those who answer for the organisations, each with the organisation, to be notified of access on its behalf."""
    wanted = {organisation for organisation in organisations if organisation is not None}
    if not wanted:
        return []
    found = users_who_answer_for(Collaboration(pk=collaboration_id), wanted)
    return [(access.user, access.organisation.formal_name) for access in found]
