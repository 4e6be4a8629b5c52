"""Reading the values of a setting as a form or a file writes them; the same checks for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hudang.configuration.rules.shapes import Field, Shape
from hudang.configuration.vocabulary import FieldKind
from hudang.kernel.text import half_width

Choices = Mapping[str, Mapping[str, str]]
# what a date input can be made to send reaches beyond what days can be counted on from
_FIRST_YEAR, _LAST_YEAR = 1949, 2199
_DIGITS = 9
_MARKS = str.maketrans(dict.fromkeys("、，；;\n", ","))


class _WrongError(ValueError):
    """A value that is not what the field takes."""


def read(shape: Shape, raw: Mapping[str, Any], choices: Choices) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the typed values and the Chinese message for each field that is wrong."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in shape.fields:
        try:
            values[field.name] = _value(field, raw.get(field.name), choices.get(field.name, {}))
        except _WrongError as wrong:
            faults[field.name] = str(wrong)
    return values, faults


def _value(field: Field, given: Any, choices: Mapping[str, str]) -> Any:
    value = _READERS[field.kind](field, given, choices)
    if field.required and value in ("", None, []):
        raise _WrongError(f"请填写“{field.label}”。")
    return value


def _text(field: Field, given: Any, choices: Mapping[str, str]) -> str:
    if given is None:
        return ""
    if not isinstance(given, str | int | float):
        raise _WrongError(f"“{field.label}”应是文字。")
    text = str(given).strip()
    if len(text) > field.longest:
        raise _WrongError(f"“{field.label}”不超过 {field.longest} 字。")
    _refuse_hidden(field, text)
    return text


def _refuse_hidden(field: Field, text: str) -> None:
    if not readable(text):
        raise _WrongError(f"“{field.label}”含有看不见的字符。")


def readable(text: str) -> bool:
    """Tell whether a text holds neither control characters nor halves of characters, which JSON can spell."""
    return not any(ord(c) < 32 or "\ud800" <= c <= "\udfff" for c in text)


def _integer(field: Field, given: Any, choices: Mapping[str, str]) -> int | None:
    text = half_width(str(given)).strip() if given is not None and not isinstance(given, bool) else ""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS or not field.least <= int(text) <= field.most:
        raise _WrongError(f"“{field.label}”应填 {field.least} 到 {field.most} 的整数。")
    return int(text)


def _day(field: Field, given: Any, choices: Mapping[str, str]) -> date | None:
    if given in (None, ""):
        return None
    try:
        day = given if isinstance(given, date) else date.fromisoformat(str(given).strip())
    except ValueError:
        raise _WrongError(f"“{field.label}”请写成 2026-12-01 的样子。") from None
    if not sensible_day(day):
        raise _WrongError(f"“{field.label}”应在 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年之间。")
    return day


def sensible_day(day: date) -> bool:
    """Tell whether a setting can begin or end on a day."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def _yes(field: Field, given: Any, choices: Mapping[str, str]) -> bool:
    if given in (None, "", False, 0, "0", "false", "off"):
        return False
    if given in (True, 1, "1", "true", "on"):
        return True
    raise _WrongError(f"“{field.label}”应为是或否。")


def _choice(field: Field, given: Any, choices: Mapping[str, str]) -> str:
    text = _text(field, given, choices)
    if text and text not in choices:
        raise _WrongError(f"“{field.label}”没有“{text}”这一项，请从列表中选择。")
    return text


def _words(field: Field, given: Any, choices: Mapping[str, str]) -> list[str]:
    parts = given if isinstance(given, list) else str(given or "").translate(_MARKS).split(",")
    words = list(dict.fromkeys(word for part in parts if (word := str(part).strip())))
    _refuse_hidden(field, "".join(words))
    if len("、".join(words)) > field.longest:
        raise _WrongError(f"“{field.label}”合计不超过 {field.longest} 字。")
    return words


def _many(field: Field, given: Any, choices: Mapping[str, str]) -> list[str]:
    codes = _words(field, given, choices)
    if wrong := [code for code in codes if code not in choices]:
        raise _WrongError(f"“{field.label}”没有“{wrong[0]}”这一项，请从列表中选择。")
    return sorted(codes, key=list(choices).index)


_READERS: dict[FieldKind, Callable[[Field, Any, Mapping[str, str]], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.INTEGER: _integer,
    FieldKind.DAY: _day,
    FieldKind.YES: _yes,
    FieldKind.CHOICE: _choice,
    FieldKind.WORDS: _words,
    FieldKind.MANY: _many,
}


def in_words(field: Field, value: Any, choices: Mapping[str, str]) -> str:
    """Return a value as lists and the log show it."""
    if field.kind is FieldKind.YES:
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(choices.get(each, each) for each in value)
    if value is None:
        return ""
    return choices.get(str(value), str(value))
