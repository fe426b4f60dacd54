"""The round of comments on a draft: each party answers, by comments or by saying that it has no more."""

from datetime import date

from samhandling.agreements.enums import AnswerState, Refusal, Status


def answer_state(done_on: date | None, said: int) -> AnswerState:
    """A party that has said it is done is done, whether it had any comments or not."""
    if done_on is not None:
        return AnswerState.DONE
    return AnswerState.COMMENTED if said else AnswerState.SILENT


def is_new_round(asked_before: date | None, today: date) -> bool:
    """Asked again once the day has passed, the parties are asked anew, and none of them is done."""
    return asked_before is not None and asked_before < today


def why_not_finish(status: Status, asked_by: date | None, done_on: date | None) -> Refusal | None:
    """A party that was asked may say that it has no more comments until the text is fixed, also after the day."""
    if refusal := _why_not_open(status, asked_by):
        return refusal
    return Refusal.ALREADY_DONE if done_on is not None else None


def why_not_go_on(status: Status, asked_by: date | None, done_on: date | None) -> Refusal | None:
    """And may take it back for as long."""
    if refusal := _why_not_open(status, asked_by):
        return refusal
    return Refusal.NOT_DONE if done_on is None else None


def why_not_remind(
    status: Status, asked_by: date | None, state: AnswerState, reminded_on: date | None, today: date
) -> Refusal | None:
    """Only those who have not answered, once a day."""
    if refusal := _why_not_open(status, asked_by):
        return refusal
    if state is not AnswerState.SILENT:
        return Refusal.HAS_ANSWERED
    return Refusal.REMINDED_TODAY if reminded_on == today else None


def _why_not_open(status: Status, asked_by: date | None) -> Refusal | None:
    if status is not Status.DRAFT:
        return Refusal.COMMENTS_CLOSED
    return Refusal.NOT_ASKED if asked_by is None else None
