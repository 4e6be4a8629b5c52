"""Guessing a material and a date from a file's name, as a proposal to the person who uploads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from hudang.archives.queries.requirements import materials
from hudang.archives.rules.folder_names import read_scan
from hudang.archives.rules.material_words import MaterialWords
from hudang.kernel import clock


@dataclass(frozen=True)
class Guess:
    """What a file's name says; both may be empty."""

    material: str
    dated: str


def guess_from_name(file_name: str) -> Guess:
    """Return the material code and the eight-digit date that a file's name means."""
    words = MaterialWords((m.code, m.name, m.aliases) for m in materials())
    read = read_scan(PurePath(file_name).stem, words, clock.today())
    return Guess(read.material.code, read.dated)
