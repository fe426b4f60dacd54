"""What the pages say when people are read from a file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.organisations.selectors.people import names_of_people
from samhandling.organisations.selectors.people_file import show_person
from samhandling.organisations.services.people_file import PEOPLE, Kept
from samhandling.organisations.views.imports import ImportPages


def _kept_in_words(kept: Sequence[Kept]) -> list[str]:
    names = names_of_people(one.person_id for one in kept)
    return [
        _("%(name)s was left as is: %(reason)s.")
        % {"name": names.get(one.person_id, _("Somebody")), "reason": one.reason.label}
        for one in kept
    ]


PAGES = ImportPages(
    kind=PEOPLE,
    room="organisations",
    title=gettext_lazy("Read people from a file"),
    above=(gettext_lazy("People"), "organisations:people"),
    about="organisations/people_file_about.html",
    show=show_person,
    heads=(gettext_lazy("Person"), gettext_lazy("Details")),
    note=gettext_lazy(
        "A new title or employer of somebody who is already here holds from today. How it was before is kept."
    ),
    after=gettext_lazy("Show the people"),
    before_undo=gettext_lazy(
        "Those the file created are removed, and those it changed are set back. "
        "Whoever was changed since stays as they are."
    ),
    kept_in_words=_kept_in_words,
)
