"""The county's divisions by every name an office may use for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from hudang.households.vocabulary import ETHNICITY_LABELS
from hudang.kernel.division_codes import DivisionLevel, township_code
from hudang.kernel.text import remove_spaces
from hudang.rosters.rules.likeness import closest

_TOWN_TAIL = re.compile(r"(?:人民政府|街道办事处|办事处|街道办|民政办|民政所|政府)$")
_NATION_NAMES = "|".join(label for label in ETHNICITY_LABELS.values() if label.endswith("族"))
_TOWN_SUFFIX = re.compile(rf"(?:{_NATION_NAMES})*(?:民族)?(?:乡|镇|街道|苏木|街)$")
_NATION_OF_VILLAGE = re.compile(rf"(?<=..)(?:{_NATION_NAMES})+(?=村$|社区$)")
_VILLAGE_TAIL = re.compile(
    r"(?:村民委员会|居民委员会|行政村|社区居民委员会|社区居委会|社区委员会|村委会|居委会|委员会|村委|居委|村民小组)$"
)
_VILLAGE_SUFFIX = re.compile(r"(?:社区|嘎查|村|居)$")
_WITHIN_VILLAGE = re.compile(
    r"^(?:第?[\d一二三四五六七八九十]+[组社队屯号委]|[\u4e00-\u9fff]{0,6}(?:组|屯|社|队|号|区|楼))"
)


class DivisionNames(Protocol):
    """A division as the rules need it: twelve-digit code, official name, level, other names."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class KnownDivision:
    """A division given by its parts."""

    code: str
    name: str
    level: str
    aliases: tuple[str, ...] = ()


@dataclass
class Names:
    """Divisions of one parent by official name, by other names, and by the name without its suffix."""

    official: dict[str, str] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, division: DivisionNames, stem: str) -> None:
        """Index a division."""
        name = remove_spaces(division.name)
        self.official.setdefault(name, division.code)
        for other in {*map(remove_spaces, division.aliases), stem}:
            if other and other != name:
                self.others[other].add(division.code)

    def find(self, name: str) -> tuple[str | None, bool]:
        """Return the code that the name stands for without doubt, and whether it is the official name."""
        if name in self.official:
            return self.official[name], True
        codes = self.others.get(name, set())
        return (next(iter(codes)), False) if len(codes) == 1 else (None, False)


def town_stem(name: str) -> str:
    """Return a township's name without 镇, 乡, 街道 and what follows it in speech."""
    bare = _TOWN_TAIL.sub("", name)
    stem = _TOWN_SUFFIX.sub("", bare)
    return stem if len(stem) >= 2 else bare


def village_stem(name: str) -> str:
    """Return a village's name without 村, 社区, 村委会 …"""
    bare = _VILLAGE_TAIL.sub("", name)
    stem = _VILLAGE_SUFFIX.sub("", bare)
    return stem or bare or name


class Gazetteer:
    """Finds divisions of a county by the names in a roster."""

    def __init__(self, divisions: Iterable[DivisionNames]) -> None:
        self.by_code = {division.code: division for division in divisions}
        self.towns = Names()
        self.villages: dict[str, Names] = defaultdict(Names)
        self.villages_of_county = Names()
        self.all_named: dict[str, list[str]] = defaultdict(list)
        for division in self.by_code.values():
            self._index(division)
        self.town_codes = [d.code for d in self.by_code.values() if d.level == DivisionLevel.TOWNSHIP]
        self._prefix = self._county_prefix()

    def _index(self, division: DivisionNames) -> None:
        name = remove_spaces(division.name)
        if division.level == DivisionLevel.TOWNSHIP:
            self.towns.add(division, town_stem(name))
        elif division.level == DivisionLevel.VILLAGE:
            village = self.villages[township_code(division.code)]
            for stem in {village_stem(name), village_stem(_NATION_OF_VILLAGE.sub("", name))}:
                village.add(division, stem)
            for known in {name, village_stem(name), *map(remove_spaces, division.aliases)}:
                self.all_named[known].append(division.code)

    def _county_prefix(self) -> re.Pattern[str]:
        counties = {d.name for d in self.by_code.values() if d.level == DivisionLevel.COUNTY}
        names = "|".join(sorted((re.escape(remove_spaces(name)) for name in counties), key=len, reverse=True))
        general = r"[\u4e00-\u9fff]{2,8}?(?:省|自治区)|[\u4e00-\u9fff]{2,6}?(?:市|地区|盟|州)|[\u4e00-\u9fff]{2,6}?(?:县|旗|市)"
        return re.compile(rf"^(?:{names}|{general})" if names else rf"^(?:{general})")

    def name_of(self, code: str) -> str:
        """Return the official name of a division."""
        return self.by_code[code].name if code in self.by_code else ""

    def find_town(self, text: str) -> tuple[str | None, bool]:
        """Return the township that a cell names, and whether the name had to be guessed."""
        name = remove_spaces(text)
        if name.isdigit() and len(name) in (9, 12) and name.ljust(12, "0") in self.by_code:
            return township_code(name.ljust(12, "0")), False
        for candidate in self._without_county(name):
            for form in (candidate, _TOWN_TAIL.sub("", candidate), town_stem(candidate)):
                code, _ = self.towns.find(form)
                if code:
                    return code, False
        stems = {town_stem(self.name_of(code)): code for code in self.town_codes}
        guess = closest(town_stem(name), list(stems)) if len(name) >= 2 else None
        return (stems[guess], True) if guess else (None, False)

    def town_named_in(self, text: str) -> str | None:
        """Return the only township whose official name stands in a title or sheet name."""
        flat = remove_spaces(text)
        found = {code for name, code in self.towns.official.items() if name in flat}
        if not found:
            code, guessed = self.find_town(re.sub(r"[\d()（）_\-年月.]|低保|花名册|名单|表", "", flat))
            return code if code and not guessed else None
        longest = max(len(self.name_of(code)) for code in found)
        best = [code for code in found if len(self.name_of(code)) == longest]
        return best[0] if len(best) == 1 and len(found) == 1 else None

    def _without_county(self, name: str) -> list[str]:
        forms, rest = [name], name
        for _ in range(3):
            shorter = self._prefix.sub("", rest, count=1)
            if shorter == rest or not shorter:
                break
            forms.append(shorter)
            rest = shorter
        return forms

    def below_town(self, name: str, town: str | None) -> list[tuple[str, str | None]]:
        """Return the text as it stands and cut after county and township, each with the township it lies in."""
        forms: list[tuple[str, str | None]] = [(name, town)]
        for candidate in self._without_county(name):
            for code in [town] if town else self.town_codes:
                for prefix in (self.name_of(code), town_stem(self.name_of(code))):
                    if candidate.startswith(prefix) and len(candidate) > len(prefix):
                        forms.append((candidate[len(prefix) :], code))
            if candidate != name:
                forms.append((candidate, town))
        return forms

    def villages_in(self, town: str) -> list[str]:
        """Return the codes of a township's villages."""
        return list(self.villages[town].official.values()) if town in self.villages else []

    def villages_called(self, name: str) -> list[str]:
        """Return the villages of the county with this official name, other name or stem."""
        exact = [code for code in self.all_named.get(name, []) if self.name_of(code) == name]
        return exact or self.all_named.get(name, []) or self.all_named.get(village_stem(name), [])


def is_within_village(rest: str) -> bool:
    """Tell whether what follows a village's name in a cell is a group, hamlet or house number."""
    return not rest or bool(_WITHIN_VILLAGE.match(rest))
