"""The handler of the next township sees nothing of this one, neither in lists nor by address."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_neighbour_sees_nothing_of_the_township(visit: Visit, township: list[dict[str, Any]]) -> None:
    ours = visit("sheli")
    home = township[0]
    ours.goto(f"/households/{home['household_code']}/")
    member = ours.locator("#members tbody a").first.get_attribute("href")
    ours.get_by_role("link", name="打开户袋").click()
    addresses = [f"/households/{home['household_code']}/", str(member), ours.url, *_within(ours)]
    addresses += [f"/printing/households/{home['household_code']}/pouch-label/", "/villages/220882105201/"]
    addresses += [f"/q/p{ours.url.rstrip('/').rsplit('/', 1)[1]}/"]

    theirs = visit("fengshou")
    for address in addresses:
        answer = theirs.goto(address)
        assert answer is not None and answer.status == 404, address
        expect(theirs.get_by_role("heading", level=1)).to_contain_text("没有找到")
    for words in (home["head_name"], home["members"][0]["identity"], home["household_code"]):
        theirs.goto(f"/households/?q={words}")
        expect(theirs.get_by_text("没有符合条件的家庭")).to_be_visible()
    theirs.goto("/villages/")
    expect(theirs.locator("main")).not_to_contain_text("舍力镇")
    theirs.goto("/households/")
    assert {str(cell)[:9] for cell in theirs.locator("tbody td.code").all_inner_texts()} == {"220882102"}


def _within(page: Any) -> list[str]:
    """Return the addresses of the box and of the items on a pouch's page."""
    links = page.locator('main a[href^="/items/"], main a[href^="/boxes/"]')
    return sorted({str(link.get_attribute("href")) for link in links.all()})[:6]
