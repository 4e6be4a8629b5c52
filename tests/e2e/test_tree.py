"""The archive tree by key: levels are fetched as they are opened, and Enter shows a node's catalogue."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_from_the_fonds_to_a_pouch_by_key(visit: Visit) -> None:
    page = visit("sheli")
    page.goto("/tree/")
    focused = page.locator("[role=treeitem]:focus")
    page.locator("[role=treeitem][tabindex='0']").focus()
    for level in (2, 3, 4, 5):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f"[role=treeitem][aria-level='{level}']").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(focused).to_have_attribute("aria-level", str(level))
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-level", "4")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="卷内文件目录")).to_be_visible()
    expect(page.get_by_role("link", name="打印目录")).to_be_visible()
