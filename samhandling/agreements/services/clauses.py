"""Writing the text: clauses are added, rewritten, moved and removed, and numbered anew each time."""

from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.agreements.domain.clauses import Place, is_too_deep, lies_below, outline
from samhandling.agreements.enums import Refusal
from samhandling.agreements.models import Agreement, Clause, ClauseVersion
from samhandling.agreements.services.draft import open_draft
from samhandling.core.audit import record
from samhandling.core.verbs import facts_of, set_values
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

_LAST = 10_000


@transaction.atomic
def add_clause(
    *,
    actor: "User",
    agreement: Agreement,
    heading: str,
    text: str = "",
    parent: Clause | None = None,
    position: int | None = None,
    origin: Clause | None = None,
) -> Clause:
    """Add a clause below `parent`, last unless a position is given. `origin` is the clause it was drafted from."""
    draft = open_draft(actor, agreement)
    _check_parent(draft, parent)
    clause = Clause.objects.create(
        agreement=draft,
        parent=parent,
        origin=origin,
        position=_LAST,
        number="~",
        heading=heading,
        text=text,
    )
    _keep_version(actor, clause)
    _place(clause, parent, position)
    record(actor, "clause.added", clause, after=facts_of(clause, "number", "heading", "text"))
    return clause


@transaction.atomic
def rewrite_clause(
    *, actor: "User", clause: Clause, heading: str, text: str, reason: str, from_version: int | None = None
) -> Clause:
    """Give the clause a new wording. The former one stays as a version.

    `from_version` is the version the writer started from: when somebody else came between, nothing is saved.
    """
    open_draft(actor, clause.agreement)
    clause = _present(clause)
    if from_version is not None and from_version != clause.version:
        raise RuleBroken(Refusal.CLAUSE_CHANGED)
    before, after = set_values(clause, {"heading": heading, "text": text})
    if not after:
        raise RuleBroken(Refusal.NOTHING_CHANGED)
    clause.version += 1
    clause.save(update_fields=[*after, "version"])
    _keep_version(actor, clause, reason)
    record(actor, "clause.rewritten", clause, before=before, after=after, reason=reason)
    return clause


@transaction.atomic
def move_clause(*, actor: "User", clause: Clause, parent: Clause | None, position: int | None = None) -> Clause:
    """Put the clause, with all that lies below it, in another place. Position 1 is first; None is last."""
    draft = open_draft(actor, clause.agreement)
    clause = _present(clause)
    _check_parent(draft, parent)
    if parent is not None and lies_below(_places(draft), parent.pk, clause.pk):
        raise RuleBroken(Refusal.CLAUSE_BELOW_ITSELF)
    before = clause.number
    _place(clause, parent, position)
    if clause.number != before:
        record(actor, "clause.moved", clause, before={"number": before}, after={"number": clause.number})
    return clause


@transaction.atomic
def remove_clause(*, actor: "User", clause: Clause, reason: str = "") -> Clause:
    """Take the clause out of the text. The row stays, so that its history can be read."""
    draft = open_draft(actor, clause.agreement)
    clause = _present(clause)
    if clause.children.filter(is_removed=False).exists():
        raise RuleBroken(Refusal.CLAUSE_HAS_CHILDREN)
    if clause.duties.exists():
        raise RuleBroken(Refusal.CLAUSE_HAS_DUTIES)
    clause.is_removed = True
    clause.save(update_fields=["is_removed"])
    _renumber(draft)
    record(actor, "clause.removed", clause, before=facts_of(clause, "number", "heading", "text"), reason=reason)
    return clause


def _present(clause: Clause) -> Clause:
    """The clause as it is now, unless it has been taken out of the text."""
    now = Clause.objects.select_related("agreement").get(pk=clause.pk)
    if now.is_removed:
        raise RuleBroken(Refusal.CLAUSE_REMOVED)
    return now


def _check_parent(agreement: Agreement, parent: Clause | None) -> None:
    if parent is None:
        return
    if parent.agreement_id != agreement.pk:
        raise RuleBroken(Refusal.CLAUSE_ELSEWHERE)
    _present(parent)


def _keep_version(actor: "User", clause: Clause, reason: str = "") -> None:
    ClauseVersion.objects.create(
        clause=clause,
        version=clause.version,
        heading=clause.heading,
        text=clause.text,
        written_by=actor,
        reason=reason,
    )


def _place(clause: Clause, parent: Clause | None, position: int | None) -> None:
    """Set the clause among its siblings, count their positions anew, and number the whole text."""
    siblings = list(
        Clause.objects.filter(agreement=clause.agreement_id, parent=parent, is_removed=False)
        .exclude(pk=clause.pk)
        .order_by("position", "pk")
    )
    siblings.insert(len(siblings) if position is None else max(0, position - 1), clause)
    clause.parent = parent
    for count, sibling in enumerate(siblings, start=1):
        sibling.position = count
    Clause.objects.bulk_update(siblings, ["parent", "position"])
    numbers = outline(_places(clause.agreement))
    if is_too_deep(numbers.values(), numbers[clause.pk]):
        raise RuleBroken(Refusal.CLAUSE_TOO_DEEP)
    _renumber(clause.agreement)
    clause.number = numbers[clause.pk]


def _places(agreement: Agreement) -> list[Place]:
    rows = Clause.objects.filter(agreement=agreement, is_removed=False).values_list("pk", "parent_id", "position")
    return [Place(*row) for row in rows]


def _renumber(agreement: Agreement) -> None:
    """Write the numbers that changed. Two steps, since no two clauses may have one number even for a moment."""
    numbers = outline(_places(agreement))
    stale = [clause for clause in Clause.objects.filter(pk__in=numbers) if clause.number != numbers[clause.pk]]
    for step in (lambda pk: f"~{pk}", numbers.__getitem__):
        for clause in stale:
            clause.number = step(clause.pk)
        Clause.objects.bulk_update(stale, ["number"])
