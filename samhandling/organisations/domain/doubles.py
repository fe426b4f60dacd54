"""Is somebody who is about to be entered already here, under the same name or nearly so?"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from samhandling.lib.swedish import search_key
from samhandling.lib.written import email_address
from samhandling.organisations.domain.people_file import KnownPerson

# "Anna Berg" and "Ana Bergh" are likely one; "Anna Berg" and "Anders Berg" are not.
LIKENESS = 0.85


def of_email(email: str, known: Sequence[KnownPerson]) -> KnownPerson | None:
    """The one who has the address: nobody shares it."""
    wanted = email_address(email)
    return next((one for one in known if wanted and wanted in _emails(one)), None)


def likely_doubles(given_name: str, family_name: str, known: Sequence[KnownPerson]) -> list[KnownPerson]:
    """Those who may be the same person: the name, or one a slip of the pen away. The likest first."""
    wanted = search_key(f"{given_name} {family_name}")
    likeness = {one.pk: SequenceMatcher(None, wanted, one.name_key).ratio() for one in known if _may_be(wanted, one)}
    return sorted((one for one in known if likeness.get(one.pk, 0) >= LIKENESS), key=lambda one: -likeness[one.pk])


def _may_be(wanted: str, one: KnownPerson) -> bool:
    """A cheap look first: a county has thousands of people. Names begin alike even when they are misspelt."""
    return wanted[:1] == one.name_key[:1] and abs(len(wanted) - len(one.name_key)) <= len(wanted) // 4


def _emails(one: KnownPerson) -> set[str]:
    return {email_address(email) for email in (one.email, *one.other_emails) if email}
