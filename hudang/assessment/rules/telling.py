"""A result as a JSON object: what the command line prints and what is stored as decided."""

from __future__ import annotations

from typing import Any

from hudang.assessment.rules.means_test import Result
from hudang.assessment.vocabulary import SUPPLEMENT_LABELS
from hudang.kernel.money import plain


def as_row(result: Result) -> dict[str, Any]:
    """Return a result as the JSON object of the contract: amounts are decimals as text, yuan a month."""
    return {
        "eligible": result.eligible,
        "verdict": result.verdict.value,
        "conclusion": result.conclusion,
        "standard": plain(result.standard),
        "members": [{"name": name, "income": plain(amount)} for name, amount in result.by_member],
        "persons": result.persons,
        "covered": result.covered,
        "income": plain(result.income),
        "income_per_member": plain(result.per_head),
        "base": plain(result.base),
        "supplements": supplement_rows(result),
        "supplement": plain(result.supplement),
        "total": plain(result.total),
        "effective_month": f"{result.effective:%Y-%m}" if result.effective else None,
        "parameters": result.version,
        "reasons": [
            {
                "key": step.key,
                "text": step.text,
                "amount": None if step.amount is None else plain(step.amount),
                "article": step.article.strip("；"),
                "passed": step.passed,
            }
            for step in result.steps
        ],
    }


def supplement_rows(result: Result) -> list[dict[str, str]]:
    """Return 分类施保 member by member as it is stored."""
    return [
        {"name": each.name, "group": each.group.value, "label": SUPPLEMENT_LABELS[each.group], "amount": plain(amount)}
        for each, amount in result.supplements
    ]
