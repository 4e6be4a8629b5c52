"""Signing in, by keyboard alone, and being refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, Visit, sign_in

pytestmark = pytest.mark.e2e


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))


def test_township_handler_signs_in_and_works_by_keyboard(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    expect(page.get_by_label("用户名")).to_be_focused()
    page.keyboard.type("sheli")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    # every key of the help works: search, rows, opening the row
    page.keyboard.press("/")
    expect(page.get_by_label("查找家庭")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("f")
    expect(page.get_by_role("heading", level=1)).to_have_text("低保家庭")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="家庭成员")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘操作")).to_be_visible()


def test_wrong_password_says_what_to_do(visit: Visit) -> None:
    page = visit()
    sign_in(page, "sheli", "Hudang-2025")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("用户名或密码不对")
    expect(alert).to_contain_text("系统管理员")
    expect(page.get_by_label("用户名")).to_have_value("sheli")
    expect(page.get_by_label("密码")).to_have_value("")


def test_page_asked_for_opens_after_sign_in(visit: Visit) -> None:
    page = visit()
    page.goto("/missing/")
    page.get_by_label("用户名").fill("sheli")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("缺件")
