"""Who chairs the forum."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.forums.domain.appointments import end_of_term
from samhandling.forums.enums import Office
from samhandling.forums.forms.presidium import ChooseForm, EndOfficeForm
from samhandling.forums.permissions import can_run
from samhandling.forums.selectors.candidates import members_of_forum
from samhandling.forums.selectors.forums import forum_for, presidium_term_for
from samhandling.forums.services.presidium import choose, end_office
from samhandling.forums.views.page import form_page
from samhandling.ui.acting import ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def presidium_choose(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_run(request.user, forum))
    page = form_page(forum, _("Elect to the presidium"), _("Choose"))
    today = timezone.localdate()
    initial = {"office": Office.CHAIR, "number": 1, "starts_on": today, "ends_on": end_of_term(today)}
    form = ChooseForm(request.POST or None, people=members_of_forum(forum, today), initial=initial)
    act = partial(choose, actor=request.user, forum=forum)
    return ask(request, page, form, act, _("The presidium has been changed."))


@login_required
def presidium_end(request: UserRequest, collaboration: "Collaboration", pk: int, term: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_run(request.user, forum))
    office = presidium_term_for(forum, term)
    title = _("End %(person)s’s office in the presidium") % {"person": office.person}
    page = form_page(forum, title, _("End the office"))
    form = EndOfficeForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    act = partial(end_office, actor=request.user, term=office)
    return ask(request, page, form, act, _("The presidium has been changed."))
