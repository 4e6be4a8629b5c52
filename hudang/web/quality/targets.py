"""Where a problem is mended: the page of what it is with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from hudang.quality.vocabulary import Subject

if TYPE_CHECKING:
    from hudang.quality.queries.problems import ProblemRow

_BY_KEY = {
    Subject.FILE: "archives:file",
    Subject.POUCH: "archives:pouch",
    Subject.BOX: "archives:box",
    Subject.ITEM: "archives:item",
}
# the detail of these begins with their number
_BY_NUMBER = {
    Subject.CASE: "casework:case",
    Subject.NOTICE: "casework:notice",
    Subject.LONG_TERM: "casework:long-term-list",
}


def page_of(row: ProblemRow) -> str:
    """Return the address of the page where a problem is mended."""
    problem, subject = row.problem, row.rule.subject
    if subject in _BY_NUMBER:
        return reverse(_BY_NUMBER[subject], args=[problem.detail.partition(" ")[0]])
    if subject is Subject.QUEUED:
        return reverse("archives:queue")
    if subject is Subject.MEMBER:
        return reverse("households:member", args=[problem.household_code, problem.object_id])
    if subject in (Subject.HOUSEHOLD, Subject.TASK):
        return reverse("households:detail", args=[problem.household_code])
    return reverse(_BY_KEY[subject], args=[problem.object_id])
