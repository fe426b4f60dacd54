"""Index, base fees, shared costs, joint projects. Amounts are whole öre; what is adopted is never changed."""

from samhandling.finance.models.fees import BaseFee, Fee, FeeBase, FeeList, IndexFigure
from samhandling.finance.models.projects import BudgetLine, Funder, PartyDecision, Project
from samhandling.finance.models.splits import CostSplit, SplitShare

__all__ = [
    "BaseFee",
    "BudgetLine",
    "CostSplit",
    "Fee",
    "FeeBase",
    "FeeList",
    "Funder",
    "IndexFigure",
    "PartyDecision",
    "Project",
    "SplitShare",
]
