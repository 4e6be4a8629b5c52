"""Numbers of the allowance that a county may set differently (process.md §11)."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.kernel.parameters import parameter


@dataclass(frozen=True)
class Thresholds:
    """The values in force on a day."""

    phase_out_months: int = parameter(
        6, "渐退期", unit=" 个月", least=1, most=36, source="process.md §9.5", help="办理渐退时默认的月数，可逐户另定。"
    )
    payday: int = parameter(
        10, "发放日", unit=" 日", least=1, most=28, source="process.md §2", help="每月在这一天之前发放。"
    )
