"""提醒单: what is to be done in each village until the end of the month, printed for whoever goes there."""

from __future__ import annotations

from itertools import groupby

from django.db import transaction

from hudang.accounts.access import require, require_any
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, township_code
from hudang.printing.actions.papers import Printed, document, fonts
from hudang.printing.actions.records import note
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted
from hudang.recertification.errors import NothingToRemind
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.listed import Wanted, narrowed
from hudang.recertification.rules.periods import month_end
from hudang.recertification.vocabulary import TO_DO

# more than a county's month is a mistake of the filters
_MOST = 20_000
_COLUMNS = (
    Column("序号", 9, "center"),
    Column("户主", 20),
    Column("户编号", 34, size=7.6),
    Column("核查规则", 44),
    Column("对象", 18),
    Column("应完成", 20, "center"),
    Column("走访日期", 20, "center"),
    Column("方式", 15, "center"),
    Column("备注", 24),
)


def print_reminders(*, actor: User, wanted: Wanted) -> Printed:
    """Return a sheet for each village with what is late or falls due this month; raises ``NothingToRemind``."""
    require_any(actor, Right.VISIT, Right.EXAMINE_VISITS)
    require(actor, Right.PRINT)
    until = month_end(clock.today())
    rows = narrowed(actor, wanted).filter(state__in=[state.value for state in TO_DO], due_on__lte=until)
    rows = rows.select_related("household", "person", "rule", "assignee")
    tasks = list(rows.order_by("household__village_code", "due_on", "household__code", "pk")[:_MOST])
    if not tasks:
        raise NothingToRemind
    title = f"{clock.today():%Y年%m月}走访提醒单"
    sheets = _sheets(tasks, title)
    content, done = render_noted(sheets, document(title, actor), fonts=fonts())
    with transaction.atomic():
        note(actor=actor, kind="走访提醒单", what=title, division_code=actor.division_code, done=done)
    return Printed(content, done)


def _sheets(tasks: list[RecertificationTask], title: str) -> list[Register]:
    codes = {task.household.village_code for task in tasks}
    county = county_code(tasks[0].household.village_code).ljust(12, "0")
    names = names_of(codes | {township_code(code) for code in codes} | {county})
    return [
        _sheet(title, names.get(county, ""), names.get(township_code(code), "") + names.get(code, code), list(found))
        for code, found in groupby(tasks, key=lambda task: task.household.village_code)
    ]


def _sheet(title: str, county: str, place: str, tasks: list[RecertificationTask]) -> Register:
    who = sorted({task.assignee.display_name for task in tasks if task.assignee})
    homes = len({task.household_id for task in tasks})
    return Register(
        title=title,
        bookmark=place,
        fonds_name=county,
        columns=_COLUMNS,
        rows=tuple(_row(number, task) for number, task in enumerate(tasks, 1)),
        facts=(
            (
                Fact("村（社区）", 18, place, 60),
                Fact("执行人", 14, "、".join(who) or "待派", 60),
                Fact("合计", 10, f"{homes} 户 {len(tasks)} 项", 35),
            ),
        ),
        signatures=("走访人", "村负责人"),
        foot=(county, place),
        landscape=True,
    )


def _row(number: int, task: RecertificationTask) -> tuple[str, ...]:
    late = "（逾期）" if task.late_after < clock.today() else ""
    who = task.person.name if task.person else "全户"
    name, code = task.household.head_name, task.household.code
    return str(number), name, code, str(task.rule.text["name"]) + late, who, str(task.due_on), "", "", ""
