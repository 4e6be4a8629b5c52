"""申请: the first entry by the village assistant on a phone, with the line lost on the way; what follows: test_applications."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from hudang.kernel.identity import check_digit
from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e
PHONE = {"width": 390, "height": 844}


def identity(first_17: str) -> str:
    """Return an invented identity number that is right."""
    return first_17 + check_digit(first_17)


def saved(page: Page) -> None:
    """Wait until the desk says that it kept everything."""
    expect(page.locator(".page-head [data-desk-saved]")).to_contain_text("已保存")


def fill_member(page: Page, prefix: str, **values: str) -> None:
    """Fill in what every member's form asks."""
    usual = {
        "ethnicity": "01",
        "registration": "2",
        "marital": "20",
        "health": "2",
        "work_capacity": "4",
        "employment": "8",
    }
    for name, value in {**usual, **values}.items():
        control = page.locator(f"[name='{prefix}_{name}']")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def test_an_application_is_kept_though_the_line_is_lost(visit: Visit) -> None:
    page = visit("minqiang", viewport=PHONE)
    page.goto("/cases/new/")
    page.get_by_role("button", name="开始填写申请").click()
    fill_member(page, "members_0", name="田有福", identity=identity("22088219570316841"), relation="02")
    # the number tells birthday and sex
    expect(page.locator("[name=members_0_born_on]")).to_have_value("1957-03-16")
    page.locator("[name=phone]").fill("13804369876")
    page.locator("[name=address]").fill("民强村五组 8 号")
    page.locator("[name=house_kind]").select_option(index=1)
    page.locator("[name=causes][value='1']").check()
    saved(page)
    page.context.set_offline(True)
    page.locator("#id_reason").fill("年老多病，没有劳动能力")
    expect(page.locator(".page-head [data-desk-saved]")).to_contain_text("网络断开")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator("#id_reason")).to_have_value("年老多病，没有劳动能力")
