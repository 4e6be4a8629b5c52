"""设置: the administrator asks for one more paper from today on, and a pouch says that it is missing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from hudang.kernel import clock
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_a_new_requirement_shows_in_a_pouch(visit: Visit) -> None:
    page = visit("xitong")
    page.goto("/settings/requirement/new/")
    page.get_by_label("材料", exact=False).first.select_option("M72")
    page.get_by_label("阶段").select_option("refused")
    page.get_by_label("要求", exact=False).first.select_option("R")
    page.get_by_label("启用日期").fill(clock.today().isoformat())
    page.get_by_role("button", name="看影响").click()
    expect(page.locator("form .notice")).to_contain_text("个在用户袋将显示缺少这种材料")
    page.get_by_role("button", name="确认保存").click()
    expect(page).to_have_url(re.compile(r"/settings/requirement/\d+/$"))

    page = visit("dangan")
    page.goto("/households/?state=REFUSED")
    page.locator("tbody a.row-link").first.click()
    page.get_by_role("link", name="户袋").first.click()
    expect(page.locator("main")).to_contain_text("年审公示")
