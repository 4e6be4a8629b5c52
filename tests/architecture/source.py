"""Where the project's own files are, for the tests of its shape."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def own_files() -> tuple[Path, ...]:
    """Return every file of the project: what git knows, and what is new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.splitlines()
    else:
        folders = ("hudang", "tests", "bench", "docs", ".ci")
        names = [str(p.relative_to(CHECKOUT)) for f in folders for p in (CHECKOUT / f).rglob("*")]
        names += [p.name for p in CHECKOUT.iterdir()]
    return tuple(sorted(CHECKOUT / name for name in set(names) if (CHECKOUT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under these folders of the checkout, migrations left out."""
    roots = [CHECKOUT / folder for folder in folders]
    return [
        path
        for path in own_files()
        if path.suffix == ".py" and "migrations" not in path.parts and any(root in path.parents for root in roots)
    ]


def templates() -> list[Path]:
    """Return the page templates."""
    root = CHECKOUT / "hudang" / "web" / "templates"
    return [path for path in own_files() if path.suffix == ".html" and root in path.parents]


def name_of(path: Path) -> str:
    """Return the path within the checkout."""
    return str(path.relative_to(CHECKOUT))
