"""What the documents say is there, is there."""

from __future__ import annotations

import re
from pathlib import Path

from hudang.cli.main import COMMANDS
from tests.architecture.source import CHECKOUT, name_of, own_files

# drawn by the browser tests
PICTURES = CHECKOUT / "docs" / "screenshots"


def documents() -> list[Path]:
    return [path for path in own_files() if path.suffix == ".md"]


def test_links_lead_somewhere() -> None:
    dead = []
    for path in documents():
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text()):
            if re.match(r"[a-z]+:", target):
                continue
            goal = (path.parent / target).resolve()
            if not goal.exists() and PICTURES not in goal.parents:
                dead.append(f"{name_of(path)}: {target}")
    assert not dead


def test_every_document_can_be_found_from_the_index() -> None:
    index = (CHECKOUT / "docs" / "index.md").read_text()
    hidden = [
        path
        for path in documents()
        if (CHECKOUT / "docs") in path.parents and path.name != "index.md" and path.name not in index
    ]
    assert not [name_of(path) for path in hidden]


def test_every_command_is_documented() -> None:
    text = (CHECKOUT / "docs" / "command-line.md").read_text()
    assert not [name for name in COMMANDS if f"`hudang {name}" not in text]


def test_documents_name_no_place_of_one_machine() -> None:
    for path in documents():
        assert not re.search(r"(/root/|/home/\w|/work/|/tmp/)", path.read_text()), name_of(path)
