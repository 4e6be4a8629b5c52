"""The night's planning, all rules on: python bench/night_run.py [--households N] [--keep DIR] [--quick]

Every shipped rule is switched on, also those of other regions, and the tasks of the whole county are planned: the
first night, the same night again, and the night after. The last line is one JSON object: ``seconds_per_20000`` (the
first night), ``second_run_tasks``, ``next_night_seconds_per_20000``, ``tasks``, ``standings``, ``people``,
``peak_mb``, ``households``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from measuring import Archive, StageError, archive_in, copy_of, give, say

_QUICK = 1000


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, help="households (20000)")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, under a minute")
    return parser.parse_args()


def measure(archive: Archive, households: int) -> dict[str, Any]:
    """Fill an archive, then plan in a process of its own, on a copy: a kept archive stays as it is."""
    archive.fill(households)
    with copy_of(archive) as copy:
        done = copy.run("plan_nights")
    say(f"{done['tasks']} tasks of {done['households']} households in {done['first']:.1f} s")
    per_20000 = 20_000 / max(done["households"], 1)
    return {
        "seconds_per_20000": round(done["first"] * per_20000, 1),
        "cpu_seconds_per_20000": round(done["first_cpu"] * per_20000, 1),
        "second_run_tasks": done["second_tasks"],
        "next_night_seconds_per_20000": round(done["next"] * per_20000, 1),
        "tasks": done["tasks"],
        "standings": done["standings"],
        "people": done["people"],
        "peak_mb": round(done["peak_mb"], 1),
        "households": done["households"],
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
