"""Whether a document holds on a day, and what is wrong with one that is entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hudang.library.vocabulary import Force

FIRST_DAY = date(1949, 10, 1)


def force_of(in_force_on: date | None, repealed_on: date | None, day: date) -> Force:
    """Return whether a document holds on a day; it holds no more on the day of its repeal."""
    if repealed_on is not None and repealed_on <= day:
        return Force.REPEALED
    if in_force_on is None:
        return Force.UNKNOWN
    return Force.LATER if in_force_on > day else Force.IN_FORCE


def date_faults(
    issued_on: date | None, in_force_on: date | None, repealed_on: date | None, today: date
) -> dict[str, str]:
    """Return what is wrong with the three days of a document, each at its field."""
    faults = {}
    if issued_on and issued_on > today:
        faults["issued_on"] = f"成文日期 {issued_on} 在今天之后，请核对。"
    if in_force_on and issued_on and in_force_on < issued_on and (issued_on - in_force_on).days > 366:
        faults["in_force_on"] = f"施行日期 {in_force_on} 比成文日期 {issued_on} 早一年以上，请核对。"
    if repealed_on and in_force_on and repealed_on < in_force_on:
        faults["repealed_on"] = f"废止日期 {repealed_on} 早于施行日期 {in_force_on}，请核对。"
    elif repealed_on and not in_force_on and issued_on and repealed_on < issued_on:
        faults["repealed_on"] = f"废止日期 {repealed_on} 早于成文日期 {issued_on}，请核对。"
    for name, day in (("issued_on", issued_on), ("in_force_on", in_force_on), ("repealed_on", repealed_on)):
        if day and day < FIRST_DAY:
            faults[name] = "年份不对，请核对。"
    return faults


def chain_fault(own: int | None, replaced: Iterable[int], replaced_by: dict[int, set[int]]) -> str:
    """Return what is wrong with what a document replaces: itself, or something that replaces it in turn."""
    if own is None:
        return ""
    for first in replaced:
        seen, waiting = set(), [first]
        while waiting:
            each = waiting.pop()
            if each == own:
                return "文件不能替代自己，也不能与被替代的文件互相替代。"
            if each not in seen:
                seen.add(each)
                waiting += replaced_by.get(each, ())
    return ""
