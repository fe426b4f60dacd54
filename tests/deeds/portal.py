"""How each verb about the front pages is provoked, and what its event tells."""

from samhandling.portal.enums import Step
from samhandling.portal.models import AccessibilityStatement, FirstStepsKept
from samhandling.portal.services.first_steps import look_at_step, put_steps_away, take_steps_forth
from samhandling.portal.services.statements import write_statement
from tests.deeds.deed import Deed
from tests.journeys.overtaken import TODAY, Scene


def statement(scene: Scene) -> AccessibilityStatement:
    return AccessibilityStatement.objects.create(
        collaboration=scene.here, public_actor="Regionen", assessed_on=TODAY, updated_on=TODAY
    )


def kept(scene: Scene, *, is_put_away: bool) -> FirstStepsKept:
    return FirstStepsKept.objects.create(user=scene.actor, collaboration=scene.here, is_put_away=is_put_away)


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
    ),
    "first_steps.looked_at": Deed(lambda s, _: look_at_step(actor=s.actor, collaboration=s.here, step=Step.PROFILE)),
    "first_steps.put_away": Deed(
        lambda s, _: put_steps_away(actor=s.actor, collaboration=s.here),
        lambda s: kept(s, is_put_away=False),
        before="is_put_away",
        after="is_put_away",
    ),
    "first_steps.taken_forth": Deed(
        lambda s, _: take_steps_forth(actor=s.actor, collaboration=s.here),
        lambda s: kept(s, is_put_away=True),
        before="is_put_away",
        after="is_put_away",
    ),
}
