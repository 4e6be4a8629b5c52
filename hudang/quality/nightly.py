"""What quality does every night, after everything that makes or ends work."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.platform.nights import NightlyWork, Report
from hudang.quality.actions.checking import check_everything
from hudang.quality.actions.telling import tell_townships


def _check(day: date, progress: Report) -> dict[str, Any]:
    done = check_everything(day, progress)
    told = tell_townships(day)
    said = f"查了 {done.households} 户，新发现 {done.found} 处，改好 {done.closed} 处，现有 {done.standing} 处"
    made = {"households": done.households, "found": done.found, "closed": done.closed, "standing": done.standing}
    return {"message": said, "messages": told, **made}


CHECK = NightlyWork("check_quality", "质量检查", _check)
