"""Full-text search of the regional library: python bench/library_search.py [--texts N] [--quick]

The library is filled with texts of 400 to 3,000 characters; questions of sixteen kinds are asked again and again. The
last line is one JSON object: ``search_p95_ms``, ``search_median_ms``, ``worst_query``, ``worst_query_ms``, ``texts``,
``index_seconds``, ``peak_mb``.
"""

from __future__ import annotations

import argparse
import sys

from measuring import StageError, give, say, temporary_archive

_QUICK = 500


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, help="texts (5000)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each question is asked (20)")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} texts, some seconds")
    parser.add_argument(
        "--prepared", metavar="DIR", help="begin with a copy of this data folder, made by hudang prepare"
    )
    return parser.parse_args()


def main() -> int:
    """Run the benchmark."""
    asked = options()
    with temporary_archive(asked.prepared) as archive:
        try:
            archive.data.mkdir(parents=True, exist_ok=True)
            archive.run("found")
            figures = archive.run("search_library", asked.texts or (_QUICK if asked.quick else 5000), asked.rounds)
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    say(f"{figures['texts']} texts, slowest question: {figures['worst_query']}")
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
