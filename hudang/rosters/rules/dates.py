"""Dates in cells: real dates, serial numbers, and every way offices write them as text."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from hudang.kernel.text import half_width, remove_spaces
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.amounts import chinese_count
from hudang.rosters.rules.cells import Read, Reading, is_mark_of_nothing, plain_text, without_notes

_SERIAL_START = date(1899, 12, 30)
# 1 January 1930 to 31 December 2099: a number outside is no date of a roster
_SERIAL_RANGE = range(10_959, 73_050)
_FORMS = (
    ("iso", re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")),
    ("dots", re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})\.?")),
    ("slashes", re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")),
    ("chinese", re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?")),
    ("compact", re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")),
    ("mixed", re.compile(r"(\d{4})[-./年、,，\\](\d{1,2})[-./月、,，\\](\d{1,2})[日号.]?")),
    ("short year", re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号.]?")),
    ("month", re.compile(r"(\d{4})[-./年](\d{1,2})月?份?")),
    ("short month", re.compile(r"(\d{2})年(\d{1,2})月份?")),
    ("compact month", re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")),
)
# what most cells hold needs no cleaning
_PLAIN_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LATIN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SPACED = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$")
_SINCE = re.compile(r"(?<=[\d日号月])(?:起至今|起|至今|开始|以来)$")
_CHINESE = re.compile(
    r"([零〇○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_CHINESE_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")
_IMPOSSIBLE = Reading(None, ("W_DATE_IMPOSSIBLE",))


class DateReader:
    """Reads the cells of one column of dates into ISO dates; a bare month becomes its first day."""

    def __init__(self, serial_offset: int = 0) -> None:
        self.serial_offset = serial_offset

    def __call__(self, raw: CellValue) -> Read:
        """Return the date, or a reading with its codes and the form that was used."""
        if isinstance(raw, datetime):
            return raw.date().isoformat() if 1900 < raw.year < 2100 else _IMPOSSIBLE
        if isinstance(raw, date):
            return raw.isoformat() if 1900 < raw.year < 2100 else _IMPOSSIBLE
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            return self._of_number(raw)
        return self._of_text(raw) if isinstance(raw, str) else _IMPOSSIBLE

    def _of_number(self, number: float) -> Read:
        whole = int(number) if abs(number) < 1e9 else 0
        if whole + self.serial_offset in _SERIAL_RANGE:
            day = _SERIAL_START + timedelta(days=whole + self.serial_offset)
            return Reading(day.isoformat(), ("N_DATE_SERIAL",), "serial")
        if number <= 0:
            return _IMPOSSIBLE
        if whole == number:
            return self._of_text(str(whole))
        # 2023.1 as a number may have been 2023.10; only an unmistakable month is taken
        text = f"{number:.6g}"
        return _IMPOSSIBLE if text.endswith(".1") else self._of_text(text)

    def _of_text(self, raw: str) -> Read:
        if plain := _PLAIN_ISO.fullmatch(raw):
            return _dated("iso", *plain.groups())
        text = half_width(plain_text(raw)).strip("'` ")
        bare, _ = without_notes(text)
        bare = _SINCE.sub("", remove_spaces(_TIME.sub("", bare)))
        if not bare or is_mark_of_nothing(bare):
            return None
        if bare.isdigit() and len(bare) == 5:
            return self._of_number(int(bare))
        for form, pattern in _FORMS:
            if match := pattern.fullmatch(bare):
                return _dated(form, *match.groups())
        if match := _SPACED.fullmatch(text):
            return _dated("mixed", *match.groups())
        if match := _LATIN.fullmatch(bare):
            return _dated("latin", match[3], match[1], match[2])
        if match := _CHINESE.fullmatch(bare):
            month, day = chinese_count(match[2]), chinese_count(match[3] or "一")
            return _dated("characters", match[1].translate(_CHINESE_DIGITS), str(month or 0), str(day or 0))
        return _IMPOSSIBLE


def _dated(form: str, year: str, month: str, day: str = "1") -> Reading:
    full_year = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 50 else 1900 + int(year)
    try:
        found = date(full_year, int(month), int(day))
    except ValueError:
        return _IMPOSSIBLE
    return Reading(found.isoformat(), ("N_DATE_TEXT",), form) if 1900 < full_year < 2100 else _IMPOSSIBLE


def dates_named_in(text: str) -> list[date]:
    """Return the full dates written in a title, such as 填报日期：2026年6月30日."""
    found = []
    for year, month, day in re.findall(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})", half_width(text)):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found
