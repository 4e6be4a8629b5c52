"""打印: the county's labels by the worker, and the studio's preview."""

from __future__ import annotations

from urllib.parse import urljoin

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def pages_of(content: bytes) -> int:
    assert content.startswith(b"%PDF")
    return len(pypdfium2.PdfDocument(content))


def test_county_labels_are_made_by_the_worker(visit: Visit) -> None:
    page = visit("xianjingban")
    page.goto("/printing/")
    page.get_by_label("打印什么").select_option(label="袋面标签")
    page.get_by_label("范围").select_option(value="220882000000")
    page.get_by_role("button", name="生成 PDF").click()
    expect(page.get_by_text("可以离开本页")).to_be_visible()
    result = page.get_by_role("link", name="打开", exact=False).and_(page.locator(".button--primary"))
    expect(result).to_be_visible(timeout=60_000)
    answer = page.request.get(urljoin(page.url, result.get_attribute("href")))
    assert pages_of(answer.body()) >= 30
    # and it is found again from the desk
    page.goto("/printing/")
    expect(page.locator("tbody tr").first).to_contain_text("袋面标签")


def test_the_studio_shows_labels_from_the_first_free_place(visit: Visit) -> None:
    page = visit("sheli")
    page.goto("/printing/?kind=pouch-label")
    page.get_by_label("范围").select_option(label="民强村")
    page.get_by_label("标签纸").select_option(value="a4-2x5")
    sheet = page.get_by_role("img", name="预览第 1 页")
    expect(sheet).to_be_visible(timeout=20_000)
    # an A4 sheet at true size: 210 mm at 96 px to the inch
    assert round(sheet.bounding_box()["width"]) == 794
    usual = sheet.get_attribute("src")
    page.get_by_label("从第几张标签开始").fill("4")
    page.get_by_role("button", name="预览").click()
    expect(sheet).not_to_have_attribute("src", usual, timeout=20_000)
