"""Which village a row lies in: by its cell, its township, its address, and what the sheet says."""

from __future__ import annotations

import re
from typing import NamedTuple

from hudang.kernel.division_codes import township_code
from hudang.kernel.text import half_width, remove_spaces
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import is_mark_of_nothing, plain_text, without_notes
from hudang.rosters.rules.likeness import closest, distance
from hudang.rosters.rules.places import Gazetteer, is_within_village, village_stem

_REMEMBERED = 20_000


class Place(NamedTuple):
    """Where a row lies, with codes for the cells of township, village and address."""

    town: str | None
    village: str | None
    town_codes: tuple[str, ...] = ()
    village_codes: tuple[str, ...] = ()
    form: str = ""
    hint: str = ""


class _Match(NamedTuple):
    code: str | None
    codes: tuple[str, ...] = ()
    form: str = ""
    hint: str = ""


class PlaceFinder:
    """Finds places; each combination of cells is looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._known: dict[tuple[CellValue, CellValue, str | None, bool], Place] = {}

    def find(
        self,
        town: CellValue,
        village: CellValue,
        address: CellValue,
        default_town: str | None,
        *,
        has_town_column: bool,
    ) -> Place:
        """Return the place; ``default_town`` is what the sheet's name or title says."""
        key = (town, village, default_town, has_town_column)
        place = self._known.get(key)
        if place is None:
            place = self._judge(_place_text(town), _place_text(village), address, default_town, has_town_column)
            if len(self._known) < _REMEMBERED and not _depends_on_address(place):
                self._known[key] = place
        return place

    def _judge(self, town: str, village: str, address: CellValue, default_town: str | None, has_column: bool) -> Place:
        if village in self.gazetteer.towns.official:
            # the township once more says nothing of the village
            village = ""
        code, guessed = self.gazetteer.find_town(town) if town else (default_town, False)
        unknown_town = bool(town) and code is None
        filled = has_column and not town and default_town is None
        match = self._village(village, code, address) if village else self._from_address(address, code)
        if match.code is None and code is not None and (guessed or not town) and village:
            match = self._village(village, None, address)
        if match.code is None:
            return Place(code, None, (), match.codes, "", match.hint)
        found_town = township_code(match.code)
        town_codes: tuple[str, ...] = ()
        if guessed or unknown_town or (code is not None and found_town != code):
            town_codes = ("W_TOWN_TYPO",)
        elif filled:
            town_codes = ("N_TOWN_FILLED",)
        return Place(found_town, match.code, town_codes, match.codes, match.form)

    def _village(self, text: str, town: str | None, address: CellValue) -> _Match:
        if re.fullmatch(r"\d{12}", text) and text in self.gazetteer.by_code:
            return _Match(text, ("N_VILLAGE_SUFFIX",), "code")
        for name, within in self.gazetteer.below_town(text, town):
            match = self._named(name, within)
            if match.code:
                form = match.form if name == text else "prefixed"
                return _Match(match.code, match.codes if name == text else ("N_VILLAGE_SUFFIX",), form)
        for name, within in self.gazetteer.below_town(text, town):
            match = self._with_hamlet(name, within)
            if match.code:
                return match
        return self._doubtful(text, town, address)

    def _named(self, name: str, town: str | None) -> _Match:
        if town is None:
            return self._unique_in_county(name)
        names = self.gazetteer.villages[town]
        code, official = names.find(name)
        if code:
            return _Match(code) if official else _Match(code, *_suffix_form(name))
        stem = village_stem(name)
        meant = {code for code in names.others.get(stem, ()) if _suffix_fits(name, self.gazetteer.name_of(code))}
        if stem in names.official:
            meant.add(names.official[stem])
        return _Match(meant.pop(), *_suffix_form(name)) if len(meant) == 1 else _Match(None)

    def _unique_in_county(self, name: str) -> _Match:
        codes = self.gazetteer.villages_called(name)
        if len(codes) != 1:
            return _Match(None)
        official = self.gazetteer.name_of(codes[0]) == name
        return _Match(codes[0]) if official else _Match(codes[0], *_suffix_form(name))

    def _with_hamlet(self, name: str, town: str | None) -> _Match:
        """Take the village from the beginning of 民权村3组."""
        found = [
            (known, code)
            for known, code in self._known_names(town)
            if name.startswith(known) and len(known) >= 2 and is_within_village(name[len(known) :].lstrip("村"))
        ]
        if not found:
            return _Match(None)
        longest = max(len(known) for known, _ in found)
        codes = {code for known, code in found if len(known) == longest}
        return _Match(codes.pop(), ("N_VILLAGE_SUFFIX",), "hamlet") if len(codes) == 1 else _Match(None)

    def _known_names(self, town: str | None) -> list[tuple[str, str]]:
        gazetteer = self.gazetteer
        if town is None:
            return [(name, codes[0]) for name, codes in gazetteer.all_named.items() if len(codes) == 1]
        names = gazetteer.villages[town]
        return [*names.official.items(), *((n, next(iter(c))) for n, c in names.others.items() if len(c) == 1)]

    def _doubtful(self, text: str, town: str | None, address: CellValue) -> _Match:
        """A name that is nowhere: misspelt, of another township, or one of several."""
        elsewhere = self.gazetteer.villages_called(text)
        by_address = self._from_address(address, None).code if address else None
        if elsewhere:
            if by_address in elsewhere:
                return _Match(by_address, *_exactness(text, self.gazetteer.name_of(by_address or "")))
            near = self._misspelt(text, town, by_sound=True) if town else None
            if near:
                return _Match(near, ("W_VILLAGE_TYPO",), "typo")
            towns = "、".join(self.gazetteer.name_of(township_code(code)) for code in elsewhere[:3])
            return _Match(None, ("E_VILLAGE_UNKNOWN",), "", f"{towns}有同名的村")
        near = self._misspelt(text, town)
        if near:
            return _Match(near, ("W_VILLAGE_TYPO",), "typo")
        if by_address and (town is None or township_code(by_address) == town):
            meant = village_stem(remove_spaces(self.gazetteer.name_of(by_address)))
            if distance(village_stem(text), meant) <= 1 < len(meant):
                return _Match(by_address, ("W_VILLAGE_TYPO",), "typo")
            return _Match(by_address, ("W_VILLAGE_FROM_ADDRESS",), "address")
        return _Match(None, ("E_VILLAGE_UNKNOWN",))

    def _misspelt(self, text: str, town: str | None, *, by_sound: bool = False) -> str | None:
        gazetteer = self.gazetteer
        towns = [town] if town else gazetteer.town_codes
        codes = [code for each in towns for code in gazetteer.villages_in(each)]
        for name, _ in gazetteer.below_town(text, town):
            same_kind = [c for c in codes if _suffix_fits(name, gazetteer.name_of(c))]
            for group in (same_kind, codes):
                stems = [village_stem(remove_spaces(gazetteer.name_of(code))) for code in group]
                guess = closest(village_stem(name), stems, by_sound=by_sound)
                if guess is not None:
                    return group[stems.index(guess)]
        return None

    def _from_address(self, address: CellValue, town: str | None) -> _Match:
        """Take the village that an address names after county and township."""
        missing = _Match(None, ("E_VILLAGE_MISSING",))
        text = _place_text(address)
        if not text:
            return missing
        best: tuple[int, str] | None = None
        for rest, within in self.gazetteer.below_town(text, town):
            for name, code in self._known_names(within):
                position = rest.find(name)
                certain = name == self.gazetteer.name_of(code) or (position == 0 and rest != text)
                if position >= 0 and certain and len(name) >= 2 and (best is None or len(name) > best[0]):
                    best = (len(name), code)
        return _Match(best[1], ("W_VILLAGE_FROM_ADDRESS",), "address") if best else missing


def _place_text(raw: CellValue) -> str:
    text = remove_spaces(half_width(plain_text(raw)))
    bare, _ = without_notes(text)
    return "" if is_mark_of_nothing(bare) else bare


def _depends_on_address(place: Place) -> bool:
    return place.village is None or bool(place.town_codes) or any(c.startswith("W_") for c in place.village_codes)


def _suffix_form(name: str) -> tuple[tuple[str, ...], str]:
    tail = name[len(village_stem(name)) :] if name.startswith(village_stem(name)) else ""
    return ("N_VILLAGE_SUFFIX",), f"suffix:{tail}"


def _exactness(text: str, official: str) -> tuple[tuple[str, ...], str]:
    return ((), "") if text == official else _suffix_form(text)


def _suffix_fits(name: str, official: str) -> bool:
    """Tell whether the name may be the official one: 丰收社区 is not 丰收村, 丰收 may be either."""
    urban = ("社区", "居委会", "居民委员会")
    rural = ("村", "村委会", "村民委员会", "嘎查")
    if name.endswith(urban):
        return not official.endswith("村")
    return not (name.endswith(rural) and official.endswith("社区"))
