"""The pictures of the README and the guide: HUDANG_SCREENSHOTS=1 writes docs/screenshots, other runs leave them as they are."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.rosters import household, identity, roster
from tests.e2e.served import CHECKOUT
from tests.e2e.test_import import try_out, upload
from tests.e2e.test_phone import PHONE

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(os.environ.get("HUDANG_SCREENSHOTS") != "1", reason="only with HUDANG_SCREENSHOTS=1"),
]
FOLDER = CHECKOUT / "docs" / "screenshots"
LARGEST = 120_000
VILLAGE = "/villages/220882105201/"


def keep(page: Page, name: str) -> None:
    """Write what the window shows, in as many colours as fit into the allowed size."""
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for colours in (0, 256, 128, 64):
        target = io.BytesIO()
        fewer = image.quantize(colours, kmeans=2, dither=Image.Dither.NONE) if colours else image
        fewer.save(target, "PNG", optimize=True)
        if len(target.getvalue()) <= LARGEST:
            break
    assert len(target.getvalue()) <= LARGEST, name
    (FOLDER / f"{name}.png").write_bytes(target.getvalue())


def _open_household(page: Page) -> None:
    page.goto("/households/?division=220882105201&sort=-size")
    page.locator("tbody .row-link").first.click()
    expect(page.get_by_role("heading", name="家庭成员")).to_be_visible()


def _open_pouch(page: Page) -> None:
    page.goto(VILLAGE)
    page.locator(".spine").first.click()
    page.locator("tbody .row-link").first.click()
    expect(page.locator("#items")).to_be_visible()


def _open_viewer(page: Page) -> None:
    _open_pouch(page)
    page.locator("#items tbody tr").filter(has_text="申请书").locator("a:has(img)").first.click()
    expect(page.locator("[data-image]")).to_be_visible()


def _open_box(page: Page) -> None:
    page.goto(VILLAGE)
    page.locator(".spine").first.click()


def _search(page: Page) -> None:
    page.goto("/")
    page.get_by_placeholder("姓名、拼音").press_sequentially("zhang")
    expect(page.locator(".suggest__line").first).to_be_visible()


def _choose_columns(page: Page) -> None:
    page.goto("/households/")
    page.locator("details.menu summary").filter(has_text="列").click()
    expect(page.get_by_role("button", name="恢复默认列")).to_be_visible()


def _change_state(page: Page) -> None:
    _open_household(page)
    page.get_by_role("link", name="变动与停保").click()


def _open_tree(page: Page) -> None:
    page.goto("/tree/")
    page.locator(".tree a").first.click()


def _open_scheme(page: Page) -> None:
    page.goto("/settings/schemes/")
    page.locator("tbody .row-link").first.click()


def _photograph(page: Page) -> None:
    page.goto("/missing/")
    page.locator("tbody .row-link").first.click()
    page.get_by_role("link", name="逐件归档").click()
    page.locator("[data-shot]").set_input_files(CHECKOUT / "docs/guide/files/户口簿-练习.jpg")
    expect(page.locator(".tray__page")).to_have_count(1)


def _open_case(page: Page) -> None:
    page.goto("/cases/?stage=on_notice")
    page.locator("tbody .row-link").first.click()
    expect(page.get_by_role("heading", name="办理经过")).to_be_visible()


def _open_notice(page: Page) -> None:
    page.goto("/cases/notices/")
    page.locator("main a[href*='/notices/2']").first.click()
    expect(page.get_by_role("heading", name="公示对象")).to_be_visible()


SHOTS: dict[str, str | Callable[[Page], None]] = {
    "home": "/",
    "households": "/households/",
    "household": _open_household,
    "village": "/villages/",
    "box": _open_box,
    "pouch": _open_pouch,
    "viewer": _open_viewer,
    "missing": "/missing/",
    "print": "/printing/",
    "search": _search,
    "columns": _choose_columns,
    "state": _change_state,
    "wall": "/wall/",
    "holdings": "/holdings/?by=class",
    "tree": _open_tree,
    "late": "/late/",
    "cases": "/cases/",
    "case": _open_case,
    "notice": _open_notice,
    "help": "/help/",
}
OF_OTHERS: dict[str, tuple[str, str | Callable[[Page], None]]] = {
    "duties": ("dangan", "/duties/"),
    "settings": ("dangan", "/settings/"),
    "scheme": ("dangan", _open_scheme),
    "label-design": ("dangan", "/printing/designs/"),
    "users": ("xitong", "/users/"),
    "audit": ("shenji", "/audit/"),
}


@pytest.mark.parametrize("name", SHOTS)
def test_page_is_pictured(visit: Visit, name: str) -> None:
    page, where = visit("sheli"), SHOTS[name]
    page.goto(where) if isinstance(where, str) else where(page)
    keep(page, name)


@pytest.mark.parametrize("name", OF_OTHERS)
def test_page_of_others_is_pictured(visit: Visit, name: str) -> None:
    user, where = OF_OTHERS[name]
    page = visit(user)
    page.goto(where) if isinstance(where, str) else where(page)
    keep(page, name)


def test_dry_run_is_pictured(visit: Visit, tmp_path: Path) -> None:
    page, number = visit("sheli"), identity()
    wrong = number[:17] + ("1" if number[-1] != "1" else "2")
    rows = [household(name) for name in ("宫德福", "宫玉珍", "宫长顺", "宫秀兰")]
    rows += [household("宫有财", **{"身份证号": wrong}), household("宫凤云", **{"联系电话": "1390436"})]
    upload(page, roster(tmp_path / "舍力镇民强村四季度花名册.xlsx", rows))
    try_out(page)
    keep(page, "import")


@pytest.mark.parametrize(("name", "where"), [("phone", _open_household), ("camera", _photograph)])
def test_phone_is_pictured(visit: Visit, name: str, where: Callable[[Page], None]) -> None:
    page = visit("minqiang", **PHONE)
    where(page)
    keep(page, name)
