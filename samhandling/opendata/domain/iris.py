"""The lasting addresses by which open data names things. What is named never moves; the page it leads to may."""

from dataclasses import dataclass

# As Creative Commons itself names it in RDF; a browser is led on to https.
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class Iris:
    """Names below the site's own address. `site` has no slash at its end."""

    site: str

    def collaboration(self, slug: str) -> str:
        return f"{self.site}/samverkan/{slug}/"

    def organisation(self, pk: int) -> str:
        return f"{self.site}/id/organisationer/{pk}/"

    def area(self, organisation_pk: int) -> str:
        """The ground that a municipality or a region covers, which is not the organisation."""
        return f"{self.organisation(organisation_pk)}#omrade"

    def forum(self, pk: int) -> str:
        return f"{self.site}/id/forum/{pk}/"

    def person(self, pk: int) -> str:
        return f"{self.site}/id/personer/{pk}/"

    def seat(self, pk: int) -> str:
        return f"{self.site}/id/platser/{pk}/"

    def appointment(self, pk: int) -> str:
        return f"{self.site}/id/uppdrag/{pk}/"

    def presidium_term(self, pk: int) -> str:
        return f"{self.site}/id/presidium/{pk}/"

    def participation(self, pk: int) -> str:
        return f"{self.site}/id/deltaganden/{pk}/"

    @property
    def roles(self) -> str:
        """A role's own word is written after this: member, chair."""
        return f"{self.site}/oppna-data/#roll-"

    @property
    def kinds(self) -> str:
        """The word for a kind of organisation, forum or area is written after this."""
        return f"{self.site}/oppna-data/#slag-"

    def absolute(self, path: str) -> str:
        return f"{self.site}{path}"
