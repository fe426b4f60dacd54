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
        _("%(name)s was left unchanged: %(reason)s.")
        % {"name": names.get(one.person_id, _("Someone")), "reason": one.reason.label}
        for one in kept
    ]


PAGES = ImportPages(
    kind=PEOPLE,
    room="organisations",
    title=gettext_lazy("Import people from a file"),
    above=(gettext_lazy("People"), "organisations:people"),
    about="organisations/people_file_about.html",
    show=show_person,
    heads=(gettext_lazy("Person"), gettext_lazy("Details")),
    note=gettext_lazy("A new title or employer for someone already here applies from today. Earlier details are kept."),
    after=gettext_lazy("Show the people"),
    before_undo=gettext_lazy(
        "People created by the file are removed, and those it changed are restored. Anyone changed since is left "
        "unchanged."
    ),
    kept_in_words=_kept_in_words,
)
