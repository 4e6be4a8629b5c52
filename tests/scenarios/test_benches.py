"""Every benchmark runs and prints the figures that docs/benchmarks.md promises; the sizes are as small as can be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import CHECKOUT

# one archive for all that need a filled one
FILLED = ("--keep", "{kept}")
# the tables are made once for all tests
FOUNDED = ("--prepared", "{prepared}")
BENCHES = {
    "roster_import": (
        ("--households", "40", *FOUNDED),
        {"ratio_to_floor", "cpu_ratio_to_floor", "peak_mb", "seconds", "floor_seconds", "households"},
    ),
    "print_labels": (
        ("--pouches", "20", *FILLED),
        {"seconds_per_20000", "peak_mb", "village_set_seconds", "pouches", "cpu_seconds"},
    ),
    "recompute": (
        ("--households", "20", *FILLED),
        {"seconds_per_20000", "ms_per_assessment", "approve_seconds_per_20000", "peak_mb", "cpu_seconds", "households"},
    ),
    "library_search": (
        ("--texts", "40", "--rounds", "1", *FOUNDED),
        {"search_p95_ms", "search_median_ms", "worst_query", "worst_query_ms", "texts", "index_seconds", "peak_mb"},
    ),
    "quality": (
        ("--households", "20", "--each", "0", *FILLED),
        {"seconds_per_20000", "found_rate", "invented", "changed_ms_per_household", "peak_mb", "households", "items"},
    ),
    "night_run": (
        ("--households", "20", *FILLED),
        {
            "seconds_per_20000",
            "second_run_tasks",
            "next_night_seconds_per_20000",
            "tasks",
            "standings",
            "people",
            "peak_mb",
            "households",
        },
    ),
    "simulate_year": (
        ("--households", "12", "--days", "33", *FOUNDED),
        {"missing", "invented", "doubled", "wrong_dates", "tasks", "done", "nights", "seconds", "households"},
    ),
    "ten_years": (
        ("--households", "20", "--years", "1", "--requests", "1", *FILLED),
        {"p95_ms", "worst", "pages", "processor", "queries", "more_queries", "visits", "items", "households"},
    ),
    "pages": (
        ("--households", "20", "--requests", "1", "--no-browser", *FILLED),
        {"p95_ms", "worst", "pages", "processor_p95_ms", "paint_ms", "layout_shift", "weight_kb", "households"},
    ),
    "clerks": (
        ("--households", "20", "--roster", "10", "--clerks", "2", "--seconds", "1", "--pause", "0.5", *FILLED),
        {"p95_ms", "errors", "during_work_p95_ms", "writes_p95_ms", "longest", "requests", "work_seconds"},
    ),
}


# figures that are faults of what is measured, whatever the size
NOTHING = ("errors", "more_queries", "invented", "missing", "doubled", "wrong_dates", "second_run_tasks")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """Where the filled archive is kept."""
    folder = tmp_path_factory.mktemp("bench") / "kept"
    shutil.copytree(prepared, folder / "data")
    return folder


def _environment() -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("HUDANG_", "DJANGO_"))}
    return ours | {"DJANGO_SETTINGS_MODULE": "hudang.config.settings"}


@pytest.mark.parametrize("name", BENCHES)
def test_a_benchmark_tells_its_figures(name: str, kept: Path, prepared: Path) -> None:
    words, promised = BENCHES[name]
    command = [sys.executable, f"bench/{name}.py", *(word.format(kept=kept, prepared=prepared) for word in words)]
    done = subprocess.run(command, cwd=CHECKOUT, env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert promised <= figures.keys()
    assert not any(figures.get(name) for name in NOTHING)


def test_every_benchmark_is_tried_and_documented() -> None:
    benches = {p.stem for p in (CHECKOUT / "bench").glob("*.py") if "def main() -> int" in p.read_text()}
    assert benches == set(BENCHES)
    text = (CHECKOUT / "docs" / "benchmarks.md").read_text()
    promised = {key for _, keys in BENCHES.values() for key in keys}
    assert not [name for name in benches if f"bench/{name}.py" not in text]
    assert not [key for key in promised if f"`{key}`" not in text]
