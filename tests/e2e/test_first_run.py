"""首次设置: from an empty archive to its first account and its divisions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitors
from tests.e2e.served import Archive

pytestmark = pytest.mark.e2e
CHOSEN = "Qiusuo-Shan-28"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Archive]:
    """An archive without anything, served."""
    archive = Archive(tmp_path_factory.mktemp("empty"), prepared)
    archive.serve()
    yield archive
    archive.stop()


def test_an_empty_archive_is_set_up(visitors: Visitors, empty: Archive, tmp_path: Path) -> None:
    page = visitors.page(empty)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("首次设置")
    found_bureau(page)
    expect(page.get_by_text("首次设置完成")).to_be_visible()
    import_divisions(page, tmp_path)
    assert page.goto("/first-run/").status == 404  # type: ignore[union-attr]


def found_bureau(page: Page) -> None:
    page.get_by_label("县级区划代码").fill("2208")
    page.get_by_label("县（市、区）名称").fill("大安市")
    page.get_by_label("单位全称").fill("大安市民政局")
    page.get_by_label("全宗号").fill("J035")
    page.get_by_label("用户名").fill("xitong01")
    page.get_by_label("姓名").fill("冯志远")
    page.locator("[name=password]").fill(CHOSEN)
    page.locator("[name=again]").fill(CHOSEN)
    page.get_by_role("button", name="完成设置").click()
    expect(page.get_by_role("alert")).to_contain_text("请填写 6 位县级代码")
    page.get_by_label("县级区划代码").fill("220882")
    page.locator("[name=password]").fill(CHOSEN)
    page.locator("[name=again]").fill(CHOSEN)
    page.get_by_role("button", name="完成设置").click()


def import_divisions(page: Page, folder: Path) -> None:
    """Follow the step on the home page."""
    table = folder / "区划.csv"
    rows = ["代码,村,乡镇", "220882105201,民强村,舍力镇", "220882105204,民生村,舍力镇", "220882102201,新乐村,丰收镇"]
    table.write_text("\n".join(rows), encoding="utf-8-sig")
    page.get_by_role("row").filter(has_text="导入行政区划").get_by_role("link").click()
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="检查").click()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入")).to_be_visible()
