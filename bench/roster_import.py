"""Import of a county's roster against the floor: python bench/roster_import.py [--households N] [--quick]

The last line is one JSON object: ``ratio_to_floor``, ``peak_mb``, ``seconds``, ``floor_seconds``, ``households``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import Any

from measuring import Archive, StageError, give, say, temporary_archive

_QUICK = 3000


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, help="households, a row each (20000)")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households, under a minute")
    parser.add_argument(
        "--prepared", metavar="DIR", help="begin with a copy of this data folder, made by hudang prepare"
    )
    return parser.parse_args()


def measure(archive: Archive, households: int) -> dict[str, Any]:
    """Import the roster into a fresh archive, then do the floor on a copy of that archive as it was before."""
    archive.run("found")
    before, roster = archive.folder / "before.sqlite3", archive.folder / "roster.xlsx"
    shutil.copyfile(archive.database, before)
    say(f"writing a roster of {households} households")
    written = archive.run("write_roster", roster, households)
    say(f"importing {written['mb']:.1f} MB, {written['columns']} columns")
    done = archive.run("import_roster", roster)
    say(f"imported in {done['seconds']:.2f} s ({done['cpu_seconds']:.2f} s of processor), {done['summary']}")
    if done["summary"]["households_new"] != households:
        raise StageError(f"only {done['summary']['households_new']} of {households} households were imported")
    floor = archive.run("roster_floor", roster, before, archive.database)
    say(
        f"floor: sheet in {floor['read_seconds']:.2f} s, {sum(floor['table_rows'].values())} rows of "
        f"{len(floor['table_rows'])} tables in {floor['insert_seconds']:.2f} s"
    )
    return {
        "ratio_to_floor": round(done["seconds"] / floor["seconds"], 2),
        "cpu_ratio_to_floor": round(done["cpu_seconds"] / floor["cpu_seconds"], 2),
        "peak_mb": round(done["peak_mb"], 1),
        "seconds": round(done["seconds"], 2),
        "floor_seconds": round(floor["seconds"], 2),
        "households": households,
    }


def main() -> int:
    """Run the benchmark."""
    asked = options()
    with temporary_archive(asked.prepared) as archive:
        try:
            figures = measure(archive, asked.households or (_QUICK if asked.quick else 20_000))
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
