"""Which village or township a folder's name means: 民强村, 舍力镇民强村, 220882105201, 01民强村（23户）."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hudang.archives.rules.material_words import tidy
from hudang.kernel.division_codes import DivisionLevel, is_division_code, level_of, scope_prefix
from hudang.kernel.text import remove_spaces

_CODE = re.compile(r"(?<!\d)(\d{12})(?!\d)")
_BETWEEN = re.compile(r"\s*[-_—]+\s*|\s+")
_SERIAL = re.compile(r"^[第#(]*\d{1,3}[._、\-)\s]*(?=[\u4e00-\u9fff])")
# what may stand behind a place without meaning a household
_DECORATION = re.compile(r"(?:低保户?|档案|材料|扫描件?|资料|户袋|第?\d*盒|\d+户|[()\-_.、,\s])*")


@dataclass(frozen=True)
class Place:
    """The divisions that a folder may mean, and what stands behind them in its name."""

    codes: tuple[str, ...] = ()
    rest: str = ""

    @property
    def is_village(self) -> bool:
        """Whether one village, or several of the same name, are meant."""
        return bool(self.codes) and all(level_of(code) is DivisionLevel.VILLAGE for code in self.codes)


def overlaps(code: str, scope: str) -> bool:
    """Tell whether a division lies within the scope, or the scope within it."""
    prefix = scope_prefix(code)
    return prefix.startswith(scope) or scope.startswith(prefix)


class PlaceNames:
    """The names of a county's divisions."""

    def __init__(self, divisions: Iterable[tuple[str, str, str, Iterable[str]]]) -> None:
        """Take code, name, name without its ending, and aliases of each division."""
        self._full: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        for code, name, bare, aliases in divisions:
            self._full.setdefault(name, []).append(code)
            for short in {bare, *aliases} - {name}:
                self._short.setdefault(short, []).append(code)
        self._longest_first = sorted(self._full, key=len, reverse=True)

    def read(self, folder: str, outer: Place) -> Place | None:
        """Return the place that a folder means within the place of the folders above it; ``None`` if no place.

        A short form (民强 for 民强村) counts only where no village is named yet: it may be a person's name.
        """
        text = remove_spaces(tidy(folder))
        if (match := _CODE.search(text)) and is_division_code(match[1]):
            return Place((match[1],), _rest(text.replace(match[1], "")))
        text = _SERIAL.sub("", text)
        place = self._by_full_name(text, outer)
        if place or outer.is_village:
            return place
        found = self._short.get(text) or self._short.get(_DECORATION.sub("", text))
        return Place(_inside(found, outer)) if found else None

    def lead(self, stem: str, outer: Place) -> Place | None:
        """Return the place that a file's name tells (永兴社区-周玉芝-身份证), and the rest of the name; else ``None``."""
        text = _SERIAL.sub("", tidy(stem))
        place = self._by_full_name(text, outer)
        if place is None:
            return self._among(text, outer)
        return place if place.rest else None

    def _among(self, text: str, outer: Place) -> Place | None:
        """Return the place that one part of the name is (周玉芝-永兴社区-身份证), with the other parts as its rest."""
        parts = _BETWEEN.split(text)
        for index, part in enumerate(parts):
            place = self._by_full_name(part, outer)
            if place and not place.rest:
                return Place(place.codes, "-".join(parts[:index] + parts[index + 1 :]))
        return None

    def _by_full_name(self, text: str, outer: Place) -> Place | None:
        """Take place names off the front of the text, each within the one before."""
        place: Place | None = None
        while name := next((name for name in self._longest_first if text.startswith(name)), None):
            place = Place(_inside(self._full[name], place or outer))
            text = text[len(name) :].lstrip("-_ ·")
        return Place(place.codes, _rest(text)) if place else None


def _rest(text: str) -> str:
    return "" if _DECORATION.fullmatch(text) else text


def _inside(codes: list[str], outer: Place) -> tuple[str, ...]:
    """Keep the codes that fit the place above; when none does, the name is taken for itself."""
    prefixes = [scope_prefix(code) for code in outer.codes]
    fitting = [code for code in codes if any(overlaps(code, prefix) for prefix in prefixes)]
    return tuple(fitting or codes)
