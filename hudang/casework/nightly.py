"""What casework does every night."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.casework.actions.clocks import recount_provisional
from hudang.casework.actions.messages import remind
from hudang.platform.nights import NightlyWork, Report


def _recount(day: date, progress: Report) -> dict[str, Any]:
    settled = recount_provisional()
    return {"message": f"{settled} 个暂定的时限已按放假安排重算", "settled": settled}


RECOUNT_CLOCKS = NightlyWork("recount_clocks", "重算暂定的办理时限", _recount)


def _remind(day: date, progress: Report) -> dict[str, Any]:
    sent = remind(day)
    return {"message": f"办理时限的提醒发了 {sent} 条", "messages": sent}


REMIND_CLOCKS = NightlyWork("remind_clocks", "提醒办理时限", _remind)
