"""How far a document has gone, and what may be done with it there."""

import pytest

from samhandling.documents.domain.steps import (
    Step,
    why_not_change,
    why_not_discard,
    why_not_follow,
    why_not_publish,
    why_not_replace_file,
    why_not_share,
    why_not_share_with,
)
from samhandling.documents.enums import Openness, Refusal

DRAFT = Step(Openness.DRAFT)
SHARED = Step(Openness.SHARED)
PUBLIC = Step(Openness.PUBLIC)
MARKED = Step(Openness.SHARED, is_marked=True)
GONE = Step(Openness.SHARED, is_disposed=True)

ACTS = {
    "title": lambda step: why_not_change(step, {"title", "registration_number"}),
    "number": lambda step: why_not_change(step, {"registration_number", "correspondent"}),
    "file": why_not_replace_file,
    "discard": why_not_discard,
    "share": why_not_share,
    "publish": why_not_publish,
    "follow": lambda step: why_not_follow(step, is_followed=False),
}


@pytest.mark.parametrize(
    ("step", "refusals"),
    [
        (DRAFT, {"follow": Refusal.STILL_A_DRAFT}),
        (SHARED, {"title": Refusal.FROZEN, "file": Refusal.FILE_STANDS, "discard": Refusal.OFFICIAL_STAYS}),
        (
            PUBLIC,
            {
                "title": Refusal.FROZEN,
                "file": Refusal.FILE_STANDS,
                "discard": Refusal.OFFICIAL_STAYS,
                "share": Refusal.EVERYBODY_READS,
                "publish": Refusal.EVERYBODY_READS,
            },
        ),
        (
            MARKED,
            {
                "title": Refusal.FROZEN,
                "file": Refusal.FILE_STANDS,
                "discard": Refusal.OFFICIAL_STAYS,
                "publish": Refusal.MARKED_AS_SECRET,
            },
        ),
        (GONE, dict.fromkeys(ACTS, Refusal.DISPOSED)),
    ],
    ids=["a draft", "shared", "published", "marked", "disposed of"],
)
def test_what_each_step_allows(step, refusals):
    found = {act: ask(step) for act, ask in ACTS.items()}

    assert {act: reason for act, reason in found.items() if reason} == refusals


def test_only_one_version_follows_another():
    assert why_not_follow(SHARED, is_followed=True) is Refusal.ALREADY_FOLLOWED


@pytest.mark.parametrize(
    ("chosen", "is_confirmed", "refusal"),
    [
        (set(), True, Refusal.NOBODY_CHOSEN),
        ({1, 2}, True, Refusal.OWN_DOCUMENT),
        ({2, 9}, True, Refusal.NOT_TAKING_PART),
        ({3}, True, Refusal.ALREADY_SHARED),
        ({8}, True, Refusal.ALREADY_SHARED),
        ({2, 3}, False, Refusal.NOT_CONFIRMED),
        ({2, 3}, True, None),
    ],
    ids=[
        "nobody",
        "the owner",
        "a stranger",
        "has it",
        "has it and has left since",
        "not confirmed",
        "one new, one old",
    ],
)
def test_whom_a_document_may_be_shared_with(chosen, is_confirmed, refusal):
    """Organisation 1 owns it, 2 to 4 take part, 3 has got it, and so had 8 before it left."""
    assert why_not_share_with(1, chosen, {1, 2, 3, 4}, {3, 8}, is_confirmed=is_confirmed) is refusal
