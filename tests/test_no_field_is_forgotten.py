"""A new field is left out nowhere by mistake: docs/howto/add-a-field.md tells the places, and this names the forgotten.

A place where a field is left out on purpose is listed with the reason, by the field or for the whole model.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from samhandling.core.api.fields import Out

# The rooms of the trade: they have both forms and an API.
ROOMS = [
    room.label
    for room in apps.get_app_configs()
    if room.name.startswith("samhandling.") and room.label not in {"core", "accounts"}
    if find_spec(f"{room.name}.forms") and find_spec(f"{room.name}.api")
]

ELSEWHERE = "what the API tells of it lies in another answer"
OWN_PAGE = "kept on a page of the coordinator's or the registrar's, and no program needs it"
BY_VERB = "written by a verb that has no form for it, or by the rule that it follows from"
ADDRESS = "the address of the page says it"
KEY = "asked for by a field of another name, which is told as a choice or as an amount"
LOADED = "shipped with the house or read from a file"
DEMO = "only the demo makes examples"

# Each exception names the field, or the model for all of its fields.
NOT_IN_API = {
    "organisations.Collaboration.accent": OWN_PAGE,
    "organisations.Collaboration.asks_for_four_eyes": OWN_PAGE,
    "organisations.Collaboration.support": OWN_PAGE,
    "organisations.CollaborationAccess": ELSEWHERE,
    "organisations.ImportRun": OWN_PAGE,
    "notices.NoticeWish": "how somebody wishes to be told is theirs to say, on a page of their own",
    "documents.RetentionClass": OWN_PAGE,
    "documents.Document.retention_class": OWN_PAGE,
    "documents.Document.retained_from": OWN_PAGE,
    "documents.Document.follows": ELSEWHERE,
    "documents.SecrecyMarking": "that a document is marked is told, never by which section",
    "documents.Disposal": OWN_PAGE,
    "documents.DisposalLine": OWN_PAGE,
    "agreements.Ratification.party": ELSEWHERE,
    "agreements.Party.comments_done_on": ELSEWHERE,
    "agreements.GapSetAside.about": ELSEWHERE,
    "agreements.RenewalPlan": OWN_PAGE,
    "forums.Appointment.left_early_because": "says something about the person: for those who keep the forum",
    "forums.LeftVacant": OWN_PAGE,
    "forums.PartyShift": OWN_PAGE,
    "finance.FeeBase.agreement": ADDRESS,
    "finance.BudgetLine.funder": ELSEWHERE,
    "matters.Matter.raised_by_person": "who of the people it was is for those who work here",
    "matters.Matter.owner_person": "who of the people it is is for those who work here",
    "matters.Answer.given_at": ELSEWHERE,
    "matters.EarlierAnswer": OWN_PAGE,
}
NOT_IN_FORMS = {
    "organisations.Collaboration.is_example": DEMO,
    "organisations.Person.is_example": DEMO,
    "organisations.Organisation.scb_code": LOADED,
    "organisations.Population": LOADED,
    "organisations.FormerFacts.until_on": BY_VERB,
    "organisations.ImportRun": LOADED,
    "notices.Notice": "made by what happens, and changed by nobody",
    "documents.Document.follows": ADDRESS,
    "documents.Document.published_at": BY_VERB,
    "documents.Document.disposed_at": BY_VERB,
    "documents.Share.through": BY_VERB,
    "documents.DisposalLine": BY_VERB,
    "agreements.Agreement.language": LOADED,
    "agreements.Agreement.status": BY_VERB,
    "agreements.Agreement.comments_due_on": KEY,
    "agreements.Agreement.proposed_on": BY_VERB,
    "agreements.Agreement.predecessor": ADDRESS,
    "agreements.Party.role": KEY,
    "agreements.Party.comments_done_on": BY_VERB,
    "agreements.Party.reminded_on": BY_VERB,
    "agreements.GapSetAside": KEY,
    "agreements.RenewalPlan.agreement": ADDRESS,
    "agreements.Area.key": BY_VERB,
    "agreements.Clause.number": BY_VERB,
    "agreements.IndividualAgreement.annex_confirmed_on": KEY,
    "forums.ForumType": LOADED,
    "forums.Appointment.seat": ADDRESS,
    "forums.Appointment.left_early_because": KEY,
    "forums.Mandate.version": BY_VERB,
    "forums.Mandate.status": BY_VERB,
    "forums.Paper.place": BY_VERB,
    "forums.LeftVacant.seat": KEY,
    "forums.PartyShift": BY_VERB,
    "finance.IndexFigure.is_example": DEMO,
    "finance.FeeBase.agreement": ADDRESS,
    "finance.FeeBase.is_example": DEMO,
    "finance.BaseFee": KEY,
    "finance.FeeList": BY_VERB,
    "finance.Fee": BY_VERB,
    "finance.Project.agreement": ADDRESS,
    "finance.Project.is_example": DEMO,
    "finance.Funder.limit_per_mille": KEY,
    "finance.BudgetLine": KEY,
    "finance.CostSplit.agreement": ADDRESS,
    "finance.CostSplit.state": BY_VERB,
    "finance.CostSplit.population_on": KEY,
    "finance.CostSplit.population_table": KEY,
    "finance.CostSplit.region_ore": KEY,
    "finance.CostSplit.region_per_mille": KEY,
    "finance.CostSplit.is_example": DEMO,
    "finance.SplitShare": KEY,
    "matters.Matter.openness": BY_VERB,
    "matters.Matter.published_at": BY_VERB,
    "matters.Recommendation.issued_on": BY_VERB,
    "matters.Recommendation.reminded_on": BY_VERB,
    "matters.Recommendation.withdrawn_on": BY_VERB,
    "matters.Recommendation.withdrawal_reason": KEY,
    "matters.Answer.document": KEY,
    "matters.Answer.route": BY_VERB,
    "matters.Answer.given_at": BY_VERB,
    "matters.Answer.organisation": ADDRESS,
    "matters.EarlierAnswer": BY_VERB,
}
NAMELESS = {
    "organisations.ImportRun": "what the run needs to be carried out and taken back",
    "notices.Notice": "no act changes a notice: no history tells of it",
    "documents.Document.is_read_elsewhere": "which room says who reads it",
    "documents.Disposal.state": "its page says it in a sentence",
    "documents.DisposalLine.was_marked": "what the proposal rests on",
    "agreements.Clause.version": "counts up by itself",
    "agreements.Clause.is_removed": "the event says it",
    "agreements.ClauseVersion": "called as the clause's own fields",
    "agreements.GapSetAside.key": "which gap it is",
    "agreements.GapSetAside.digest": "what the gap was judged from",
    "agreements.Proposal.base_version": "what the proposal was written against",
    "agreements.Proposal.state": "the event says it",
    "forums.ForumType": LOADED,
    "forums.CompositionRule.position": "the order they stand in",
    "finance.FeeList.steps": "shown as a derivation, year by year",
}


def modules(name: str) -> Iterator[ModuleType]:
    module = import_module(name)
    yield module
    for found in walk_packages(getattr(module, "__path__", []), f"{name}."):
        yield import_module(found.name)


@cache
def classes(name: str, base: type) -> list[Any]:
    """Those of this kind that stand in the module or below it."""
    return [
        one
        for module in modules(name)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, base) and one.__module__ == module.__name__
    ]


def fields() -> Iterator[tuple[type[models.Model], Any]]:
    """Every field of the rooms that somebody may write in. A row's own number and its search keys are not such."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in (*model._meta.fields, *model._meta.many_to_many):
                if field.editable and not field.primary_key:
                    yield model, field


