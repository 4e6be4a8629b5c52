"""Opening a file that was never read before: in a process of its own first, so that a hostile one costs only that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hudang.rosters.errors import OversizedWorkbook
from hudang.rosters.reading.grid import Workbook
from hudang.rosters.reading.opening import open_workbook
from hudang.rosters.reading.probe_process import REFUSED, load

_SECONDS = 150
# the reader of this very checkout, wherever the server was started
_CHECKOUT = str(Path(__file__).resolve().parents[3])


def open_foreign(path: Path, file_name: str = "") -> Workbook:
    """Open a file from outside; later readings of the same file may use ``open_workbook``.

    Raises ``UnreadableRoster``, for a file that takes more memory or time than any roster ``OversizedWorkbook``.
    """
    try:
        code = run_probe(path)
    except subprocess.TimeoutExpired as fault:
        raise _too_much(path, file_name) from fault
    if code not in (0, REFUSED):
        raise _too_much(path, file_name)
    workbook = open_workbook(path, file_name)
    if code == REFUSED:
        # the same refusal once more, in this process, with the name that the user knows
        load(workbook)
    return workbook


def run_probe(path: Path) -> int:
    """Read the file in a process of its own; return its exit code. Raises ``subprocess.TimeoutExpired``."""
    command = [sys.executable, "-P", "-m", "hudang.rosters.reading.probe_process", str(path)]
    environment = {**os.environ, "PYTHONPATH": _CHECKOUT}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
    )
    return done.returncode


def _too_much(path: Path, file_name: str) -> OversizedWorkbook:
    return OversizedWorkbook(file=file_name or path.name, what="读取它需要的内存或时间过多")
