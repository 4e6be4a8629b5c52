"""A year of recertification, day by day: python bench/simulate_year.py [--households N] [--days N] [--seed S] [--quick]

Every night is planned and every day some of what is open is done, early, late or never, while incomes begin and end,
certificates lapse, people die and households leave. What should be there is reckoned beside it by other means: plain
loops over the register and the calendar, not the product's rules. The last line is one JSON object: ``missing``
(tasks that should be there and are not), ``invented`` (that should not be there), ``doubled`` (one rule, subject and
period twice, or two open at once under a rule by intervals), ``wrong_dates``, ``tasks``, ``done``, ``nights``,
``seconds``, ``households``.
"""

from __future__ import annotations

import argparse
import sys

from measuring import StageError, give, say, temporary_archive

_QUICK = 40


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, help="households (1000)")
    parser.add_argument("--seed", type=int, default=1, help="what happens in the year (1)")
    parser.add_argument("--days", type=int, help="days (365)")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} households and a quarter of a year")
    parser.add_argument(
        "--prepared", metavar="DIR", help="begin with a copy of this data folder, made by hudang prepare"
    )
    return parser.parse_args()


def main() -> int:
    """Run the benchmark."""
    asked = options()
    households = asked.households or (_QUICK if asked.quick else 1000)
    with temporary_archive(asked.prepared) as archive:
        try:
            archive.fill(households)
            figures = archive.run("live_a_year", asked.seed, asked.days or (92 if asked.quick else 365))
        except StageError as failure:
            print(failure, file=sys.stderr)
            return 1
    say(f"{figures['nights']} nights, {figures['tasks']} tasks, {figures['done']} done")
    give(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
