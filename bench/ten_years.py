"""A household visited every month for ten years: python bench/ten_years.py [--years N] [--households N] [--requests N] [--keep DIR] [--quick]

Each month is planned, visited, handed in, accepted and filed by the product's own acts. The last line is one JSON
object: ``p95_ms`` (server time, the worst page's), ``worst``, ``pages`` and ``processor`` (p95 of each, on the clock
and of the processor), ``queries`` (of each page after all years), ``more_queries`` (the most that a page asks more than
after the first year), ``visits``, ``items`` (in the household's file), ``households``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from measuring import Archive, StageError, archive_in, copy_of, give

_QUICK, _QUICK_YEARS = 300, 2


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, help="years of monthly visits (10)")
    parser.add_argument("--households", type=int, help="households in the archive (2000)")
    parser.add_argument("--requests", type=int, default=40, help="measured requests of each page (40)")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, {_QUICK_YEARS} years")
    return parser.parse_args()


def measure(archive: Archive, households: int, years: int, requests: int) -> dict[str, Any]:
    """Fill an archive, let one household of a copy be visited, and time its pages in the same process."""
    archive.fill(households)
    with copy_of(archive) as copy:
        done = copy.run("visit_for_years", years, requests)
    worst = max(done["pages"], key=done["pages"].__getitem__)
    return {"p95_ms": done["pages"][worst], "worst": worst, **done, "households": households}


def main() -> int:
    """Run the benchmark."""
    asked = options()
    households = asked.households or (_QUICK if asked.quick else 2000)
    years = asked.years or (_QUICK_YEARS if asked.quick else 10)
    with archive_in(asked.keep) as archive:
        try:
            figures = measure(archive, households, years, asked.requests)
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
