"""The fonts that papers are set in.

Noto Serif SC (宋) and Noto Sans SC (黑) come with the product (OFL) and draw every character of GBK and of the
通用规范汉字表. 楷, 仿宋 and rare characters come from free fonts that Debian packages, where an office has
installed them (docs/guide/printing.md), and from the folder ``fonts`` of its data; no other font of the machine is ever
used, so that a paper looks the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import serif_path

from hudang.printing.coverage import Coverage, coverage_of
from hudang.printing.vocabulary import FACE_LABELS, Face

# free fonts whose licences let a PDF embed them: 花园明朝 (Ext A–F, free), 霞鹜文楷 (OFL), Fandol (GPL with font
# exception), BabelStone Han (Ext A–G in part, Arphic Public License); where Debian's packages lay them
INSTALLED = (
    Path("/usr/share/fonts/truetype/lxgw-wenkai"),
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    Path("/usr/share/fonts/truetype/hanazono"),
    Path("/usr/share/fonts/truetype/babelstone"),
)
_SONG, _HEI = "Noto Serif SC", "Noto Sans SC"
# the first of them that is there is used; what offices buy comes before what is free
_WANTED = {
    Face.KAI: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKai-Z03", "LXGW WenKai", "FandolKai"),
    Face.FANG: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02", "FandolFang", "FandolFang R"),
}
_RARE = ("HanaMinA", "HanaMinB", "BabelStone Han")


@dataclass(frozen=True)
class FontSet:
    """The bundled fonts, and those of the folders in ``extra`` for faces and characters that they lack."""

    extra: tuple[Path, ...] = ()

    @classmethod
    def with_folder(cls, folder: Path, installed: tuple[Path, ...] = INSTALLED) -> FontSet:
        """Return the bundled fonts with those of ``folder`` and the free ones that are installed."""
        return _font_set(tuple(each for each in (folder, *installed) if each.is_dir()))

    @property
    def _folders(self) -> tuple[Path, ...]:
        return (serif_path().parent, *self.extra)

    @cached_property
    def loaded(self) -> typst.Fonts:
        """The fonts as the typesetter wants them."""
        return _load(self._folders)

    @cached_property
    def extra_families(self) -> list[str]:
        """The families to ask last: those of the office, then those with rare characters, in a fixed order."""
        found = set(_load(self.extra).families()) if self.extra else set()
        wanted = {name for names in _WANTED.values() for name in names}
        free = {name for name in found if name.startswith(("LXGW", "Fandol")) or name in wanted}
        rare = [name for name in _RARE if name in found]
        return sorted(found - free - set(rare)) + rare + sorted(free)

    @cached_property
    def faces(self) -> dict[Face, list[str]]:
        """The families of each face, first choice first; 楷 and 仿宋 that are not there are set in 宋."""
        chosen = {face: [name for name in names if name in self.extra_families] for face, names in _WANTED.items()}
        song, hei = [_SONG, _HEI, *self.extra_families], [_HEI, _SONG, *self.extra_families]
        return {
            Face.SONG: song,
            Face.HEI: hei,
            Face.KAI: [*chosen[Face.KAI][:1], *song],
            Face.FANG: [*chosen[Face.FANG][:1], *song],
        }

    @cached_property
    def coverage(self) -> Coverage:
        """Every character that can be drawn."""
        return coverage_of(self._folders)

    def stand_ins(self) -> list[str]:
        """Return the names of the faces that are not there, for which 宋 stands in."""
        return [FACE_LABELS[face] for face in _WANTED if self.faces[face][0] == _SONG]


@lru_cache(maxsize=4)
def _font_set(folders: tuple[Path, ...]) -> FontSet:
    return FontSet(folders)


def _load(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
