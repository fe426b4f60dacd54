"""What the operations of this room look up first, and the numbers that money is written in."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from samhandling.agreements.selectors import agreement_for
from samhandling.core.access import require
from samhandling.core.api.fields import WHOLE
from samhandling.finance.domain.steps import LARGEST_ORE
from samhandling.finance.permissions import can_keep_accounts
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

# Where an agreement lies. What belongs to it lies below.
ONE = "/collaborations/{slug}/agreements/{int:pk}"

FIRST_YEAR, LAST_YEAR = 1990, 2100

Ore = Annotated[int, Field(strict=True, ge=0, le=LARGEST_ORE), WHOLE]
Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR), WHOLE]
# In addresses and queries, where everything is text.
YearThere = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
OreThere = Annotated[int, Field(ge=0, le=LARGEST_ORE)]


def agreement_in(viewer: "Viewer", slug: str, pk: int) -> "Agreement":
    """The agreement, or 404 when this person may not know that it or the collaboration exists."""
    return agreement_for(viewer, collaboration_for(viewer, slug), pk)


def accounts_of(viewer: "User", slug: str) -> "Collaboration":
    """The collaboration, for those who keep its accounts."""
    collaboration = collaboration_for(viewer, slug)
    require(can_keep_accounts(viewer, collaboration.pk))
    return collaboration
