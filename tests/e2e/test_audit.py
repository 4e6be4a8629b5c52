"""操作日志: the auditor sees who did what, and has the chain verified."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_auditor_reads_and_verifies_the_log(visit: Visit) -> None:
    visit("sheli").goto("/households/")
    page = visit("shenji")
    page.goto("/audit/")
    page.get_by_label("操作", exact=True).select_option(label="登录")
    page.wait_for_url("**action=*")
    expect(page.locator("tbody")).to_contain_text("李建国")
    page.locator("tbody .row-link").first.click()
    expect(page.get_by_text("上一条 SM3")).to_be_visible()
    page.goto("/audit/")
    page.get_by_role("button", name="校验日志").click()
    expect(page.get_by_text("日志完好，没有被改动、删除或插入")).to_be_visible()
    # the three administrators see no household
    answer = page.goto("/households/")
    assert answer is not None and answer.status == 403
    expect(page.get_by_role("search")).to_have_count(0)
