"""When the works of the night are due: once a day, at an hour that the county chooses, or later if it was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from hudang.kernel.clock import CHINA
from hudang.kernel.errors import Refusal
from hudang.kernel.parameters import parameter

AREA = "platform"


@dataclass(frozen=True)
class NightHours:
    """At which hour of the day the night begins."""

    night_hour: int = parameter(
        2, "夜间工作开始的钟点", unit="时", least=0, most=23,
        help="每天这个钟点起做夜间工作；那时机器没有开，就在开机以后做。", source="产品默认",
    )  # fmt: skip


class NightUnderWay(Refusal):
    """Another night is being worked through at this moment."""

    code = "NIGHT_UNDER_WAY"
    template = "{day} 的夜间工作正在进行。请等它做完再试。"


def begins_at(day: date, hour: int) -> datetime:
    """Return the moment from which the works of ``day`` are due."""
    return datetime.combine(day, time(hour), CHINA)


def is_due(moment: datetime, hour: int, last_started: datetime | None) -> bool:
    """Tell whether a night should begin now, given when the last one began."""
    begins = begins_at(moment.astimezone(CHINA).date(), hour)
    return moment >= begins and (last_started is None or last_started < begins)
