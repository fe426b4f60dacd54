"""Somebody saves the same between a service's look and its insert: a refusal in words, for every unique rule."""

from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from samhandling.core.taken import told_in_words, unique_rules
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token
from tests.factories.organisations import give_role, make_collaboration, make_coordinator, make_organisation
from tests.journeys.overtaken import RULES, just_before, set_scene
from tests.processes import try_together

NAMES = {f"{model._meta.label}.{rule}": (model, rule) for model, rule in RULES}


def test_every_unique_rule_of_every_table_stands_in_the_list():
    there = {(model, rule) for model in apps.get_models(include_auto_created=True) for rule, _ in unique_rules(model)}
    assert there == set(RULES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(NAMES))
def test_who_comes_a_moment_later_meets_a_refusal_and_nothing_is_half_done(name):
    model, rule = NAMES[name]
    meets = RULES[model, rule]
    scene = set_scene()
    made = meets.prepared(scene)
    rival = meets.rival and (lambda: meets.rival(scene, made))
    before = model.objects.count()
    with connection.execute_wrapper(told_in_words), connection.execute_wrapper(just_before(model, rival)):
        if meets.becomes is None:
            meets.act(scene, made)
            return
        with pytest.raises(RuleBroken) as refused, transaction.atomic():
            meets.act(scene, made)
    assert refused.value.reason is meets.becomes
    assert model.objects.count() == before


PROCESSES = 4
NUMBERED = {
    "display_name": "Rådet", "formal_name": "Rådet", "kind": "other", "sector": "public",
    "organisation_number": "232100-0222",
}  # fmt: skip
INDEX = {"year": 2031, "percent": 3_400, "source": "SKR", "published_on": "2030-05-07"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("noun", "code"),
    [("organisations", "number_taken"), ("participations", "already_takes_part"), ("index-figures", "index_twice")],
)
def test_of_four_programs_that_make_the_same_at_once_one_makes_it_and_the_others_are_told_why_not(noun, code):
    here = make_collaboration(slug="har")
    officer = give_role(make_coordinator(here), here, Role.FINANCE)
    token = by_token(officer, "organisations:write", "finance:write")
    joining = {"organisation_id": make_organisation(collaboration=here).pk}
    body = {"organisations": NUMBERED, "participations": joining, "index-figures": INDEX}[noun]

    asked = [f"/api/v1/collaborations/har/{noun}", body, token]
    said = Counter(try_together("tests.journeys.sending", [asked] * PROCESSES))

    assert said == {"201": 1, f"409 {code}": PROCESSES - 1}


@pytest.mark.django_db(transaction=True)
def test_of_four_people_who_send_the_same_form_at_once_one_goes_on_and_the_others_see_the_form_with_a_reason(client):
    here = make_collaboration(slug="har")
    client.force_login(make_coordinator(here))
    session = {"session": client.cookies[settings.SESSION_COOKIE_NAME].value}

    asked = ["/samverkan/har/organisationer/ny/", NUMBERED, session]
    said = Counter(try_together("tests.journeys.sending", [asked] * PROCESSES))

    assert said == {"302": 1, "200": PROCESSES - 1}
