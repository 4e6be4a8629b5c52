"""花名册导入: from the office's workbook to households, and back for correction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.rosters import household, identity, roster

pytestmark = pytest.mark.e2e
Save = Callable[[Page, Callable[[], object]], Path]


def upload(page: Page, path: Path) -> None:
    page.goto("/rosters/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并识别表头").click()


def try_out(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("对应列")
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_text("这是试运行，还没有写入任何数据")).to_be_visible()


def carry_out(page: Page) -> None:
    page.get_by_role("button", name="导入", exact=False).first.click()
    expect(page.get_by_role("button", name="撤销导入").first).to_be_visible()


def figure(page: Page, label: str) -> str:
    stat = page.locator(".stat").filter(has=page.get_by_text(label, exact=True))
    return stat.locator(".stat__figure").inner_text().replace("行", "").replace("户", "").strip()


def test_roster_is_tried_imported_corrected_and_sent_again(visit: Visit, tmp_path: Path, downloads: Save) -> None:
    page = visit("sheli")
    first, second = identity(), identity(sex="2")
    rows = [
        household("臧德厚"),
        household("逯秀云", **{"性别": "女", "身份证号": identity(sex="2"), "月保障金\n（元）": "436.00元"}),
        household("臧玉 山", **{"村（社区）": "民强", "批准时间": "2021.3.1"}),
        household("逯长河", **{"联系电话": "1390436"}),
        household("臧金凤", **{"性别": "女", "身份证号": second[:17] + ("1" if second[-1] != "1" else "2")}),
        household("逯有才", **{"身份证号": None}),
    ]
    upload(page, roster(tmp_path / "舍力镇四季度.xlsx", rows))
    expect(page.get_by_label("身份证号").locator("option:checked")).to_have_text("身份证号")
    try_out(page)
    assert (figure(page, "退回"), figure(page, "新立户")) == ("2", "4")
    carry_out(page)
    assert (figure(page, "退回"), figure(page, "新立户")) == ("2", "4")

    path = downloads(page, lambda: page.get_by_role("link", name="下载待改正的行").click())
    book = openpyxl.load_workbook(path)
    corrected = correct(book, {"臧金凤": second, "逯有才": first})
    assert corrected == 2
    book.save(tmp_path / "改好.xlsx")
    upload(page, tmp_path / "改好.xlsx")
    try_out(page)
    assert figure(page, "退回") == "0"
    carry_out(page)
    assert figure(page, "退回") == "0"
    page.goto("/households/?q=逯有才")
    page.locator("tbody .row-link").click()
    expect(page.get_by_role("heading", name="户袋", exact=True)).to_be_visible()


def correct(book: openpyxl.Workbook, numbers: dict[str, str]) -> int:
    """Write the right identity number in the rows of these heads; return how many were found."""
    found = 0
    for sheet in book:
        columns = {str(cell.value).strip(): cell.column for row in sheet.iter_rows(max_row=5) for cell in row}
        for row in sheet.iter_rows(min_row=4):
            name = sheet.cell(row[0].row, columns["户主姓名"]).value
            if name in numbers:
                sheet.cell(row[0].row, columns["身份证号"]).value = numbers[name]
                found += 1
    return found
