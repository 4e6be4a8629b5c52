"""A real browser before a real server: Debian's Chromium, the demo county, gunicorn and worker.

The demo county is made once for all processes, each of which serves a copy of its own: under xdist one looks at every
page, another does all other tests of the browser (tests/conftest.py). These share it, so each works on households of
its own.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Response, expect, sync_playwright

from tests.conftest import made_once
from tests.e2e.served import Archive

PASSWORD = "Hudang-2026"
DESK = {"width": 1366, "height": 768}
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-gpu-compositing --disable-gpu-rasterization --num-raster-threads=1 "
    "--disable-site-isolation-trials --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WAIT = 20_000
# the one without windows costs less of the processor
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what needs no demo county, while the other process makes it."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/e2e/test_first_run.py"))


@pytest.fixture(scope="session")
def playwright_of_session() -> Iterator[Playwright]:
    """What drives browsers. Without Chromium these tests fail in CI and are skipped elsewhere."""
    if CHROMIUM is None:
        words = "Chromium is not installed: apt-get install chromium-headless-shell fonts-noto-cjk"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(words)
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        yield playwright
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright_of_session: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    launched = playwright_of_session.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Archive]:
    """The demo county, small unless pictures are taken of it, served."""
    pictured = os.environ.get("HUDANG_SCREENSHOTS") == "1"
    words = ("--seed 1" if pictured else "--households 120 --seed 7 --scanned 6").split()
    demo = made_once(tmp_path_factory, "demo", lambda data: Archive(data, prepared).run("demo", *words))
    archive = Archive(tmp_path_factory.mktemp("county"), demo)
    archive.serve()
    yield archive
    archive.stop()


@pytest.fixture(scope="session")
def township(county: Archive) -> list[dict[str, Any]]:
    """The households of 舍力镇 with their numbers in clear, as the command line gives them."""
    return county.lines("households", "--division", "220882105", "--reveal", "--reason", "浏览器测试核对")


@dataclass
class Visitors:
    """Opens pages, each in a context of its own; signs in each user once an archive."""

    browser: Browser
    kept: dict[tuple[str, str], Any] = field(default_factory=dict)
    open: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def page(self, archive: Archive, user: str = "", **context: Any) -> Page:
        """Return a new page before this archive, signed in when a user is named."""
        options: dict[str, Any] = {"viewport": DESK, "locale": "zh-CN", "base_url": archive.url} | context
        if user:
            options["storage_state"] = self._signed_in(archive, user)
        return self._opened(options)

    def _opened(self, options: dict[str, Any]) -> Page:
        context = self.browser.new_context(**options)
        context.set_default_timeout(WAIT)
        self.open.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("response", self._look)
        return page

    def _look(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def _signed_in(self, archive: Archive, user: str) -> Any:
        if (archive.url, user) not in self.kept:
            # without a window, which takes a second of the processor; the form itself has tests of its own
            context = self.browser.new_context(base_url=archive.url, locale="zh-CN")
            token = _TOKEN.search(context.request.get("/sign-in/").text())
            assert token is not None
            form = {"csrfmiddlewaretoken": token[1], "username": user, "password": PASSWORD}
            answer = context.request.post("/sign-in/", form=form, headers={"Referer": f"{archive.url}/sign-in/"})
            assert answer.url == f"{archive.url}/", f"{user} is not let in: {answer.status} {answer.url}"
            self.kept[archive.url, user] = context.storage_state()
            context.close()
        return self.kept[archive.url, user]


def sign_in(page: Page, user: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(user)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


@pytest.fixture(scope="session")
def kept() -> dict[tuple[str, str], Any]:
    """Cookies of the users who signed in."""
    return {}


@pytest.fixture
def visitors(browser: Browser, kept: dict[tuple[str, str], Any]) -> Iterator[Visitors]:
    """Pages before any archive; afterwards no script may have failed and no answer may have been a 5xx."""
    found = Visitors(browser, kept)
    yield found
    for context in found.open:
        context.close()
    assert found.faults == []


Visit = Callable[..., Page]


@pytest.fixture
def visit(visitors: Visitors, county: Archive) -> Visit:
    """Open a page of the demo county: ``visit("sheli")``."""
    return lambda user="", **context: visitors.page(county, user, **context)


@pytest.fixture
def downloads(tmp_path: Path) -> Callable[[Page, Callable[[], object]], Path]:
    """Return a function that does something and keeps the file that the browser then saves."""

    def save(page: Page, act: Callable[[], object]) -> Path:
        with page.expect_download() as caught:
            act()
        path = tmp_path / caught.value.suggested_filename
        caught.value.save_as(path)
        return path

    return save
