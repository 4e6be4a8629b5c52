"""著录: title, creator and date of an item as the archive writes them (archive.md §7)."""

from __future__ import annotations

import re
from datetime import date

from hudang.kernel.dates import archive_date, is_archive_date
from hudang.kernel.text import half_width

LONGEST_TITLE = 200
LONGEST_CREATOR = 80
LONGEST_NOTE = 200
MOST_PAPER_PAGES = 2000
_DATE = re.compile(r"(\d{4})[-./年](?:(\d{1,2})(?:[-./月](?:(\d{1,2})日?)?)?)?")

# papers that the family hands in carry the head's name; the rest come from the authorities (archive.md §7)
_OF_THE_FAMILY = frozenset("M01 M02 M02a M06 M10 M11 M12 M13 M14 M15 M16 M17 M18 M20 M21 M22 M23 M24 M62".split())
_OF_THE_COUNTY = frozenset("M31 M32 M48 M51 M52 M53".split())


def default_title(head_name: str, material_name: str) -> str:
    """Return ``{户主}家庭最低生活保障{材料名}``, without saying 低保 twice."""
    return f"{head_name}家庭最低生活保障{material_name.removeprefix('低保')}"[:LONGEST_TITLE]


def default_creator(material: str, *, head_name: str, township: str, bureau: str) -> str:
    """Return who made papers of this kind: the head of household, the township's government or the bureau."""
    if material in _OF_THE_FAMILY:
        return head_name or township
    if material in _OF_THE_COUNTY or not township:
        return bureau or head_name
    return township_office(township)


def township_office(township: str) -> str:
    """Return the office of a township as papers call it; "" stays ""."""
    return township if not township or township.endswith(("街道", "办事处")) else f"{township}人民政府"


def tidy_date(text: str) -> str:
    """Return a typed date in eight digits: 2021-3-5, 2021年3月, 2021; what is no date comes back as typed."""
    text = half_width(text).strip()
    if text.isdecimal() and len(text) in (4, 6, 8):
        return text.ljust(8, "0")
    parts = _DATE.fullmatch(text)
    if parts is None:
        return text
    return f"{parts[1]}{int(parts[2] or 0):02d}{int(parts[3] or 0):02d}"


def date_fault(dated: str, today: date) -> str:
    """Return what is wrong with an item's date, or nothing; an unknown date is left empty."""
    if not dated:
        return ""
    if not is_archive_date(dated):
        return "日期写 8 位数字，例如 20260305；不知道日或月的写 00。"
    if dated > archive_date(today):
        return "日期不能晚于今天。"
    return ""


def describe_faults(
    *, title: str, creator: str, dated: str, note: str, page_count: int | None, today: date
) -> dict[str, str]:
    """Return the Chinese message for each field that is wrong."""
    faults = {}
    if len(title) > LONGEST_TITLE:
        faults["title"] = f"题名不超过 {LONGEST_TITLE} 字。"
    if len(creator) > LONGEST_CREATOR:
        faults["creator"] = f"责任者不超过 {LONGEST_CREATOR} 字。"
    if len(note) > LONGEST_NOTE:
        faults["note"] = f"备注不超过 {LONGEST_NOTE} 字。"
    if fault := date_fault(dated, today):
        faults["dated"] = fault
    if page_count is not None and not 1 <= page_count <= MOST_PAPER_PAGES:
        faults["page_count"] = f"页数填 1 到 {MOST_PAPER_PAGES}。"
    return faults
