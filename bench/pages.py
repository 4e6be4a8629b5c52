"""The main pages: python bench/pages.py [--households N] [--requests N] [--keep DIR] [--no-browser] [--quick]

The last line is one JSON object: ``p95_ms`` (server time, the worst page's), ``worst``, ``pages`` (p95 of each),
``processor_p95_ms`` (the worst page's processor time), ``paint_ms``, ``layout_shift`` and ``weight_kb`` (the worst
page's in Chromium, ``null`` without it), ``households``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from browsing import browse, chromium
from measuring import Archive, StageError, archive_in, give, say

_QUICK, _QUICK_REQUESTS = 600, 8
# below so many requests somebody is in a hurry
_ENOUGH = 20
# what is opened in the browser: the pages that the day is spent on
_DRAWN = ("home", "households", "household", "wall", "tree", "villages", "missing", "pouch")


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, help="households in the archive (20000)")
    parser.add_argument("--requests", type=int, help="measured requests of each page (40)")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--no-browser", action="store_true", help="leave Chromium out")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, under a minute")
    return parser.parse_args()


def drawn(archive: Archive, addresses: dict[str, list[str]], rounds: int) -> dict[str, Any]:
    """Return what the browser tells of the main pages, the worst of each figure."""
    pages = browse(archive, {name: addresses[name] for name in _DRAWN if name in addresses}, rounds)
    return {
        "paint_ms": round(max(page["paint"] for page in pages.values())),
        "layout_shift": round(max(page["shift"] for page in pages.values()), 4),
        "weight_kb": round(max(page["weight"] for page in pages.values()), 1),
        "drawn": {name: {key: round(value, 4) for key, value in page.items()} for name, page in pages.items()},
    }


def measure(archive: Archive, households: int, requests: int, browser: bool) -> dict[str, Any]:
    """Fill an archive, time its pages in a process of its own, then open them in a browser."""
    archive.fill(households)
    timed = archive.run("time_pages", requests)
    pages = timed["pages"]
    worst = max(pages, key=pages.__getitem__)
    figures = {
        "p95_ms": pages[worst],
        "worst": worst,
        "pages": pages,
        "processor_p95_ms": max(timed["processor"].values()),
        "kilobytes": timed["kilobytes"],
        "paint_ms": None,
        "layout_shift": None,
        "weight_kb": None,
        "households": households,
    }
    if browser and chromium() is None:
        say("Chromium is not installed: what it draws is not measured")
    elif browser:
        figures |= drawn(archive, timed["addresses"], 1 if requests < _ENOUGH else 3)
    return figures


def main() -> int:
    """Run the benchmark."""
    asked = options()
    households = asked.households or (_QUICK if asked.quick else 20_000)
    requests = asked.requests or (_QUICK_REQUESTS if asked.quick else 40)
    with archive_in(asked.keep) as archive:
        try:
            figures = measure(archive, households, requests, not asked.no_browser)
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
