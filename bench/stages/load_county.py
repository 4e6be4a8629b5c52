"""Load the invented county, without images: the argument is the number of households."""

from __future__ import annotations

import sys

from bench.measuring import give, measured, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.demo.loading import load_county

if __name__ == "__main__":
    households = int(sys.argv[1])
    with measured() as work:
        load_county(actor=acting_user(None), households=households, seed=1, scanned=0)
    give(vars(work) | {"peak_mb": peak_mb(), "households": households})