def has_words(model: type[models.Model], field: Any) -> bool:
    """Whether people call it something: in the model, or in the room's history."""
    words = import_module(f"samhandling.{model._meta.app_label}.history").WORDS.fields
    return isinstance(field.verbose_name, Promise) or field.name in words


def forgotten(among: Iterator[tuple[type[models.Model], Any]], but: dict[str, str]) -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model, field in among
        if model._meta.label not in but and f"{model._meta.label}.{field.name}" not in but
    ]


def test_what_people_call_something_is_told_by_the_api():
    def is_in_api(model: type[models.Model], field: Any) -> bool:
        answers = classes(f"samhandling.{model._meta.app_label}.api", Out)
        own = [one for one in answers if model.__name__ in one.__name__] or answers
        return any({field.name, f"{field.name}_id"} & one.model_fields.keys() for one in own)

    missing = ((model, field) for model, field in fields() if has_words(model, field) and not is_in_api(model, field))
    assert forgotten(missing, NOT_IN_API) == []


def test_what_people_call_something_is_asked_for_in_a_form():
    def is_asked(model: type[models.Model], field: Any) -> bool:
        asking = classes(f"samhandling.{model._meta.app_label}.forms", forms.BaseForm)
        return any({field.name, field.name.removesuffix("_ore")} & one.base_fields.keys() for one in asking)

    missing = ((model, field) for model, field in fields() if has_words(model, field) and not is_asked(model, field))
    assert forgotten(missing, NOT_IN_FORMS) == []


def test_what_somebody_writes_has_a_word_for_the_history():
    """A moment is told by the event itself, and another row by what leads there."""
    own = ((model, field) for model, field in fields() if not field.is_relation and not field.name.endswith("_at"))
    assert forgotten(((model, field) for model, field in own if not has_words(model, field)), NAMELESS) == []


@pytest.mark.parametrize("listed", [NOT_IN_API, NOT_IN_FORMS, NAMELESS])
def test_an_exception_is_of_a_field_that_is_there(listed: dict[str, str]):
    known = {name for model, field in fields() for name in (model._meta.label, f"{model._meta.label}.{field.name}")}
    assert set(listed) - known == set()
