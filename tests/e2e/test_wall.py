"""The archive wall by the keyboard alone: filter, spine, box, pouch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_from_the_wall_to_a_pouch_without_a_mouse(visit: Visit) -> None:
    page = visit("xianjingban")
    page.goto("/wall/?division=220882105000")
    spines = page.locator(".wall-spine[href*='/boxes/']")
    expect(page.locator(".wall-spine[tabindex='0']")).to_have_count(1)
    page.keyboard.press("f")
    page.keyboard.type("mqc")
    expect(page.get_by_role("status").filter(has_text="找到")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".wall-spine:focus")).to_have_attribute("aria-label", re.compile("民强村"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(spines.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(spines.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/boxes/*/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pouches/*/")
