"""Somebody saves the same between a service's look and its insert: a refusal in words, for every unique rule."""

from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from samhandling.core.taken import duplicates_in_words, unique_rules
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token
from tests.factories.organisations import give_role, make_collaboration, make_coordinator
from tests.journeys.overtaken import RULES, just_before, set_scene
from tests.processes import try_together

pytestmark = pytest.mark.both_databases
NAMES = {f"{model._meta.label}.{rule}": (model, rule) for model, rule in RULES}


def test_every_unique_rule_of_every_table_stands_in_the_list():
    there = {(model, rule) for model in apps.get_models(include_auto_created=True) for rule, _ in unique_rules(model)}
    assert there - set(RULES) == set(), "Say in tests/journeys/overtaken.py which verb meets these rules."
    assert set(RULES) - there == set(), "These rules are gone from the models."


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(NAMES))
def test_who_comes_a_moment_later_meets_a_refusal_and_nothing_is_half_done(name):
    model, rule = NAMES[name]
    meets = RULES[model, rule]
    scene = set_scene()
    made = meets.prepared(scene)
    rival = meets.rival and (lambda: meets.rival(scene, made))
    before = model.objects.count()
    with connection.execute_wrapper(duplicates_in_words), connection.execute_wrapper(just_before(model, rival)):
        if meets.becomes is None:
            meets.act(scene, made)
            return
        with pytest.raises(RuleBroken) as refused, transaction.atomic():
            meets.act(scene, made)
    assert refused.value.reason is meets.becomes
    assert model.objects.count() == before


PROCESSES = 3
NUMBERED = {"formal_name": "Rådet", "kind": "other", "sector": "public"}


@pytest.mark.django_db(transaction=True)
def test_of_those_who_send_the_same_at_the_same_moment_one_makes_it_and_the_others_are_told_why_not(client):
    """Programs meet a problem with the rule's code; people see their form again, which says why."""
    here = make_collaboration(slug="har")
    officer = give_role(make_coordinator(here), here, Role.FINANCE)
    token = by_token(officer, "organisations:write", "finance:write")
    client.force_login(officer)
    session = {"session": client.cookies[settings.SESSION_COOKIE_NAME].value}
    index = {"year": 2031, "percent": 3_400, "source": "SKR", "published_on": "2030-05-07"}
    programs, people = "/api/v1/collaborations/har/", "/samverkan/har/"
    asked = [
        [f"{programs}organisations", NUMBERED | named("Rådet", "232100-0222"), token],
        [f"{programs}index-figures", index, token],
        [f"{people}organisationer/ny/", NUMBERED | named("Nämnden", "212000-0142"), session],
    ]

    outcomes = try_together("tests.journeys.sending", [each for each in asked for _time in range(PROCESSES)])

    assert [Counter(outcomes[place : place + PROCESSES]) for place in range(0, len(outcomes), PROCESSES)] == [
        {"201": 1, "409 number_taken": PROCESSES - 1},
        {"201": 1, "409 index_twice": PROCESSES - 1},
        {"302": 1, "200": PROCESSES - 1},
    ]


def named(name: str, number: str) -> dict[str, str]:
    return {"display_name": name, "organisation_number": number}
