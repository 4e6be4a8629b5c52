"""The program that reads a foreign workbook for the first time, with bounded memory and time.

Workbooks come from anywhere, and their readers allot a place for every cell that a file claims to have: where one of
them gives up, it takes its process with it. Run by ``probe``:
exit code 0 when all sheets could be loaded, 3 when the file is refused.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from hudang.rosters.errors import UnreadableRoster
from hudang.rosters.reading.grid import Workbook
from hudang.rosters.reading.opening import open_workbook

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 60
REFUSED = 3


def main(arguments: list[str]) -> int:
    """Open the file and load every sheet; what is refused is refused again, with its words, by the caller."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    return tried(Path(arguments[0]))


def tried(path: Path) -> int:
    """Open the file and load every sheet; return 0, or ``REFUSED`` where it is refused."""
    try:
        load(open_workbook(path))
    except UnreadableRoster:
        return REFUSED
    return 0


def load(workbook: Workbook) -> None:
    """Ask every sheet for its first row, for which all of it is loaded."""
    for sheet in workbook.sheets:
        next(iter(sheet.rows()), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
