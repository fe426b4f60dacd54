"""A refusal travels as a value with words, so that page, form, log and test say the same thing."""

from typing import Protocol


class Reason(Protocol):
    """What every Refusal enum offers: a stable value for logs and a label for people."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> object: ...


class RuleBroken(Exception):
    """The act was understood and is not allowed now. `reason.label` tells the person why."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail

    @property
    def message(self) -> str:
        """The words to show: the reason, then what it was about when that is known."""
        return f"{self.reason.label} {self.detail}".strip()
