"""Two officers at the same moment, on two real connections: one wins, the other is told, nothing is there twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import CHECKOUT


def test_one_wins_and_the_other_is_told(prepared: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUDANG_")}
    environment = kept | {
        "HUDANG_DATA": str(data),
        "PYTHONPATH": str(CHECKOUT),
        "DJANGO_SETTINGS_MODULE": "hudang.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.two_at_once"],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    accepted, decided = found["accepted"], found["decided"]
    assert len(accepted["told"]) == len(decided["told"]) == 2
    for told in (accepted["told"], decided["told"]):
        assert told.count("done") == 1 and set(told) <= {"done", "StaleForm", "WrongStage"}
    assert [accepted[name] for name in ("households", "pouches", "steps", "receipts")] == [1, 1, 1, 1]
    assert decided["agrees"] and decided["awards"] == decided["due"]
