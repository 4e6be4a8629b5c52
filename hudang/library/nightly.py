"""What the library does every night: at the year's beginning it keeps the rosters."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.accounts.actions.console import console_actor
from hudang.divisions.queries import counties
from hudang.library.actions.snapshots import rosters_of_year, snapshot_rosters
from hudang.platform.nights import NightlyWork, Report

_JANUARY = 1


def _keep(day: date, progress: Report) -> dict[str, Any]:
    made = 0
    due = (
        [each.code for each in counties() if not rosters_of_year(each.code, day.year)] if day.month == _JANUARY else []
    )
    for code in due:
        made += snapshot_rosters(actor=console_actor(code), report=progress)
    said = f"存了 {made} 份年度名册" if due else "一月存年度名册，现在不用"
    return {"message": said, "made": made}


KEEP_ROSTERS = NightlyWork("keep_rosters", "存年度名册", _keep)
