"""联系记录: everything that was done to reach a household, by whom and how, on one line of time.

What neighbours said is counted only for those who examine; what was found in an application stays with its case.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count

from hudang.accounts.access import require_any, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.models import CaseTask
from hudang.casework.vocabulary import TaskKind
from hudang.casework.vocabulary import TaskState as CaseTaskState
from hudang.households.models import Household
from hudang.kernel.errors import NotVisible
from hudang.recertification.models import Attempt, Visit
from hudang.recertification.vocabulary import FORMS_OF_VISITS, METHOD_LABELS, Method, VisitState

PAGE_SIZE = 50
_ATTEMPT = "未联系上"


@dataclass(frozen=True)
class Contact:
    """One contact: when, how, what it was, who made it; ``key`` of the visit for those who may open it."""

    on: date
    method: Method
    what: str
    told: str
    who: str
    key: Any = None

    @property
    def method_label(self) -> str:
        """The method in words."""
        return METHOD_LABELS[self.method]


def contacts_for(user: User, code: str, method: str, page: Any) -> tuple[Household, Page[Contact], Counter[str]]:
    """Return a household, a page of its contacts, the newest first, and how many by method; five queries."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    household = Household.objects.filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(user, household.village_code)
    every = _every(user, household.pk)
    counted = Counter(each.method.value for each in every)
    found = [each for each in every if not method or each.method == method]
    return household, Paginator(found, PAGE_SIZE).get_page(page), counted


def last_contacts(user: User, household: Household, limit: int = 6) -> list[Contact]:
    """Return the last contacts of a household whose page the user sees; nothing for who neither visits nor examines."""
    if not (user.may(Right.VISIT) or user.may(Right.EXAMINE_VISITS)):
        return []
    require_place(user, household.village_code)
    return _every(user, household.pk)[:limit]


def _every(user: User, household_id: int) -> list[Contact]:
    examines = user.may(Right.EXAMINE_VISITS)
    found = [*_visits(user, household_id, examines), *_attempts(household_id)]
    if user.may(Right.VIEW_CASES):
        found += _surveys(household_id, examines)
    return sorted(found, key=lambda each: each.on, reverse=True)


def _visits(user: User, household_id: int, examines: bool) -> list[Contact]:
    rows = Visit.objects.filter(household=household_id).exclude(state=VisitState.DROPPED)
    if examines:
        rows = rows.annotate(heard=Count("neighbours"))
    rows = rows.select_related("made_by", "person").defer("content")
    made = []
    for visit in rows.order_by("-on", "-pk"):
        heard = getattr(visit, "heard", 0)
        parts = [
            visit.person.name if visit.person else "",
            visit.get_outcome_display() if visit.outcome else "",
            f"听取邻居 {heard} 人" if heard else "",
            "" if visit.state == VisitState.ACCEPTED else visit.get_state_display(),
        ]
        told = "，".join(part for part in parts if part)
        key = visit.key if examines or visit.made_by_id == user.pk else None
        what = FORMS_OF_VISITS[visit.form_code]
        made.append(Contact(visit.on, Method(visit.method), what, told, visit.made_by.display_name, key))
    return made


def _attempts(household_id: int) -> list[Contact]:
    """An attempt is noted at every task of the household, but it was one."""
    rows = Attempt.objects.filter(task__household=household_id).order_by("-on")
    found = rows.values_list("on", "method", "result", "made_by__display_name").distinct()
    return [Contact(on, Method(method), _ATTEMPT, result, who) for on, method, result, who in found]


def _surveys(household_id: int, examines: bool) -> list[Contact]:
    kinds = {TaskKind.HOME: Method.HOME, TaskKind.COUNTY_VISIT: Method.HOME, TaskKind.CHECK: Method.CHECK}
    if examines:
        kinds[TaskKind.NEIGHBOURS] = Method.NEIGHBOUR
    rows = CaseTask.objects.filter(
        case__household=household_id, kind__in=list(kinds), state=CaseTaskState.DONE, done_on__isnull=False
    ).select_related("case", "done_by")
    return [
        Contact(
            task.done_on,
            kinds[TaskKind(task.kind)],
            f"申请调查：{task.get_kind_display()}",
            task.case.number,
            task.done_by.display_name if task.done_by else "",
        )
        for task in rows.defer("result")
        if task.done_on is not None
    ]
