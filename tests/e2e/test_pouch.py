"""户袋: papers uploaded, listed, looked at by key, and taken home as they came."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e
Save = Callable[[Page, Callable[[], object]], Path]


def sheet(words: str) -> Image.Image:
    """Return a page that differs from any other by its words."""
    image = Image.new("L", (620, 877), 250)
    ImageDraw.Draw(image).text((60, 80), words, fill=20)
    return image


def papers(folder: Path, materials: list[str]) -> list[Path]:
    """Write a paper of each material, named by its code: two photographs and a PDF of two pages."""
    first, second, document = (
        folder / f"{code}.{kind}" for code, kind in zip(materials, ("jpg", "jpg", "pdf"), strict=True)
    )
    for path in (first, second):
        sheet(str(path)).save(path)
    pages = [sheet(f"{document} {number}") for number in (1, 2)]
    pages[0].save(document, save_all=True, append_images=pages[1:])
    return [first, second, document]


def open_emptiest(page: Page, nth: int = 0) -> None:
    """Open the pouch that lacks most papers, or the next after it."""
    page.goto("/missing/")
    numbers = [int(text) for text in page.locator('td[data-label="缺件数"]').all_inner_texts()]
    order = sorted(range(len(numbers)), key=lambda row: -numbers[row])
    page.locator("tbody .row-link").nth(order[nth]).click()
    expect(page.get_by_role("heading", name="应有材料")).to_be_visible()


def test_papers_are_uploaded_and_looked_at(visit: Visit, tmp_path: Path, downloads: Save) -> None:
    page = visit("sheli")
    open_emptiest(page)
    items, lacking = page.locator("#items tbody tr"), page.locator("#papers tr.is-warn")
    before, missing = items.count(), lacking.count()
    assert missing >= 3
    files = papers(tmp_path, lacking.locator(".code").all_inner_texts()[:3])
    page.locator(".dropzone__input").set_input_files(files)
    page.get_by_role("button", name="归档", exact=True).click()
    expect(page.get_by_text("全部上传完成")).to_be_visible()
    expect(page.locator(".upload-list__state").first).to_contain_text("已归入第")
    expect(items).to_have_count(before + 3)
    expect(lacking).to_have_count(missing - 3)

    said = page.locator(".upload-list__line").filter(has_text=files[2].name).inner_text()
    number = re.search(r"已归入第 (\d+) 件", said)
    assert number is not None, said
    page.get_by_role("link", name=f"查看第 {number[1]} 件的图像").click()
    image = page.locator("[data-image]")
    expect(image).to_be_visible()
    look_by_key(page)
    path = downloads(page, lambda: page.get_by_role("link", name="原件").click())
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(files[2].read_bytes()).digest()


def test_scans_without_a_telling_name_are_named_one_by_one(visit: Visit, tmp_path: Path) -> None:
    page = visit("sheli")
    open_emptiest(page, 1)
    items, lacking = page.locator("#items tbody tr"), page.locator("#papers tr.is-warn")
    before, wanted = items.count(), lacking.locator(".code").all_inner_texts()[:2]
    scans = [
        path.rename(path.with_name(f"scan_{n}.jpg")) for n, path in enumerate(papers(tmp_path, [*wanted, "M85"])[:2])
    ]
    page.locator(".dropzone__input").set_input_files(scans)
    choices, send = page.locator(".upload-list select"), page.get_by_role("button", name="归档", exact=True)
    choices.nth(0).select_option(wanted[0])
    send.click()
    expect(page.locator(".upload-list__state").nth(1)).to_contain_text("看不出是哪种材料")
    choices.nth(1).select_option(wanted[1])
    send.click()
    expect(page.locator(".upload-list__state").nth(1)).to_contain_text("已归入第")
    expect(items).to_have_count(before + 2)


def look_by_key(page: Page) -> None:
    """Turn pages, zoom and rotate with keys only."""
    number, zoom = page.get_by_label("页码"), page.locator("[data-zoom]")
    page.locator("body").press("ArrowRight")
    expect(number).to_have_value("2")
    page.keyboard.press("ArrowLeft")
    expect(number).to_have_value("1")
    expect(page.locator("[data-image]")).to_be_visible()
    fitting = int(zoom.inner_text().rstrip("%"))
    page.keyboard.press("+")
    assert int(zoom.inner_text().rstrip("%")) > fitting
    page.keyboard.press("r")
    assert "rotate(90deg)" in str(page.locator("[data-image]").get_attribute("style"))
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="适合整页")).to_have_attribute("aria-pressed", "true")


def test_same_file_twice_is_kept_once_and_said_so(visit: Visit, tmp_path: Path) -> None:
    page = visit("sheli")
    open_emptiest(page, nth=1)
    only = tmp_path / "户口簿.jpg"
    sheet(f"twice {tmp_path}").save(only)
    for words in ("已归入第", "已"):
        page.locator(".dropzone__input").set_input_files(only)
        page.get_by_role("button", name="归档", exact=True).click()
        expect(page.locator(".upload-list__state").last).to_contain_text(words)
    expect(page.locator(".upload-list__state.is-warn")).to_have_count(1)


def test_file_of_no_known_kind_is_refused_in_its_line(visit: Visit, tmp_path: Path) -> None:
    page = visit("sheli")
    open_emptiest(page)
    wrong = tmp_path / "户口簿.jpg"
    wrong.write_text("这不是图像", encoding="utf-8")
    page.locator(".dropzone__input").set_input_files(wrong)
    page.get_by_role("button", name="归档", exact=True).click()
    expect(page.locator(".upload-list__state.is-bad")).to_have_count(1)
    expect(page.get_by_text("1 个文件没有上传，原因见列表")).to_be_visible()
