"""What training does every night: it reminds."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.platform.nights import NightlyWork, Report
from hudang.training.actions.reminding import remind


def _remind(day: date, progress: Report) -> dict[str, Any]:
    sent = remind(day)
    return {"message": f"培训的提醒发了 {sent} 条", "messages": sent}


REMIND = NightlyWork("remind_training", "提醒培训", _remind)
