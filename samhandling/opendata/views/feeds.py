"""Calendars: one's own page of them, and the secret addresses that programs ask."""

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samhandling.core.http import UserRequest, VisitorRequest
from samhandling.opendata.enums import Refusal
from samhandling.opendata.forms import FeedForm
from samhandling.opendata.permissions import require_follower
from samhandling.opendata.selectors.feeds import behind, feed_for, feeds_of, file_of, name_of, parties_to_follow
from samhandling.opendata.services.feeds import close_feed, make_feed, note_fetch, renew_feed, stamp_events
from samhandling.ui.acting import FormPage, acted, ask, show

if TYPE_CHECKING:
    from django.http import QueryDict

    from samhandling.opendata.models import CalendarFeed
    from samhandling.organisations.models import Collaboration

PLAIN = "text/plain; charset=utf-8"


@login_required
@never_cache
def feeds(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """One's calendars here. A new one's address is shown in the answer, and never again."""
    require_follower(request.user, collaboration.pk)
    form = _form(request, collaboration, request.POST if request.method == "POST" else None)
    act = partial(make_feed, actor=request.user, collaboration=collaboration, now=timezone.now())
    return ask(request, _page(request, collaboration), form, act, "", to=partial(_shown_once, request, collaboration))


@require_POST
@login_required
@never_cache
def feed_renew(request: UserRequest, collaboration: "Collaboration", feed: int) -> HttpResponse:
    require_follower(request.user, collaboration.pk)
    found = feed_for(request.user, collaboration, feed)
    act = partial(renew_feed, actor=request.user, feed=found, now=timezone.now())
    return acted(request, act, "", _feeds_of(collaboration), to=partial(_shown_once, request, collaboration))


@require_POST
@login_required
def feed_close(request: UserRequest, collaboration: "Collaboration", feed: int) -> HttpResponse:
    require_follower(request.user, collaboration.pk)
    found = feed_for(request.user, collaboration, feed)
    act = partial(close_feed, actor=request.user, feed=found, now=timezone.now())
    done = _("The calendar has been closed. Its address no longer works.")
    return acted(request, act, done, _feeds_of(collaboration))


def _form(request: UserRequest, collaboration: "Collaboration", sent: "QueryDict | None" = None) -> FeedForm:
    parties = parties_to_follow(request.user, collaboration, timezone.localdate())
    has_own = feeds_of(request.user, collaboration).filter(organisation=None).exists()
    return FeedForm(sent, parties=parties, has_own=has_own)


def _shown_once(request: UserRequest, collaboration: "Collaboration", made: "tuple[CalendarFeed, str]") -> HttpResponse:
    _feed, secret = made
    return show(request, _page(request, collaboration, secret), _form(request, collaboration))


def _page(request: UserRequest, collaboration: "Collaboration", secret: str = "") -> FormPage:
    address = f"{settings.SITE_URL}{reverse('opendata:calendar', args=[secret])}" if secret else ""
    return FormPage(
        title=_("Calendars"),
        intro=_("Follow dates from here in your own calendar: duties, reviews, and terms that end."),
        submit=_("Create a calendar"),
        back=_feeds_of(collaboration),
        template="opendata/feeds.html",
        context={
            "feeds": [(feed, name_of(feed)) for feed in feeds_of(request.user, collaboration)],
            "address": address,
            "subscribe_url": address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
        },
    )


def _feeds_of(collaboration: "Collaboration") -> str:
    return reverse("opendata:feeds", kwargs={"collaboration": collaboration.slug})


@require_safe
def calendar(request: VisitorRequest, secret: str) -> HttpResponse:
    """What a calendar program fetches. Whoever knows the address reads what its owner may see, and no more."""
    found = behind(secret)
    if found.feed is None:
        status = 410 if found.refusal is Refusal.CLOSED else 404
        return _guarded(HttpResponse(str(found.refusal.label if found.refusal else ""), PLAIN, status))
    note_fetch(feed=found.feed, now=timezone.now())
    content = file_of(found.feed, stamp_events(feed=found.feed, now=timezone.now()))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="samhandling.ics"'
    return _guarded(response)


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is the key: it goes into no cache, no other site's log and no search engine."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
