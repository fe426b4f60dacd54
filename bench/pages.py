"""What is measured: who asks, and for which address."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.asking import Ask
from bench.nation import coordinator_of, slug_of
from samhandling.accounts.models import ApiToken
from samhandling.accounts.services.tokens import create_token
from samhandling.agreements.enums import PartyRole, Status
from samhandling.agreements.models import Agreement, Party
from samhandling.core.api.scopes import all_scopes
from samhandling.forums.models import Forum
from samhandling.matters.models import Recommendation
from samhandling.organisations.models import Person


def asks(code: str) -> list[Ask]:
    """The measured pages of one county, as its coordinator, as a visitor and as a program meet them."""
    slug = slug_of(code)
    return [*_coordinators(code, slug), *_visitors(slug), *_programs(code, slug)]


def _coordinators(code: str, slug: str) -> list[Ask]:
    session = session_of(coordinator_of(code))
    agreement, forum = _agreement(slug), _forum(slug)
    person = Person.objects.filter(collaboration__slug=slug).order_by("pk")[10].pk
    search = reverse("portal:search")
    parts = {
        "home": reverse("portal:home"),
        "collaboration": _page(slug, "portal:collaboration"),
        "forums": _page(slug, "forums:list"),
        "forum": _page(slug, "forums:detail", pk=forum),
        "vacancies": _page(slug, "forums:terms"),
        "agreements": _page(slug, "agreements:list"),
        "agreement": _page(slug, "agreements:detail", pk=agreement),
        "gaps": _page(slug, "agreements:gaps", pk=agreement),
        "documents": _page(slug, "documents:list"),
        "matters": _page(slug, "matters:list"),
        "matter": _page(slug, "matters:detail", pk=_matter(slug)),
        "answers": _page(slug, "matters:matrix"),
        "people": _page(slug, "organisations:people"),
        "person": _page(slug, "organisations:person", pk=person),
        "finance": _page(slug, "finance:overview"),
        "fees": _page(slug, "finance:fee_list", agreement=agreement, year=timezone.localdate().year),
        "what if": f"{_page(slug, 'finance:try_out', agreement=agreement)}?{_trial(agreement)}",
        "search": f"{search}?q=anders+sson",
        "search without a hit": f"{search}?q=xyzzy",
        "search everywhere": f"{search}?q=anders+sson&var=alla",
        "search everywhere without a hit": f"{search}?q=xyzzy&var=alla",
    }
    return [
        Ask(page, address, session=session, is_wide=page.startswith("search everywhere"))
        for page, address in parts.items()
    ]


def _visitors(slug: str) -> list[Ask]:
    parts = {
        "public start": reverse("portal:start"),
        "public collaboration": _page(slug, "portal:collaboration"),
        "public agreement": _page(slug, "agreements:detail", pk=_agreement(slug)),
        "public forum": _page(slug, "forums:detail", pk=_forum(slug)),
        "public chart": _page(slug, "forums:chart"),
        "public search": f"{reverse('portal:search')}?q=n%C3%A4tverk",
    }
    return [Ask(page, address) for page, address in parts.items()]


def _programs(code: str, slug: str) -> list[Ask]:
    token = token_of(coordinator_of(code))
    base = f"/api/v1/collaborations/{slug}"
    lists = (
        "organisations",
        "people",
        "agreements",
        "documents",
        "forums",
        "seats",
        "vacancies",
        "ledger",
        "matters",
        "recommendations",
    )
    return [Ask(f"API {name}", f"{base}/{name}", token=token) for name in lists]


def _page(slug: str, name: str, **more: int) -> str:
    return reverse(name, kwargs={"collaboration": slug, **more})


def _trial(agreement: int) -> str:
    """A million by population with the region's share, a floor and a cap, among all parties."""
    parties = Party.objects.filter(agreement=agreement).exclude(role=PartyRole.REGION).values_list("pk", flat=True)
    asked = {
        "total": "1 000 000",
        "basis": "population",
        "population": "2025-12-31/TAB5557",
        "region_percent": "20",
        "floor": "1 000",
        "cap": "500 000",
        "unit": "100",
        "parties": list(parties),
    }
    return urlencode(asked, doseq=True)


def _agreement(slug: str) -> int:
    """The one in force."""
    return Agreement.objects.get(collaboration__slug=slug, status=Status.IN_FORCE).pk


def _forum(slug: str) -> int:
    """The delegation: two members and a substitute from each municipality."""
    return Forum.objects.get(collaboration__slug=slug, abbreviation="PKD").pk


def _matter(slug: str) -> int:
    """One that the parties have been asked about."""
    return Recommendation.objects.filter(matter__collaboration__slug=slug).latest("pk").matter_id


def session_of(email: str) -> str:
    """The cookie of a session, as log-in would have made it."""
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return client.cookies["sessionid"].value


def token_of(email: str) -> str:
    """A token that may read, as its owner would have made it."""
    now = timezone.now()
    owner = get_user_model().objects.get(email=email)
    ApiToken.objects.filter(user=owner).delete()  # a run before this one left its own
    made = create_token(
        actor=owner,
        name="bench",
        scopes=[scope.name for scope in all_scopes() if scope.name.endswith("read")],
        expires_at=now + timedelta(days=1),
        now=now,
    )
    return made.secret
