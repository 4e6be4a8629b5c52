"""Labels of a whole county in one PDF: python bench/print_labels.py [--pouches N] [--keep DIR] [--quick]

The last line is one JSON object: ``seconds_per_20000``, ``peak_mb``, ``village_set_seconds`` (the print set of the
village whose number of pouches is nearest to forty), ``pouches``, ``cpu_seconds``.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from measuring import Archive, StageError, archive_in, give, say

_QUICK = 1500


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pouches", type=int, help="pouches, one a household (20000)")
    parser.add_argument("--keep", "--data", metavar="DIR", help="keep the archive there, and use the one kept there")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} pouches, under a minute")
    return parser.parse_args()


def measure(archive: Archive, pouches: int) -> dict[str, Any]:
    """Fill an archive, then print in a process of its own."""
    archive.fill(pouches)
    done = archive.run("print_labels", archive.folder / "labels.pdf")
    if done["papers"] != pouches:
        raise StageError(f"{done['papers']} labels were printed, not {pouches}")
    say(f"{done['papers']} labels on {done['pages']} pages in {done['seconds']:.1f} s")
    return {
        "seconds_per_20000": round(done["seconds"] * 20_000 / pouches, 1),
        "cpu_seconds": round(done["cpu_seconds"], 1),
        "peak_mb": round(done["peak_mb"], 1),
        "village_set_seconds": round(done["village_set_seconds"], 2),
        "village_set_cpu_seconds": round(done["village_set_cpu_seconds"], 2),
        "village_pouches": done["village_pouches"],
        "pouches": pouches,
    }


def main() -> int:
    """Run the benchmark."""
    asked = options()
    with archive_in(asked.keep) as archive:
        try:
            figures = measure(archive, asked.pouches or (_QUICK if asked.quick else 20_000))
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
