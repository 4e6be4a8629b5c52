"""Write the roster: arguments are the file, the number of households, and a seed if it is not 1."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.measuring import give
from bench.roster_workbook import COLUMNS, write_roster

if __name__ == "__main__":
    place, households, *seed = Path(sys.argv[1]), *map(int, sys.argv[2:])
    write_roster(place, households, *seed)
    give({"households": households, "columns": len(COLUMNS), "mb": place.stat().st_size / 1e6})
