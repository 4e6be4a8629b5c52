"""The main path without a mouse: list, household, change, and the keys that the help tells of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e
MOST_STOPS = 120
HERE = """() => {
  const at = document.activeElement, look = getComputedStyle(at), frame = getComputedStyle(at.closest(".filter") || at);
  return {
    words: (at.labels && at.labels[0] ? at.labels[0].textContent : at.getAttribute("aria-label") || at.textContent).trim(),
    // a day's own parts and its calendar are lit by the browser
    seen: at === document.body || at.type === "date" || look.boxShadow !== "none" || frame.boxShadow !== "none",
  };
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the control of that name has the focus; every stop on the way must show that it has it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        assert here["seen"], f"the focus cannot be seen on “{here['words']}”"
        if here["words"].startswith(words):
            return
    raise AssertionError(f"Tab does not lead to “{words}”")


def test_a_household_is_found_and_changed_by_keys_alone(visit: Visit) -> None:
    page = visit("sheli", reduced_motion="reduce")
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("f")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("低保家庭")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("tbody .row-link").nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(heading).to_contain_text(second)
    tab_to(page, "修改家庭")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("修改家庭")
    tab_to(page, "备注")
    page.keyboard.type("邻居常来照看")
    tab_to(page, "保存")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.get_by_text("邻居常来照看").first).to_be_visible()


def test_the_keys_are_told_and_work(visit: Visit) -> None:
    page = visit("sheli", reduced_motion="reduce")
    page.goto("/villages/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘操作")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="键盘操作")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("村盒")


def test_a_drawer_gives_the_focus_back(visit: Visit) -> None:
    page = visit("sheli", reduced_motion="reduce")
    page.goto("/ui/")
    page.get_by_role("button", name="抽屉").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="抽屉")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="抽屉")).to_be_focused()
