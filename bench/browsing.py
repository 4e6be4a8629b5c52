"""The same pages in Chromium: until when they are drawn, whether they shift, and what goes over the line."""

from __future__ import annotations

import shutil
from typing import Any

from measuring import Archive, say
from playwright.sync_api import Browser, sync_playwright
from serving import Visitor, served

_ARGUMENTS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
_WINDOW_UP_MS = 1500
_DESK = {"width": 1366, "height": 768}
# the browser tells of what it draws and moves while it does, so somebody must listen from the beginning
_LISTEN = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => { for (const e of list.getEntries()) window.seen.paint = e.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.seen.shift += e.value; })
  .observe({type: 'layout-shift', buffered: true});
"""
_TELL = """() => ({
  paint: Math.max(window.seen.paint, performance.getEntriesByType('navigation')[0].loadEventEnd),
  shift: window.seen.shift,
  weight: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(e => e.initiatorType !== 'img').reduce((sum, e) => sum + e.transferSize, 0) / 1024,
})"""


def chromium() -> str | None:
    """Return where Chromium is, if it is."""
    return shutil.which("chromium")


def browse(archive: Archive, addresses: dict[str, list[str]], rounds: int = 3) -> dict[str, dict[str, float]]:
    """Open each page a few times with nothing in the browser's cache; return the middle figures of each."""
    found = {}
    with served(archive) as base, sync_playwright() as playwright:
        cookies = {username: _cookies(base, username) for username in {user for user, _ in addresses.values()}}
        browser = playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        for name, (username, path) in addresses.items():
            opened = [_open(browser, base, path, cookies[username]) for _ in range(rounds)]
            found[name] = {key: sorted(told[key] for told in opened)[rounds // 2] for key in opened[0]}
            figures = found[name]
            say(
                f"{name:<22} drawn {figures['paint']:6.0f} ms   shift {figures['shift']:.4f}   {figures['weight']:6.1f} KB"
            )
        browser.close()
    return found


def _cookies(base: str, username: str) -> list[dict[str, Any]]:
    visitor = Visitor(base)
    visitor.sign_in(username)
    return [{"name": name, "value": value, "url": base} for name, value in visitor.cookies.items()]


def _open(browser: Browser, base: str, path: str, cookies: list[dict[str, Any]]) -> dict[str, float]:
    context = browser.new_context(viewport=_DESK, locale="zh-CN", base_url=base)  # type: ignore[arg-type]
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(_LISTEN)
    # a new window's own tool bars take most of a second of processor, which clerks wait for once a day
    page.wait_for_timeout(_WINDOW_UP_MS)
    page.goto(path, wait_until="networkidle")
    told: dict[str, float] = page.evaluate(_TELL)
    context.close()
    return told
