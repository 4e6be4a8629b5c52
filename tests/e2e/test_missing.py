"""缺件: narrowed by material, agreeing with its count, and taken along as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e
Save = Callable[[Page, Callable[[], object]], Path]


def test_missing_papers_are_narrowed_and_exported(visit: Visit, downloads: Save) -> None:
    page = visit("xianjingban")
    page.goto("/missing/")
    everything = page.locator("tbody tr").count()
    rows, choice = page.locator("tbody tr"), page.get_by_role("combobox", name="缺少的材料")
    name = rows.first.locator("td").last.inner_text().split("、")[0]
    choice.select_option(choice.locator("option").filter(has_text=name).first.get_attribute("value"))
    page.wait_for_url("**material=*")
    assert 0 < rows.count() <= everything
    for row in rows.all():
        expect(row).to_contain_text(name)
    expect(page.locator(".page-head__subtitle")).to_contain_text(f"共 {rows.count()} 袋")
    path = downloads(page, lambda: page.get_by_role("link", name="导出 Excel").click())
    sheet = openpyxl.load_workbook(path).active
    assert path.name == "缺件清单.xlsx"
    filled = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    assert sum(name in str(row[-1]) for row in filled) == rows.count()
