"""Print the labels of the whole county into one file, then the print set of its largest village."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from bench.measuring import give, measured, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.archives.queries.figures import villages_for
from hudang.printing.actions.papers import print_division_now, stock_of, write_division
from hudang.printing.vocabulary import PaperKind

_USUAL_VILLAGE = 40

if __name__ == "__main__":
    actor = acting_user("xianjingban")
    with measured() as labels:
        done = write_division(
            actor=actor,
            kind=PaperKind.POUCH_LABEL,
            division_code=actor.division_code,
            stock=stock_of(),
            target=Path(sys.argv[1]),
        )
    peak = peak_mb()
    sizes = Counter({row.code: row.files for row in villages_for(actor)})
    village, pouches = min(sizes.items(), key=lambda found: abs(found[1] - _USUAL_VILLAGE))
    with measured() as village_set:
        print_division_now(actor=actor, kind=PaperKind.PRINT_SET, division_code=village, stock=stock_of())
    give(
        {
            "papers": done.papers,
            "pages": done.pages,
            "seconds": labels.seconds,
            "cpu_seconds": labels.cpu_seconds,
            "peak_mb": peak,
            "village_pouches": pouches,
            "village_set_seconds": village_set.seconds,
            "village_set_cpu_seconds": village_set.cpu_seconds,
        }
    )
