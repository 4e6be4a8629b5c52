"""Refusals of the means test."""

from __future__ import annotations

from datetime import date

from hudang.kernel.errors import Refusal


class MissingParameter(Refusal):
    """No value of a parameter is in force in the month: nothing is calculated with an older one (process.md §9.5)."""

    code = "MISSING_PARAMETER"
    template = "{year} 年 {month} 月没有有效的“{label}”。请先在地区参数中登记该月起执行的数值和文件依据，再测算。"

    def __init__(self, *, day: date, label: str) -> None:
        super().__init__(year=day.year, month=day.month, label=label)


class UnreadableCase(Refusal):
    """The figures of a case cannot be read; ``faults`` maps the place in the case to its Chinese message."""

    code = "UNREADABLE_CASE"
    template = "有 {count} 处填写不正确，没有测算：{first}"

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        place, message = next(iter(faults.items()))
        super().__init__(count=len(faults), first=f"{place}：{message}" if place else message)


class OverlappingSheet(Refusal):
    """Another sheet of parameters holds on some of the days."""

    code = "OVERLAPPING_SHEET"
    template = "这段日期已有参数表 {version}（{source}）。请改起止日期，使两张参数表不重叠。"


class RegisterIncomplete(Refusal):
    """The register does not know enough of a household to test its means."""

    code = "REGISTER_INCOMPLETE"
    template = "户 {code} {what}，不能据以测算。请先在家庭页面补齐，再试。"
