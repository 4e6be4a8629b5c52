"""督办单 within a user's division, and the townships that need one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from hudang.accounts.access import require, require_place, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import is_division_code, scope_prefix, township_code
from hudang.kernel.errors import NotVisible
from hudang.recertification.models import RecertificationTask, Supervision
from hudang.recertification.queries.tasks import TaskRow, row_of
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.vocabulary import TO_DO, Level


def supervisions_for(user: User) -> QuerySet[Supervision]:
    """Return the sheets of the user's division, the latest first; raises ``NotAllowed``."""
    require(user, Right.EXAMINE_VISITS)
    found = Supervision.objects.filter(within(user, "township_code"))
    return found.select_related("issued_by", "answered_by", "closed_by", "paper")


def supervision_for(user: User, pk: int) -> Supervision:
    """Return one sheet; raises ``NotVisible``."""
    found = supervisions_for(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def waiting_for(user: User) -> list[tuple[str, str, int]]:
    """Return townships with tasks that reached the county and are on no open sheet: code, name, how many."""
    require(user, Right.EXAMINE_VISITS)
    tasks = RecertificationTask.objects.filter(
        within(user, "household__village_code"), state__in=[s.value for s in TO_DO], told_to=Level.COUNTY
    ).exclude(pk__in=on_open_sheets())
    found = Counter(township_code(code) for code in tasks.values_list("household__village_code", flat=True))
    names = names_of(found)
    return [(code, names.get(code, code), count) for code, count in sorted(found.items())]


def on_open_sheets() -> QuerySet[Any]:
    """Return the keys of the tasks that are on a sheet that is not closed."""
    return Supervision.tasks.through.objects.filter(supervision__closed_at=None).values("recertificationtask_id")


def to_supervise_for(user: User, township: str) -> list[TaskRow]:
    """Return the tasks of a township that a sheet would be about; raises ``NotAllowed``, ``NotVisible``."""
    require(user, Right.EXAMINE_VISITS)
    if not is_division_code(township):
        raise NotVisible
    require_place(user, township)
    tasks = RecertificationTask.objects.filter(
        within_division(scope_prefix(township), "household__village_code"),
        state__in=[s.value for s in TO_DO],
        told_to=Level.COUNTY,
    ).exclude(pk__in=on_open_sheets())
    return _rows(tasks)


def on_sheet_for(user: User, sheet: Supervision) -> list[TaskRow]:
    """Return the tasks of a sheet as they are now, of the user's division."""
    return _rows(sheet.tasks.filter(within(user, "household__village_code")))


def _rows(tasks: QuerySet[RecertificationTask]) -> list[TaskRow]:
    day, limits = clock.today(), thresholds()
    read = tasks.select_related("household", "person", "rule", "assignee").order_by("late_after", "pk")
    return [row_of(task, day, limits) for task in read]
