"""The standard raised for all: python bench/recompute.py [--households N] [--keep DIR] [--quick]

Every household of the county has an award and is recomputed with a new standard; then the batch is approved. The last
line is one JSON object: ``seconds_per_20000``, ``ms_per_assessment``, ``approve_seconds_per_20000``, ``peak_mb``,
``cpu_seconds``, ``households``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from measuring import Archive, StageError, archive_in, copy_of, give, say

_QUICK = 1500


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, help="households (20000)")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, under a minute")
    return parser.parse_args()


def measure(archive: Archive, households: int) -> dict[str, Any]:
    """Fill an archive, then recompute in a process of its own, on a copy: a kept archive stays as it is."""
    archive.fill(households)
    with copy_of(archive) as copy:
        done = copy.run("recompute")
    say(f"{done['recomputed']} households recomputed in {done['seconds']:.1f} s, {done['changed']} get a new award")
    per_20000 = 20_000 / done["recomputed"]
    return {
        "seconds_per_20000": round(done["seconds"] * per_20000, 1),
        "approve_seconds_per_20000": round(done["approve_seconds"] * per_20000, 1),
        "ms_per_assessment": round(done["ms_per_assessment"], 3),
        "cpu_seconds": round(done["cpu_seconds"], 1),
        "peak_mb": round(done["peak_mb"], 1),
        "households": done["recomputed"],
    }


def main() -> int:
    """Run the benchmark."""
    asked = options()
    with archive_in(asked.keep) as archive:
        try:
            figures = measure(archive, asked.households or (_QUICK if asked.quick else 20_000))
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
