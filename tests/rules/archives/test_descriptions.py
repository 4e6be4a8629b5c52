"""Title, creator and date of an item."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.rules.descriptions import date_fault, default_creator, default_title, describe_faults, tidy_date
from hudang.archives.rules.sections import section_of

TODAY = date(2026, 11, 23)


def test_titles() -> None:
    assert default_title("王德贵", "户口簿复印件") == "王德贵家庭最低生活保障户口簿复印件"
    assert default_title("王德贵", "低保申请书") == "王德贵家庭最低生活保障申请书"


@pytest.mark.parametrize(
    ("material", "township", "creator"),
    [
        ("M10", "舍力镇", "王德贵"),
        ("M33", "舍力镇", "舍力镇人民政府"),
        ("M33", "慧阳街道", "慧阳街道"),
        ("M33", "", "大安市民政局"),
        ("M51", "舍力镇", "大安市民政局"),
    ],
)
def test_creators(material: str, township: str, creator: str) -> None:
    made = default_creator(material, head_name="王德贵", township=township, bureau="大安市民政局")
    assert made == creator


@pytest.mark.parametrize(
    ("typed", "eight"),
    [
        ("20210305", "20210305"),
        ("2021-3-5", "20210305"),
        ("2021.03.05", "20210305"),
        ("2021年3月5日", "20210305"),
        ("2021年3月", "20210300"),
        ("2021", "20210000"),
        ("202103", "20210300"),
        ("２０２１年", "20210000"),
        ("去年", "去年"),
        ("", ""),
    ],
)
def test_typed_dates_become_eight_digits(typed: str, eight: str) -> None:
    assert tidy_date(typed) == eight


@pytest.mark.parametrize("dated", ["", "20210305", "20210300", "20210000", "20261123"])
def test_good_dates(dated: str) -> None:
    assert date_fault(dated, TODAY) == ""


@pytest.mark.parametrize("dated", ["2021", "20210005", "20211301", "20210230", "20261124", "00000000", "去年"])
def test_bad_dates(dated: str) -> None:
    assert date_fault(dated, TODAY)


def test_all_faults_are_named_at_once() -> None:
    faults = describe_faults(title="长" * 201, creator="长" * 81, dated="x", note="长" * 201, page_count=0, today=TODAY)
    assert set(faults) == {"title", "creator", "dated", "note", "page_count"}


@pytest.mark.parametrize(
    ("position", "name"), [(0, "目录"), (80, "申请、审批与证明"), (410, "动态管理"), (990, "备考表")]
)
def test_sections(position: int, name: str) -> None:
    assert section_of(position) == name
