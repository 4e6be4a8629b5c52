"""What a column's cells look like, whatever its header says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hudang.kernel.text import half_width, remove_spaces
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import Reading, is_blank, lost_digits, plain_text
from hudang.rosters.rules.people import HEAD, kind_named, read_disability_level, read_relation

_ID_18 = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{9}[\dX]")
_ID_15 = re.compile(r"[1-9]\d{5}\d\d(?:0[1-9]|1[0-2])\d{5}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_ACCOUNT = re.compile(r"62\d{14,17}|\d{16,21}")
_HOUSEHOLD_NUMBER = re.compile(r"\d{16}")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,10}(?:镇|乡|街道|街道办|办事处|苏木)")
_VILLAGE = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:村|社区|居委会|村委会|嘎查)(?:第?[\d一二三四五六七八九十]+[组社队]|[\u4e00-\u9fff]{1,4}[组屯])?"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8}")
_LEVELS = ("一级", "二级", "三级", "四级")


def _compact(raw: CellValue) -> str:
    return remove_spaces(half_width(plain_text(raw))).strip("'").upper()


def looks_like_identity(raw: CellValue) -> bool:
    """Tell whether a cell holds an identity number, perhaps one that Excel shortened."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return 1e17 <= raw < 1e18 or bool(1e14 <= raw < 1e15 and _ID_15.fullmatch(str(int(raw))))
    text = _compact(raw)
    if _ID_18.fullmatch(text):
        return True
    return bool(_ID_15.fullmatch(text))


def _is_phone(raw: CellValue) -> bool:
    return bool(_MOBILE.fullmatch(_compact(raw)))


def _is_account(raw: CellValue) -> bool:
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return raw >= 1e18
    text = _compact(raw)
    return bool(_ACCOUNT.fullmatch(text)) and not looks_like_identity(raw) or (lost_digits(raw) and "6.2" in text)


def _is_sex(raw: CellValue) -> bool:
    return _compact(raw) in ("男", "女")


def _is_relation(raw: CellValue) -> bool:
    text = _compact(raw)
    return not text.isdigit() and text not in ("男", "女", "无", "其他") and not isinstance(read_relation(raw), Reading)


def _is_household_number(raw: CellValue) -> bool:
    return bool(_HOUSEHOLD_NUMBER.fullmatch(_compact(raw))) and not _compact(raw).startswith("62")


def _is_class(raw: CellValue) -> bool:
    return bool(re.fullmatch(r"[城农]?[ABC](?:类|级|档)?户?|[一二三123][类档]户?", _compact(raw)))


def _is_region(raw: CellValue) -> bool:
    return bool(re.search(r"城|农", _compact(raw)))


def _is_yes_no(raw: CellValue) -> bool:
    return _compact(raw) in ("是", "否", "√", "×", "Y", "N")


def _is_town(raw: CellValue) -> bool:
    return bool(_TOWN.fullmatch(_compact(raw)))


def _is_village(raw: CellValue) -> bool:
    return bool(_VILLAGE.fullmatch(_compact(raw)))


def _is_name(raw: CellValue) -> bool:
    text = _compact(raw)
    return bool(_NAME.fullmatch(text)) and not _TOWN.fullmatch(text) and not _VILLAGE.fullmatch(text)


def _is_level(raw: CellValue) -> bool:
    return read_disability_level(raw) in _LEVELS


def _is_kind(raw: CellValue) -> bool:
    text = _compact(raw)
    return bool(kind_named(text)) and not re.search(r"[1-4一二三四ⅠⅡⅢⅣ]", text)


def _is_kind_and_level(raw: CellValue) -> bool:
    text = _compact(raw)
    return bool(kind_named(text)) and bool(re.search(r"[1-4一二三四ⅠⅡⅢⅣ]", text))


_TESTS: dict[str, Callable[[CellValue], bool]] = {
    "id": looks_like_identity,
    "phone": _is_phone,
    "account": _is_account,
    "hh_no": _is_household_number,
    "sex": _is_sex,
    "relation": _is_relation,
    "abc": _is_class,
    "region": _is_region,
    "yes_no": _is_yes_no,
    "town": _is_town,
    "village": _is_village,
    "name": _is_name,
    "dis_level": _is_level,
    "dis_kind": _is_kind,
    "disability": _is_kind_and_level,
}


def share(cells: Sequence[CellValue], kind: str) -> float:
    """Return which part of the filled cells looks like this kind; 0 where none is filled."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled:
        return 0.0
    test = _TESTS[kind]
    return sum(test(cell) for cell in filled) / len(filled)


def distinct_share(cells: Sequence[CellValue]) -> float:
    """Return how many different texts the filled cells hold, as a part of them."""
    filled = [_compact(cell) for cell in cells if not is_blank(cell)]
    return len(set(filled)) / len(filled) if filled else 0.0


def filled_share(cells: Sequence[CellValue]) -> float:
    """Return which part of the cells is filled."""
    return sum(not is_blank(cell) for cell in cells) / len(cells) if cells else 0.0


def members_share(relations: Sequence[CellValue]) -> float:
    """Return which part of a column of relations names anybody but heads."""
    codes = [code for cell in relations if not is_blank(cell) and not isinstance(code := read_relation(cell), Reading)]
    return sum(code not in (None, HEAD) for code in codes) / len(codes) if codes else 0.0


def median_amount(cells: Sequence[CellValue]) -> float:
    """Return the median of the positive numbers in a column."""
    numbers = sorted(float(c) for c in cells if isinstance(c, float | int) and not isinstance(c, bool) and c > 0)
    if not numbers:
        texts = (re.sub(r"[^\d.]", "", _compact(c)) for c in cells if isinstance(c, str))
        numbers = sorted(float(t) for t in texts if re.fullmatch(r"\d{1,9}(\.\d+)?", t) and float(t) > 0)
    return numbers[len(numbers) // 2] if numbers else 0.0
