"""Where the room's pages lie, and a form below the matter or the recommendation it is about."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from samhandling.ui.acting import FormPage

if TYPE_CHECKING:
    from samhandling.matters.models import Matter, Recommendation


def matter_url(name: str, matter: "Matter", **more: Any) -> str:
    return reverse(f"matters:{name}", kwargs={"collaboration": matter.collaboration.slug, "pk": matter.pk, **more})


def recommendation_url(name: str, recommendation: "Recommendation", **more: Any) -> str:
    slug = recommendation.matter.collaboration.slug
    return reverse(f"matters:{name}", kwargs={"collaboration": slug, "pk": recommendation.pk, **more})


def matter_form(matter: "Matter", title: str, **more: Any) -> FormPage:
    return FormPage(
        title=title,
        about=matter.title,
        back=matter_url("detail", matter),
        part_of="matters/below.html",
        context={"matter": matter},
        **more,
    )


def recommendation_form(recommendation: "Recommendation", title: str, *, back: str = "", **more: Any) -> FormPage:
    return FormPage(
        title=title,
        about=recommendation.title,
        back=back or recommendation_url("recommendation", recommendation),
        part_of="matters/below.html",
        context={"matter": recommendation.matter, "recommendation": recommendation},
        **more,
    )
