"""Amounts and counts in cells: text with 元, thousands separators, notes, 万元, other periods."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from hudang.kernel.money import to_cents
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import Read, Reading, is_mark_of_nothing, tidy, without_notes

_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SUM = re.compile(r"=?\d+(?:\.\d+)?(?:[+\-]\d+(?:\.\d+)?)+|=\d+(?:\.\d+)?")
_UNIT = re.compile(
    r"(?P<coin>[￥¥$]|RMB|CNY|人民币)?(?P<about>约|大约)?(?P<number>[-+]?[\d,]*\.?\d+)(?P<scale>万|千)?"
    r"(?P<yuan>元|圆|块)?(?P<whole>整|正)?(?P<period>[/每一]?[.·]?(?:人)?[/每.·]?(?:月|年|季度?|个月))?(?P<rough>左右)?"
)
_SCALES = {"万": 10_000, "千": 1_000}
_CHINESE_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_COUNT = re.compile(r"(\d{1,3})(?:\.0+)?[人口名个位户]*")
_NUMERIC = re.compile(r"(\d+(?:\.\d+)?)(?:平方米|平米|平方|㎡|m2|亩|间|M2)?")
# no amount in a household's roster reaches this; an identity or account number slipped into the column does
MAX_AMOUNT = 10_000_000


class AmountReader:
    """Reads the cells of one column of money into yuan a month."""

    def __init__(self, months: int = 1, scale: int = 1, *, typed: bool = True, net: bool = False) -> None:
        self.months = months
        self.scale = scale
        self.typed = typed
        self.net = net

    def __call__(self, raw: CellValue) -> Read:
        """Return the amount, or a reading with its codes."""
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            return self._checked(Decimal(repr(raw)), ())
        if not isinstance(raw, str):
            return Reading(None, ("W_AMOUNT_UNREADABLE",))
        if _PLAIN_NUMBER.fullmatch(raw):
            return self._checked(Decimal(raw), ("N_AMOUNT_TEXT",) if self.typed else (), "plain")
        return self._of_text(tidy(raw).replace(" ", ""))

    def _of_text(self, text: str) -> Read:
        if not text or is_mark_of_nothing(text):
            return self._nothing(text)
        if _SUM.fullmatch(text):
            return self._checked(_sum_of(text), ("N_FORMULA",), "sum")
        bare, notes = without_notes(text)
        whole = bare.replace(",", "").replace("，", "").replace("−", "-")
        match = _UNIT.fullmatch(whole)
        if match is None:
            return self._first_number(bare, notes)
        codes: tuple[str, ...] = ("N_NOTE_IN_CELL",) if notes else ("N_AMOUNT_TEXT",)
        amount = Decimal(match["number"]) * _SCALES.get(match["scale"] or "", 1)
        form = "note" if notes else f"text:{match['coin'] or ''}{match['scale'] or ''}{match['yuan'] or ''}"
        if not notes and not self.typed and whole == match["number"]:
            codes = ()
        return self._checked(amount, codes, form, _months_in(match["period"]), scaled=bool(match["scale"]))

    def _first_number(self, bare: str, notes: str) -> Read:
        """Take the only number out of a remark such as 低保金850元."""
        numbers = _NUMBER.findall(bare)
        if len(numbers) != 1 or re.search(r"[年月日]\d|\d[年月日]\d", bare):
            return Reading(None, ("W_AMOUNT_UNREADABLE",))
        try:
            amount = Decimal(numbers[0].replace(",", "").replace("，", "").replace("−", "-"))
        except InvalidOperation:
            return Reading(None, ("W_AMOUNT_UNREADABLE",))
        scale = 10_000 if "万" in bare else 1
        return self._checked(amount * scale, ("N_NOTE_IN_CELL",), "note", scaled=scale > 1)

    def _nothing(self, text: str) -> Read:
        return 0 if self.net and text == "无" else None

    def _checked(
        self, amount: Decimal, codes: tuple[str, ...], form: str = "", months: int = 0, *, scaled: bool = False
    ) -> Read:
        if not amount.is_finite() or abs(amount) >= MAX_AMOUNT:
            return Reading(None, ("W_AMOUNT_UNREADABLE",))
        if amount < 0:
            return Reading(None, ("W_INCOME_NEGATIVE",) if self.net else ("E_AMOUNT_NEGATIVE",))
        value = as_number(amount * (1 if scaled else self.scale) / (months or self.months))
        return Reading(value, codes, form) if codes else value


def as_number(amount: Decimal) -> int | float:
    """Return the amount rounded to cents, as an int when it is whole."""
    rounded = to_cents(amount)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _sum_of(text: str) -> Decimal:
    return sum((Decimal(part) for part in re.findall(r"[+-]?\d+(?:\.\d+)?", text)), Decimal(0))


def _months_in(period: str | None) -> int:
    if not period:
        return 0
    return 12 if "年" in period else 3 if "季" in period else 1


def read_count(raw: CellValue) -> Read:
    """Return a whole number of persons."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return int(raw) if 0 <= raw < 1000 and raw == int(raw) else Reading(None, ("W_COUNT_UNREADABLE",))
    text, notes = without_notes(tidy(raw).replace(" ", ""))
    if not text or is_mark_of_nothing(text):
        return None if not notes else Reading(None, ("W_COUNT_UNREADABLE",))
    match = _COUNT.fullmatch(text)
    value = int(match[1]) if match else chinese_count(text.rstrip("人口名个位户"))
    if value is None:
        return Reading(None, ("W_COUNT_UNREADABLE",))
    return Reading(value, ("N_NOTE_IN_CELL",), "note") if notes else value


def chinese_count(text: str) -> int | None:
    """Return the number of 一 … 九十九."""
    if not text or any(c not in _CHINESE_DIGITS and c != "十" for c in text) or len(text) > 3:
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE_DIGITS[text] if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)


def read_number(raw: CellValue) -> Read:
    """Return a measure (square metres, mu, rooms)."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return as_number(Decimal(repr(raw))) if raw == raw and abs(raw) < MAX_AMOUNT else None
    text, _ = without_notes(tidy(raw).replace(" ", ""))
    if not text or is_mark_of_nothing(text) or text.startswith("无"):
        return None
    match = _NUMERIC.fullmatch(text.removeprefix("约"))
    return as_number(Decimal(match[1])) if match else Reading(None, ("W_COUNT_UNREADABLE",))
