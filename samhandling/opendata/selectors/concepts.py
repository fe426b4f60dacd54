"""The words that open data puts things in classes by, each with its name in both languages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samhandling.forums.models import ForumType
from samhandling.opendata.domain.datasets import Words
from samhandling.opendata.domain.iris import Iris
from samhandling.opendata.domain.popolo import Row
from samhandling.opendata.enums import AreaKind, Role
from samhandling.organisations.enums import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.organisations.models import Collaboration

COLLABORATION = "collaboration", _("collaboration")


@dataclass(frozen=True, slots=True)
class Concept:
    """One word: what it is called by people, and where it is explained."""

    word: str
    anchor: str
    names: dict[str, str]
    is_role: bool


def in_all_languages(text: Words) -> dict[str, str]:
    """The text in each language of the site."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = str(text)
    return texts


def forum_kind(type_: ForumType, slug: str) -> str:
    """The word for a type of forum. A collaboration's own types are told apart by their address."""
    return f"forum-{type_.key}" if type_.collaboration_id is None else f"forum-{slug}-{type_.key}"


def concepts_of(collaborations: "QuerySet[Collaboration]") -> list[Concept]:
    """Roles, kinds of organisations and areas, and the types of forum that these collaborations may have."""
    fixed = [Concept(role.value, f"roll-{role.value}", in_all_languages(role.label), is_role=True) for role in Role]
    kinds = [COLLABORATION, *Kind.choices, *AreaKind.choices]
    fixed += [Concept(word, f"slag-{word}", in_all_languages(name), is_role=False) for word, name in kinds]
    types = ForumType.objects.filter(Q(collaboration=None) | Q(collaboration__in=collaborations.values("pk")))
    for type_ in types.select_related("collaboration").order_by("collaboration_id", "position", "key"):
        word = forum_kind(type_, type_.collaboration.slug if type_.collaboration else "")
        fixed.append(Concept(word, f"slag-{word}", dict(type_.name), is_role=False))
    return fixed


def concept_rows(concepts: list[Concept], iris: Iris) -> list[Row]:
    return [
        {
            "@type": "Role" if concept.is_role else "Concept",
            "id": f"{iris.roles if concept.is_role else iris.kinds}{concept.word}",
            "names": concept.names,
        }
        for concept in concepts
    ]
