"""申请: from the first entry by the village assistant, with the line lost on the way, to acceptance by the township."""

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


def test_an_application_goes_from_first_entry_to_acceptance_by_two_people(visit: Visit) -> None:
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
    for _ in range(4):
        page.locator("[name=go][value=next]").click()
    page.locator("[name=members_0_pledge_signed_on]").fill("2026-01-05")
    page.locator("[name=members_0_pledge_way]").select_option("paper")
    page.locator("[name=has_near_relative]").select_option("no")
    page.locator("[name=go][value=next]").click()
    for copies in page.locator("input[name$=_copies]").all():
        copies.fill("1")
    page.locator("[name=go][value=next]").click()
    expect(page.get_by_text("申报完整")).to_be_visible()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("已办理：提交申请")).to_be_visible()
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    # the assistant waits for the township
    expect(page.get_by_role("link", name="受理", exact=True)).to_have_count(0)

    desk = visit("sheli")
    desk.goto(f"/cases/?q={number}")
    desk.get_by_role("link", name="田有福").click()
    desk.get_by_role("link", name="受理", exact=True).click()
    desk.get_by_label("意见").fill("材料齐全，符合受理条件")
    desk.get_by_role("button", name="受理", exact=True).click()
    expect(desk.get_by_text("已办理：受理")).to_be_visible()
    expect(desk.get_by_text("意见：材料齐全，符合受理条件")).to_be_visible()
    expect(desk.locator("#papers")).to_contain_text("受理通知书")
    expect(desk.locator("#clocks")).to_contain_text("还剩")
    desk.locator("#pouch a.code").click()
    expect(desk.get_by_text("田有福").first).to_be_visible()

    # the neighbouring township does not learn of it
    assert visit("fengshou").goto(f"/cases/{number}/").status == 404  # type: ignore[union-attr]
