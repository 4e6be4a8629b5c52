"""Measuring one piece of work: an archive that is thrown away, each stage in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]


class StageError(Exception):
    """A stage ended with an error, which it has printed itself."""


@dataclass(frozen=True)
class Archive:
    """A data folder with its database, and files of the benchmark beside it."""

    folder: Path

    @property
    def data(self) -> Path:
        """The folder that HUDANG_DATA names."""
        return self.folder / "data"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "hudang.sqlite3"

    def run(self, stage: str, *arguments: Any) -> dict[str, Any]:
        """Run ``bench/stages/<stage>.py`` on this archive and return the figures it prints last."""
        environment = os.environ | {"HUDANG_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "hudang.config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", f"bench.stages.{stage}", *map(str, arguments)],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StageError(f"{stage} ended with exit code {done.returncode}")
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return figures

    def fill(self, households: int) -> None:
        """Fill the archive, or bring it up to date when it was kept from an earlier run."""
        mark = self.folder / "households"
        if mark.is_file():
            if int(mark.read_text()) != households:
                raise StageError(f"{self.folder} holds an archive of {mark.read_text()} households")
            say(f"using the archive kept in {self.folder}")
            if _changed_since(mark):
                self.run("bring_up_to_date")
                mark.touch()
            return
        say(f"filling an archive with {households} households")
        self.data.mkdir(parents=True, exist_ok=True)
        say(f"filled in {self.run('fill', households)['seconds']} s")
        mark.write_text(str(households))


def _changed_since(mark: Path) -> bool:
    """Tell whether a file of the product is younger than this one."""
    made = mark.stat().st_mtime
    files = (file for file in (CHECKOUT / "hudang").rglob("*.*") if file.suffix != ".pyc")
    return any(file.stat().st_mtime > made for file in files)


@contextmanager
def archive_in(folder: str | None) -> Iterator[Archive]:
    """Give the archive that is kept in a folder, or one that is thrown away."""
    if folder is None:
        with temporary_archive() as archive:
            yield archive
        return
    kept = Path(folder).resolve()
    kept.mkdir(parents=True, exist_ok=True)
    yield Archive(kept)


@contextmanager
def temporary_archive(prepared: str | None = None) -> Iterator[Archive]:
    """Give an archive in a folder that vanishes at the end: empty, or a copy of a data folder with its tables."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder:
        if prepared is not None:
            shutil.copytree(prepared, Archive(Path(folder)).data)
        yield Archive(Path(folder))


@contextmanager
def copy_of(archive: Archive) -> Iterator[Archive]:
    """Give a copy of an archive's database and keys, so that a kept archive stays as it is."""
    with temporary_archive() as copy:
        copy.data.mkdir()
        shutil.copy(archive.database, copy.database)
        shutil.copytree(archive.data / "secrets", copy.data / "secrets")
        yield copy


@dataclass
class Figures:
    """Seconds on the clock, and of the processor in this process."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0


@contextmanager
def measured() -> Iterator[Figures]:
    """Measure the block."""
    figures = Figures()
    clock, cpu = time.perf_counter(), time.process_time()
    yield figures
    figures.seconds, figures.cpu_seconds = time.perf_counter() - clock, time.process_time() - cpu


def peak_mb() -> float:
    """Return the most memory (MB) that this process has held, the interpreter included.

    Linux keeps the mark a process starts with in ``getrusage``, its parent's; ``VmHWM`` is its own.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    # bytes on macOS
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def say(text: str) -> None:
    """Tell people how far the benchmark is."""
    print(text, flush=True)


def give(figures: dict[str, Any]) -> None:
    """Print the figures as the last line: one JSON object."""
    print(json.dumps(figures, ensure_ascii=False), flush=True)
