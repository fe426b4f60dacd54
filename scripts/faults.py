"""The faults that scripts/mutants.py plants, one at a time: mutmut's, and three of the house's own.

Left out are changed texts, which the catalogues' tests hold, and all that only makes the line crash."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators


@dataclass(frozen=True, eq=False)
class Fault:
    path: Path
    line: int
    whole: cst.Module
    right: cst.CSTNode
    wrong: cst.CSTNode

    def source(self) -> str:
        changed = self.whole.deep_replace(self.right, self.wrong)
        assert isinstance(changed, cst.Module)
        return changed.code

    def __str__(self) -> str:
        right, wrong = (" ".join(self.whole.code_for_node(node).split()) for node in (self.right, self.wrong))
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(right, wrong, strict=False)))
        start = max(same - 50, 0)
        return f"{self.path}:{self.line}  {right[start : start + 120]}  →  {wrong[start : start + 120]}"


def faults_of(path: Path) -> Iterator[Fault]:
    """In the bodies of functions: tables and decorators are read when the module is imported."""
    parsed = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    places = parsed.resolve(PositionProvider)
    for node in _in_functions(parsed.module, inside=False):
        for kind, change in CHANGES:
            if isinstance(node, kind):
                for wrong in change(node):
                    yield Fault(path, places[node].start.line, parsed.module, node, wrong)


def _in_functions(node: cst.CSTNode, *, inside: bool) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.Decorator | cst.Annotation | cst.Parameters):
        return
    if inside:
        yield node
    for child in node.children:
        yield from _in_functions(child, inside=inside or isinstance(node, cst.FunctionDef))


def _lost_argument(call: cst.Call) -> Iterator[cst.CSTNode]:
    """A condition of a question, an order, a word that is not said."""
    may_be_few = isinstance(call.func, cst.Attribute) and call.func.attr.value in {"filter", "exclude", "order_by"}
    for at, argument in enumerate(call.args):
        if argument.keyword and argument.keyword.value == "update_fields":
            continue  # the row is locked, so to write all of it is slower and no more
        if argument.keyword or may_be_few:
            yield call.with_changes(args=[*call.args[:at], *call.args[at + 1 :]])


def _lost_statement(line: cst.SimpleStatementLine) -> Iterator[cst.CSTNode]:
    """An event that is not remembered, a row that is not saved, a rule that is not asked."""
    if isinstance(line.body[0], cst.Expr) and isinstance(line.body[0].value, cst.Call):
        yield line.with_changes(body=[cst.Pass()])


def _turned_condition(branch: cst.If | cst.CompIf | cst.IfExp) -> Iterator[cst.CSTNode]:
    asked = branch.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    yield branch.with_changes(test=cst.UnaryOperation(cst.Not(), asked))


CHANGES: mutators.OPERATORS_TYPE = (
    (cst.BaseNumber, mutators.operator_number),
    (cst.Name, mutators.operator_name),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, mutators.operator_swap_op),
    (cst.Match, mutators.operator_match),
    (cst.Call, _lost_argument),
    (cst.SimpleStatementLine, _lost_statement),
    (cst.If, _turned_condition),
    (cst.CompIf, _turned_condition),
    (cst.IfExp, _turned_condition),
)
