"""Every main page: no WCAG 2.1 AA violation in light and dark, no scrolling sideways at a desk or on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import DESK, Visit

pytestmark = pytest.mark.e2e
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# colours that fade over are measured when they have arrived
DARKEN = """() => {
  document.documentElement.dataset.theme = "dark";
  return Promise.all(document.getAnimations().map((animation) => animation.finished)).then(() => undefined);
}"""
PHONE = {"width": 390, "height": 844}


def _first(listing: str, selector: str = "tbody .row-link") -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(listing)
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return go


def _item(page: Page) -> None:
    _first("/villages/220882105201/", ".spine")(page)
    page.locator("tbody .row-link").first.click()
    page.locator("#items a:has(img)").first.click()
    page.locator("[data-image]").wait_for()


def _edit(page: Page) -> None:
    _first("/households/")(page)
    page.get_by_role("link", name="修改家庭").click()
    page.wait_for_load_state()


PAGES: list[tuple[str, str, str | Callable[[Page], None]]] = [
    ("sign-in", "", "/sign-in/"),
    ("home", "sheli", "/"),
    ("households", "sheli", "/households/"),
    ("household", "sheli", _first("/households/")),
    ("edit", "sheli", _edit),
    ("wall", "sheli", "/wall/"),
    ("tree", "sheli", "/tree/"),
    ("holdings", "sheli", "/holdings/?by=material"),
    ("villages", "sheli", "/villages/"),
    ("village", "sheli", "/villages/220882105201/"),
    ("box", "sheli", _first("/villages/220882105201/", ".spine")),
    ("pouch", "sheli", _first("/missing/")),
    ("viewer", "sheli", _item),
    ("rosters", "sheli", "/rosters/"),
    ("queue", "sheli", "/queue/"),
    ("missing", "sheli", "/missing/"),
    ("print", "sheli", "/printing/"),
    ("jobs", "sheli", "/jobs/"),
    ("divisions", "sheli", "/divisions/"),
    ("users", "xitong", "/users/"),
    ("user", "anquan", _first("/users/")),
    ("audit", "shenji", "/audit/"),
]


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds, a line each: rule, what it is, where. The rows after the first repeat their markup."""
    context = {"exclude": [["tbody tr:nth-child(n+9)"], ["tbody:nth-of-type(n+3)"]]}
    options = {"resultTypes": ["violations"], "preload": False} | options
    found = Axe().run(page, context, options).response["violations"]
    return [f"{v['id']}: {v['help']} {[node['target'] for node in v['nodes'][:3]]}" for v in found]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("name", "user", "where"), PAGES, ids=[page[0] for page in PAGES])
def test_page_is_accessible(visit: Visit, name: str, user: str, where: str | Callable[[Page], None]) -> None:
    page = visit(user, reduced_motion="reduce")
    page.goto(where) if isinstance(where, str) else where(page)
    assert violations(page, {"runOnly": {"type": "tag", "values": RULES}}) == []
    assert overflow(page) == 0, "scrolls sideways at 1366"
    page.evaluate(DARKEN)
    assert violations(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}) == []
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0, "scrolls sideways at 390"


def test_theme_is_switched_in_the_menu_and_kept(visit: Visit) -> None:
    page = visit("sheli", viewport=DESK)
    page.goto("/")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/households/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
