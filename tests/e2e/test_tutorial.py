"""The tutorial, carried out step by step as it is written."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.docs.test_tutorial import TUTORIAL
from tests.e2e.conftest import Visit, sign_in
from tests.e2e.tutorial import Clause, steps

pytestmark = pytest.mark.e2e


def test_tutorial_can_be_followed(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    for step in steps(TUTORIAL.read_text()):
        for clause in step:
            try:
                carry_out(page, clause)
            except AssertionError as fault:
                raise AssertionError(f"“{clause.step}” cannot be done on {page.url}") from fault


def carry_out(page: Page, clause: Clause) -> None:
    """Do one clause, or look for what it says can be seen."""
    first, second = clause.words[0], clause.words[-1]
    match clause.form:
        case "sign in":
            sign_in(page, first, second)
        case "page":
            expect(page.get_by_role("heading", level=1)).to_contain_text(first)
        case "press":
            press(page.locator("body"), first)
        case "press in row":
            press(page.locator("tr").filter(has_text=first).first, second, exact=False)
        case "fill":
            field(page, first).fill(second)
        case "choose":
            field(page, first).select_option(label=second)
        case "upload":
            page.get_by_label(first).first.set_input_files(TUTORIAL.parent / second)
        case "see":
            expect(page.get_by_text(first).filter(visible=True).first).to_be_visible()
        case "print":
            address = control(page.locator("body"), first).get_attribute("href")
            assert page.request.get(urljoin(page.url, address)).body().startswith(b"%PDF")


def control(within: Locator, name: str, *, exact: bool = True) -> Locator:
    """Return the button or link of this name that can be seen; in a row its name may say more to those who hear it."""
    button, link = (within.get_by_role(role, name=name, exact=exact) for role in ("button", "link"))
    return button.or_(link).filter(visible=True).first


def press(within: Locator, name: str, *, exact: bool = True) -> None:
    found = control(within, name, exact=exact)
    expect(found).to_be_visible()
    found.click()


def field(page: Page, label: str) -> Locator:
    found = page.locator("main").get_by_label(label).filter(visible=True).first
    expect(found).to_be_visible()
    return found
