"""Every page of the product that a post can reach by its links: found by following them, one address of each name."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Error, Page, Response

_LINK = re.compile(r'\b(?:href|data-href)="([^"#][^"]*)"')
# what their links lead to depends on how far the work on each is, so every one of them is fetched
_EACH_ITS_OWN = {"casework:case", "casework:notice", "investigation:task", "investigation:tasks"}
_QUEUED = re.compile(r'name="pages" value="(\d+)"')


@dataclass(frozen=True)
class Found:
    """A page: the name of its address in the URLconf, and one such address."""

    name: str
    path: str


def pages_of(
    page: Page, known: set[str], files: Collection[str], starts: Sequence[str], through: bool
) -> Iterator[Found]:
    """Open and yield a page of each name that is not ``known`` and can be reached from these; it is known then.

    What bears a name of ``files`` is fetched once without being shown; so are known pages, for the links that they hold
    for this user: all of them, or only the starts, unless the way leads ``through`` them.
    """
    waiting, seen, names = deque(starts), set(starts), set() if through else set(known)
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if not name or (name in names - _EACH_ITS_OWN and path not in starts) or (name in known and name in files):
            continue
        answer = page.request.get(path) if name in files or name in names | known else _opened(page, path)
        text = answer.text() if "html" in answer.headers.get("content-type", "") else ""
        landed = name_of(urlsplit(answer.url).path) or name
        new = landed not in names | known
        names |= {name, landed}
        if answer.ok:
            known |= {name, landed}
            if new and "<main" in text:
                yield Found(landed, urlsplit(answer.url)._replace(scheme="", netloc="").geturl())
        for linked in [*_links(text, answer.url), *_of_queue(text)]:
            if linked not in seen:
                seen.add(linked)
                waiting.append(linked)


def _opened(page: Page, path: str) -> Response | APIResponse:
    """Open what a link leads to; a file, which no window shows, is fetched."""
    try:
        answer = page.goto(path)
    except Error:
        answer = None
    return answer or page.request.get(path)


def name_of(path: str) -> str:
    """Return the name of an address; nothing for what is no address of ours."""
    try:
        return str(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return ""


def _links(text: str, base: str) -> Iterator[str]:
    for link in _LINK.findall(text):
        joined = urlsplit(urljoin(base, html.unescape(link)))
        if joined.netloc == urlsplit(base).netloc and not joined.path.startswith("/static/"):
            yield joined._replace(scheme="", netloc="", fragment="").geturl()


def _of_queue(text: str) -> Iterator[str]:
    """The queue sends the ticked pages by a form."""
    found = _QUEUED.search(text)
    if found and "/queue/decide/" in text:
        yield f"/queue/decide/?pages={found[1]}"
