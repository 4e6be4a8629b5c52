"""Upload and import the roster as the county's handler does: the whole of what the page's button starts."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.measuring import give, measured, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.rosters.actions.imports import carry_out, summarise, upload

if __name__ == "__main__":
    roster = Path(sys.argv[1])
    actor = acting_user("xianjingban")
    with measured() as work:
        found = upload(actor=actor, source=roster, file_name=roster.name, division_code=actor.division_code)
        summary = summarise(carry_out(actor=actor, roster_import=found).judged)
    give(vars(work) | {"peak_mb": peak_mb(), "summary": summary})
