"""The search box by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Visit


def test_suggestions_by_keyboard(visit: Visit, township: list[dict[str, Any]]) -> None:
    home = township[0]
    page = visit("sheli")
    page.goto("/")
    page.locator("body").press("/")
    box = page.get_by_role("combobox", name="查找家庭、户袋和村")
    expect(box).to_be_focused()
    page.keyboard.type(home["head_name"])
    options = page.get_by_role("option")
    expect(options.filter(has_text=home["head_name"]).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill(home["household_code"])
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/households/{home['household_code']}/$"))
