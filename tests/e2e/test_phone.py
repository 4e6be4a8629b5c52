"""A village assistant with a phone reads a household and files a paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.test_pouch import sheet

pytestmark = pytest.mark.e2e
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


def test_village_assistant_files_a_paper(visit: Visit, tmp_path: Path) -> None:
    page = visit("minqiang", **PHONE)
    page.goto("/")
    page.get_by_role("link", name="打开菜单").tap()
    page.get_by_role("link", name="低保家庭", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("低保家庭")
    # who has only applied has no pouch yet, nor have the households that the tests of the route add at the end
    page.goto("/households/?state=ACTIVE")
    page.locator("tbody .row-link").first.tap()
    expect(page.get_by_role("heading", name="家庭成员")).to_be_visible()
    expect(page.get_by_role("link", name="修改家庭")).to_have_count(0)
    page.get_by_role("link", name="打开户袋").tap()
    page.get_by_role("link", name="逐件归档").tap()
    first, second = tmp_path / "IMG_0002.jpg", tmp_path / "IMG_0001.jpg"
    for photograph in (first, second):
        sheet(f"taken with a phone {photograph}").save(photograph)
    page.get_by_label("材料", exact=False).first.select_option(index=3)
    camera, taken = page.locator("[data-shot]"), page.locator(".tray__page")
    camera.set_input_files(first)
    expect(taken).to_have_count(1)
    camera.set_input_files(second)
    expect(page.get_by_text("共 2 页，按此顺序归为一件")).to_be_visible()
    taken.nth(1).get_by_role("button", name="前移").tap()
    taken.nth(0).get_by_role("button", name="向右旋转").tap()
    taken.nth(1).get_by_role("button", name="裁剪").tap()
    page.get_by_label("上", exact=True).fill("10")
    page.get_by_role("button", name="裁好了").tap()
    heights = [int(canvas.get_attribute("height") or 0) for canvas in page.locator(".tray__picture").all()]
    assert heights == [226, 320], "turned on its side; a tenth cut off the top of the other"
    page.get_by_role("button", name="归档", exact=True).tap()
    expect(page.get_by_text("已归入第")).to_contain_text("2 页")
    page.locator("#items .row-link").last.tap()
    expect(page.locator("[data-image]")).to_be_visible()
