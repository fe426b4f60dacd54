"""How each verb about the front pages is provoked, and what its event tells."""

from samhandling.portal.models import AccessibilityStatement
from samhandling.portal.services.statements import write_statement
from tests.deeds.deed import Deed
from tests.journeys.overtaken import TODAY, Scene


def statement(scene: Scene) -> AccessibilityStatement:
    return AccessibilityStatement.objects.create(
        collaboration=scene.here, public_actor="Regionen", assessed_on=TODAY, updated_on=TODAY
    )


DEEDS: dict[str, Deed] = {
    "statement.written": Deed(
        lambda s, _: write_statement(
            actor=s.actor,
            collaboration=s.here,
            fields={"public_actor": "Kommunen", "tested_how": "Med skärmläsare"},
            shortcomings=[],
            today=TODAY,
        ),
        statement,
        before="public_actor tested_how",
        after="public_actor tested_how",
        on="collaboration",
    )
}
