"""A list arranged by its user: columns, a saved view, the workbook as seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit


def test_columns_a_saved_view_and_the_workbook_as_seen(
    visit: Visit, downloads: Callable[[Page, Callable[[], object]], Path]
) -> None:
    page = visit("shelifuze")
    page.goto("/households/?state=paid&sort=-allowance")
    page.locator(".list-tools summary", has_text="列").click()
    for column in ("人口", "类别", "家庭结构 / 收入来源", "人员特征", "状态", "材料", "村（社区）"):
        page.get_by_role("checkbox", name=column, exact=True).uncheck()
    page.get_by_role("checkbox", name="档号").check()
    page.get_by_role("button", name="户主上移").click()
    page.get_by_role("button", name="应用").click()
    headings = page.locator("thead th:not(.tick)")
    expect(headings).to_have_text(["户主", "户编号", "月保障金", "档号"])
    page.locator(".list-tools summary", has_text="视图").click()
    page.get_by_label("视图名称").fill("按金额")
    page.get_by_role("button", name="保存", exact=True).click()
    current = page.locator(".list-views [aria-current]")
    expect(current).to_contain_text("按金额")
    codes = page.locator("tbody td[data-label=户编号]").all_inner_texts()
    path = downloads(page, lambda: page.get_by_role("link", name="导出 Excel").click())
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0] == ("户主", "户主证件号", "户编号", "月保障金", "档号")
    assert [row[2] for row in rows[1:]][: len(codes)] == codes
