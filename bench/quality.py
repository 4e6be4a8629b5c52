"""Checking a whole county, and faults planted in it: python bench/quality.py [--households N] [--keep DIR] [--quick]

The last line is one JSON object: ``seconds_per_20000``, ``found_rate``, ``invented``, ``changed_ms_per_household``,
``again_seconds``, ``peak_mb``, ``cpu_seconds``, ``households``, ``people``, ``items``, ``rules``, ``planted``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from measuring import Archive, StageError, archive_in, copy_of, give, say

_QUICK = 1500
_ITEMS_EACH = 15


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, help="households (20000), with fifteen items each")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, under a minute")
    parser.add_argument("--each", type=int, default=3, help="faults planted for each rule (3)")
    return parser.parse_args()


def measure(archive: Archive, households: int, each: int) -> dict[str, Any]:
    """Fill an archive, then check in a process of its own, on a copy: a kept archive stays as it is."""
    archive.fill(households)
    with copy_of(archive) as copy:
        say(f"{copy.run('add_items', _ITEMS_EACH)['items']} items")
        done = copy.run("check_quality", each)
    say(
        f"{done['households']} households checked in {done['seconds']:.1f} s, {done['found']} of {done['planted']} found"
    )
    for missed in done["missed"]:
        say(f"not found: {missed}")
    for invented in done["invented"]:
        say(f"invented: {invented}")
    return {
        "seconds_per_20000": round(done["seconds"] * 20_000 / done["households"], 1),
        "first_seconds_per_20000": round(done["first_seconds"] * 20_000 / done["households"], 1),
        "again_seconds": round(done["again_seconds"], 1),
        "changed_ms_per_household": round(done["changed_ms_per_household"], 1),
        "found_rate": round(done["found"] / done["planted"], 4) if done["planted"] else 1.0,
        "invented": len(done["invented"]),
        "cpu_seconds": round(done["cpu_seconds"], 1),
        "peak_mb": round(done["peak_mb"], 1),
        **{name: done[name] for name in ("households", "people", "items", "rules", "planted")},
    }


def main() -> int:
    """Run the benchmark."""
    asked = options()
    with archive_in(asked.keep) as archive:
        try:
            figures = measure(archive, asked.households or (_QUICK if asked.quick else 20_000), asked.each)
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
