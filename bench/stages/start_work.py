"""Let the worker import a roster and print the labels of the county: arguments are the roster and what to print."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.measuring import give
from hudang.accounts.actions.console import acting_user
from hudang.printing.actions.papers import stock_of
from hudang.printing.tasks import start_printing
from hudang.printing.vocabulary import PaperKind
from hudang.rosters.actions.imports import upload
from hudang.rosters.tasks import start

if __name__ == "__main__":
    roster, division = Path(sys.argv[1]), sys.argv[2]
    actor = acting_user("xianjingban")
    found = upload(actor=actor, source=roster, file_name=roster.name, division_code=actor.division_code)
    importing = start(actor=actor, roster_import=found, act="import")
    printing = start_printing(actor=actor, kind=PaperKind.POUCH_LABEL, division_code=division, stock=stock_of())
    give({"jobs": [importing.pk.hex, printing.pk.hex]})
