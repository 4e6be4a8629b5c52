"""What is done with messages every night, last of all."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.notifications.actions.sending import hand_out
from hudang.platform.nights import NightlyWork, Report


def _hand_out(day: date, progress: Report) -> dict[str, Any]:
    given, carried = hand_out()
    return {"message": f"补发给新到岗的 {given} 条，送出 {carried} 条", "given": given, "carried": carried}


HAND_OUT = NightlyWork("hand_out_messages", "送出消息", _hand_out)
