"""Server time of the main pages: python bench/pages.py [--households N] [--requests N] [--quick]

The last line is one JSON object: ``p95_ms`` (the worst page's), ``worst``, ``pages`` (p95 of each), ``households``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from measuring import Archive, StageError, give, say, temporary_archive

_QUICK, _QUICK_REQUESTS = 1000, 10


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=20_000, help="households in the archive (20000)")
    parser.add_argument("--requests", type=int, default=40, help="measured requests of each page (40)")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, under a minute")
    return parser.parse_args()


def measure(archive: Archive, households: int, requests: int) -> dict[str, Any]:
    """Fill an archive, then time its pages in a process of its own."""
    say(f"filling an archive with {households} households")
    archive.run("fill", households)
    pages = archive.run("time_pages", requests)["pages"]
    worst = max(pages, key=pages.__getitem__)
    return {"p95_ms": pages[worst], "worst": worst, "pages": pages, "households": households}


def main() -> int:
    """Run the benchmark."""
    asked = options()
    size = (_QUICK, _QUICK_REQUESTS) if asked.quick else (asked.households, asked.requests)
    with temporary_archive() as archive:
        try:
            figures = measure(archive, *size)
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
