"""低保家庭: found by name, initials and number; filtered; the number shown for a reason."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypinyin import Style, lazy_pinyin

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e
Household = dict[str, Any]


@pytest.fixture
def home(township: list[Household]) -> Household:
    """A household with at least two members, one of them the head."""
    return next(h for h in township if len(h["members"]) > 1 and any(m["relation"] == "02" for m in h["members"]))


def head_identity(home: Household) -> str:
    return str(next(m["identity"] for m in home["members"] if m["relation"] == "02"))


def search(page: Page, words: str) -> None:
    page.locator("body").press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_household_is_found_by_name_initials_and_number(visit: Visit, home: Household) -> None:
    page = visit("sheli")
    page.goto("/")
    initials = "".join(lazy_pinyin(home["head_name"], style=Style.FIRST_LETTER))
    address = f"/households/{home['household_code']}/"
    for words in (home["head_name"], initials, head_identity(home)[-6:]):
        search(page, words)
        expect(page.locator(f'main a[href="{address}"]').first).to_be_visible()
    search(page, home["household_code"])
    expect(page).to_have_url(re.compile(f"{address}$"))
    # a whole identity number opens the page, so that it does not stay in the address
    search(page, head_identity(home))
    expect(page).to_have_url(re.compile(f"{address}$"))
    search(page, "查无此人")
    expect(page.locator("main").get_by_text("没有找到")).to_be_visible()


def test_filters_stay_in_the_address_and_count_what_they_show(visit: Visit) -> None:
    page = visit("sheli")
    page.goto("/households/")
    everyone = page.locator("tbody tr").count()
    page.get_by_role("combobox", name="状态").select_option(label="在保（含渐退、暂缓）")
    page.wait_for_url("**state=*")
    rows = page.locator("tbody tr").count()
    assert 0 < rows <= everyone
    expect(page.locator(".page-head__subtitle")).to_contain_text(f"{rows} 户")
    page.reload()
    assert page.locator("tbody tr").count() == rows


def test_identity_number_is_shown_for_a_reason(visit: Visit, home: Household) -> None:
    page = visit("sheli")
    page.goto(f"/households/{home['household_code']}/")
    number = head_identity(home)
    expect(page.locator("main")).not_to_contain_text(number)
    page.get_by_role("link", name="查看完整证件号码").first.click()
    dialog = page.get_by_role("dialog", name="查看完整号码")
    dialog.get_by_label("理由").fill("核对证件原件")
    dialog.get_by_role("button", name="查看").click()
    expect(page.locator("#members")).to_contain_text(number)
