"""Which sets of facts a collaboration gives away, and when they were last changed. Page and catalogue tell the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.permissions import visible_to as agreements_visible_to
from samhandling.core.models import Event
from samhandling.opendata.domain.datasets import Catalogue, Contact, Dataset, File, Publisher, Service
from samhandling.opendata.domain.iris import Iris
from samhandling.organisations.models import Collaboration
from samhandling.organisations.permissions import collaborations_visible_to

if TYPE_CHECKING:
    from django.db.models import QuerySet

# What changes them is public too: a paper or a draft that is written on moves nothing.
_PUBLIC_ACTS = ("forum.", "seat.", "appointment.", "presidium.", "organisation.")
CSV, JSON_LD = "text/csv", "application/ld+json"


def published() -> "QuerySet[Collaboration]":
    """The collaborations that are for everybody, in the order of their names."""
    return collaborations_visible_to(AnonymousUser()).order_by("sort_key")


def site() -> Iris:
    return Iris(settings.SITE_URL)


def last_changes(collaborations: Iterable[Collaboration]) -> dict[int, date]:
    """The day that something public was last changed in each of them. One query."""
    public_agreements = agreements_visible_to(AnonymousUser()).values("pk")
    acts = Q(object_type="agreements.agreement", object_id__in=public_agreements)
    for verb in _PUBLIC_ACTS:
        acts |= Q(verb__startswith=verb)
    newest = (
        Event.objects.filter(acts, collaboration_id__in=[collaboration.pk for collaboration in collaborations])
        .order_by()
        .values_list("collaboration_id")
        .annotate(newest=Max("at"))
    )
    return {pk: _day(at) for pk, at in newest if pk is not None}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def datasets_of(collaboration: Collaboration, updated_on: date | None) -> list[Dataset]:
    """Who sits where, what has been agreed, and who takes part."""
    page = site().absolute(reverse("opendata:page", kwargs={"collaboration": collaboration.slug}))
    contact = Contact(
        collaboration.contact_name or settings.OPERATOR_NAME, collaboration.contact_email or settings.OPERATOR_EMAIL
    )
    return [
        Dataset(
            iri=f"{page}#{kind.key}",
            page=page,
            short_title=kind.name,
            title=_Named(kind.title, collaboration.name),
            description=_Named(kind.description, collaboration.name),
            keywords=kind.keywords,
            files=[_file(collaboration, *file) for file in kind.files],
            contact=contact,
            frequency="CONT",
            updated_on=updated_on,
        )
        for kind in KINDS
    ]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A dataset that every collaboration has. `files`: short name, title, media type, address."""

    key: str
    name: Promise
    title: Promise
    description: Promise
    keywords: tuple[Promise, ...]
    files: tuple[tuple[str, Promise, str, str], ...]


KINDS = (
    _Kind(
        "forum",
        _("Forums and members"),
        _("Forums and members: %(collaboration)s"),
        _("The forums in %(collaboration)s, their seats, who holds them and on whose behalf, as of any day."),
        (_("members"), _("appointments"), _("forums")),
        (
            ("popolo", _("Everything, as Popolo"), JSON_LD, "opendata:popolo"),
            ("ledamoter", _("Members"), CSV, "forums:members"),
            ("vakanser", _("Vacant seats"), CSV, "forums:vacancies"),
        ),
    ),
    _Kind(
        "overenskommelser",
        _("Agreements, parties and duties"),
        _("Agreements, parties and duties: %(collaboration)s"),
        _("What has been agreed in %(collaboration)s, what each party has decided, and who has promised what."),
        (_("agreements"), _("decisions"), _("duties")),
        (
            ("parter", _("Parties and their decisions"), CSV, "opendata:parties_csv"),
            ("ataganden", _("Duties"), CSV, "opendata:duties_csv"),
        ),
    ),
    _Kind(
        "organisationer",
        _("Organisations and population"),
        _("Organisations and population: %(collaboration)s"),
        _(
            "The organisations that take part in %(collaboration)s, and the population of the municipalities, "
            "with sources."
        ),
        (_("organisations"), _("population")),
        (
            ("organisationer", _("Organisations"), CSV, "organisations:export_csv"),
            ("folkmangd", _("Population"), CSV, "opendata:populations_csv"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A sentence with the collaboration's name in it, still waiting for its language."""

    text: Promise
    collaboration: str

    def __str__(self) -> str:
        return str(self.text) % {"collaboration": self.collaboration}


def _file(collaboration: Collaboration, key: str, title: Promise, media_type: str, address: str) -> File:
    where = {"collaboration": collaboration.slug}
    columns = reverse("opendata:columns", kwargs=where)
    if address.startswith("forums:"):
        where |= {"kind": "csv"}
    return File(
        key=key,
        title=title,
        media_type=media_type,
        site=settings.SITE_URL,
        path=reverse(address, kwargs=where),
        columns=site().absolute(f"{columns}#{key}"),
    )


def catalogue() -> Catalogue:
    """All that is given away, for data portals. The number of queries does not grow with the collaborations."""
    collaborations = list(published())
    changed = last_changes(collaborations)
    iris = site()
    return Catalogue(
        site=iris.site,
        title=_("Open data from collaboration between region and municipalities"),
        description=_("Agreements, forums, members and population from the collaborations published here."),
        publisher=Publisher(settings.OPERATOR_NAME, settings.OPERATOR_EMAIL, settings.PUBLISHER_TYPE),
        datasets=[
            dataset
            for collaboration in collaborations
            for dataset in datasets_of(collaboration, changed.get(collaboration.pk))
        ],
        service=Service(
            title=_("JSON interface"),
            description=_("The same public facts for programs, described by OpenAPI."),
            endpoint=iris.absolute("/api/v1/"),
            described_at=iris.absolute("/api/v1/openapi.json"),
        ),
        updated_on=max(changed.values(), default=None),
    )


def citation_of(collaboration: Collaboration, updated_on: date | None) -> str:
    """How to say where the facts come from. CC0 asks for nothing; whoever reads wants to know all the same."""
    facts = {"collaboration": collaboration, "operator": settings.OPERATOR_NAME}
    if updated_on is None:
        return _("%(collaboration)s, by %(operator)s.") % facts
    facts["day"] = date_format(updated_on, "j F Y")
    return _("%(collaboration)s, by %(operator)s, as of %(day)s.") % facts
