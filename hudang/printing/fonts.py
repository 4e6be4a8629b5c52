"""The fonts that papers are set in.

Noto Serif SC (宋) and Noto Sans SC (黑) come with the product (OFL) and draw every character of GBK and of the
通用规范汉字表; fonts of the machine are never used, so that a paper looks the same everywhere. An office whose
people bear rarer characters puts a font that has them into a folder of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import serif_path


@dataclass(frozen=True)
class FontSet:
    """The bundled fonts, and those of the folders in ``extra`` for characters that the bundled ones lack."""

    extra: tuple[Path, ...] = ()

    @classmethod
    def with_folder(cls, folder: Path) -> FontSet:
        """Return the bundled fonts with those of ``folder``, if it exists."""
        return cls((folder,)) if folder.is_dir() else cls()

    @cached_property
    def loaded(self) -> typst.Fonts:
        """The fonts as the typesetter wants them."""
        return _load((serif_path().parent, *self.extra))

    @cached_property
    def extra_families(self) -> list[str]:
        """The families to ask last, in a fixed order."""
        return sorted(set(_load(self.extra).families())) if self.extra else []


def _load(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
