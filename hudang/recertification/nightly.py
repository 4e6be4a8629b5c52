"""What recertification does every night."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hudang.accounts.actions.console import console_actor
from hudang.divisions.queries import counties
from hudang.platform.nights import NightlyWork, Report
from hudang.recertification.actions.planning import plan_county
from hudang.recertification.actions.telling import tell_due, tell_late

_DIGITS = 6


def _plan(day: date, progress: Report) -> dict[str, Any]:
    made: Counter[str] = Counter()
    for county in counties():
        planned = plan_county(
            actor=console_actor(county.code),
            county_code=county.code[:_DIGITS],
            day=day,
            progress=lambda done: progress(done),
        )
        made.update({"tasks": planned.tasks, "entered": planned.entered, "left": planned.left})
    message = f"生成核查任务 {made['tasks']} 项，入列 {made['entered']}，退出 {made['left']}"
    return {"message": message, **made}


def _tell(day: date, progress: Report) -> dict[str, Any]:
    late: Counter[str] = Counter()
    reminders = 0
    for county in counties():
        code = county.code[:_DIGITS]
        late.update(tell_late(code, day))
        reminders += tell_due(code, day)
    return {"message": f"催办 {late.total()} 项，提醒 {reminders} 条", "late": dict(late), "reminders": reminders}


PLAN_TASKS = NightlyWork("plan_tasks", "排定核查任务", _plan)
TELL_LATE = NightlyWork("tell_late", "催办逾期的核查", _tell)
