"""Reading one value by the kind of its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from hudang.forms.rules.definition import Field
from hudang.forms.rules.pictures import can_be_drawn
from hudang.forms.vocabulary import NO, ON_PAPER, YES, Kind
from hudang.households.rules.documents import other_document
from hudang.kernel.division_codes import is_division_code
from hudang.kernel.identity import (
    FAULT_MESSAGES,
    IdentityFault,
    parse_certificate,
    parse_identity,
    phone_valid,
    tidy_identity,
)
from hudang.kernel.text import clean_name, half_width, remove_spaces, strip_invisible

_CENTS, _THOUSANDTHS = 2, 3
_MOST_MONEY = Decimal("9999999999.99")
_LONGEST_TEXT, _LONGEST_NAME, _LONGEST_STORY = 200, 50, 2000
_MOST_INTEGER = 999_999_999
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?")
_TIME = re.compile(r"(\d{1,2})[:：时](\d{1,2})分?(?::\d{2})?")
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}")
# a signature or a photograph as a data address; larger ones are made smaller before they come here
LONGEST_PICTURE = 3_000_000
_ACCOUNT = re.compile(r"\d{8,30}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be taken, and what to do."""

    words: str


def is_blank(raw: Any) -> bool:
    """Tell whether nothing was filled in; 0 and False are something."""
    return raw is None or (isinstance(raw, str) and not raw.strip()) or (isinstance(raw, list | tuple) and not raw)


def read_value(each: Field, raw: Any, today: date) -> Any:
    """Return the clean value of a field that is not blank, or a ``Fault``."""
    return _READERS[each.kind](each, raw, today)


def _words(raw: Any) -> str:
    return strip_invisible(unicodedata.normalize("NFC", str(raw))).strip()


def _digits(raw: Any) -> str:
    return remove_spaces(half_width(strip_invisible(str(raw))))


def _text(each: Field, raw: Any, today: date) -> Any:
    usual = _LONGEST_STORY if each.kind is Kind.LONG_TEXT else _LONGEST_TEXT
    longest, words = each.longest or usual, _words(raw).replace("\r\n", "\n")
    if len(words) > longest:
        return Fault(f"{each.label}最多 {longest} 个字，现在有 {len(words)} 个，请缩短。")
    return words


def _person(each: Field, raw: Any, today: date) -> Any:
    name = clean_name(str(raw))
    if len(name) > (each.longest or _LONGEST_NAME):
        return Fault(f"{each.label}最多 {each.longest or _LONGEST_NAME} 个字，请核对。")
    if any(mark.isdigit() for mark in name):
        return Fault(f"{each.label}里不应有数字，请核对。")
    return name


def _integer(each: Field, raw: Any, today: date) -> Any:
    words = _digits(raw)
    if not re.fullmatch(r"-?\d+", words):
        return Fault(f"{each.label}应填整数，例如 3。")
    return _within(each, int(words), each.most if each.most is not None else _MOST_INTEGER)


def _within(each: Field, number: Any, most: Any) -> Any:
    least = each.least if each.least is not None else 0
    if number < least:
        return Fault(f"{each.label}不能小于 {least}。")
    if number > most:
        return Fault(f"{each.label}不能大于 {most}。")
    return number


def _decimal(each: Field, raw: Any, places: int, most: Decimal) -> Any:
    words = _digits(raw).replace(",", "").removeprefix("¥").removesuffix("元")
    try:
        number = Decimal(words)
    except InvalidOperation:
        return Fault(f"{each.label}应填数字，例如 315.50。")
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return Fault(f"{each.label}应填数字，例如 315.50。")
    if -exponent > places and number != round(number, places):
        return Fault(f"{each.label}最多填 {places} 位小数。")
    limit = most if each.most is None else Decimal(each.most)
    return _within(each, round(number, places) if -exponent > places else number, limit)


def _money(each: Field, raw: Any, today: date) -> Any:
    return _decimal(each, raw, _CENTS, _MOST_MONEY)


def _quantity(each: Field, raw: Any, today: date) -> Any:
    return _decimal(each, raw, _THOUSANDTHS, _MOST_MONEY)


def _day_of(raw: Any) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    match = _DAY.fullmatch(_digits(raw))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _date(each: Field, raw: Any, today: date) -> Any:
    day = _day_of(raw)
    if day is None:
        return Fault(f"{each.label}应是实有的日期，例如 {today:%Y-%m-%d}。")
    if day > today and not each.planned:
        return Fault(f"{each.label}不能晚于今天（{today:%Y-%m-%d}）。")
    return day if day.year >= 1880 else Fault(f"{each.label}的年份不对，请核对。")


def _month(each: Field, raw: Any, today: date) -> Any:
    if isinstance(raw, date):
        return f"{raw:%Y-%m}"
    match = _MONTH.fullmatch(_digits(raw))
    if not match or not 1 <= int(match[2]) <= 12:
        return Fault(f"{each.label}应填年月，例如 {today:%Y-%m}。")
    return f"{match[1]}-{int(match[2]):02d}"


def _time(each: Field, raw: Any, today: date) -> Any:
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    match = _TIME.fullmatch(_digits(raw))
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return Fault(f"{each.label}应填时间，例如 09:30。")
    return f"{int(match[1]):02d}:{match[2].zfill(2)}"


def _moment(each: Field, raw: Any, today: date) -> Any:
    """A day and a time of that day, kept as ``2026-03-05 09:30``."""
    if isinstance(raw, datetime):
        raw = f"{raw:%Y-%m-%d %H:%M}"
    day_words, _, time_words = _words(raw).replace("T", " ").partition(" ")
    day = _date(each, day_words, today)
    if isinstance(day, Fault):
        return day
    if not time_words:
        return f"{day:%Y-%m-%d}"
    clock = _time(each, time_words, today)
    return clock if isinstance(clock, Fault) else f"{day:%Y-%m-%d} {clock}"


def _yes_no(each: Field, raw: Any, today: date) -> Any:
    if isinstance(raw, bool):
        return raw
    words = _words(raw).lower()
    if words in (YES, "true", "1", "on", "是", "有"):
        return True
    if words in (NO, "false", "0", "否", "无"):
        return False
    return Fault(f"{each.label}请选“是”或“否”。")


def _choice(each: Field, raw: Any, today: date) -> Any:
    code = _words(raw)
    return code if code in each.choices else Fault(f"{each.label}请从列出的选项中选一项。")


def _choices(each: Field, raw: Any, today: date) -> Any:
    given = [raw] if isinstance(raw, str) else list(raw)
    chosen = [code for code in (_words(one) for one in given) if code]
    if any(code not in each.choices for code in chosen):
        return Fault(f"{each.label}请从列出的选项中选。")
    return [code for code in each.choices if code in chosen]


def _identity(each: Field, raw: Any, today: date) -> Any:
    other = other_document(str(raw))
    if other:
        return other
    found = parse_identity(str(raw), today)
    return Fault(FAULT_MESSAGES[found]) if isinstance(found, IdentityFault) else found.number


def _certificate(each: Field, raw: Any, today: date) -> Any:
    if parse_certificate(str(raw)) is None:
        return Fault("残疾人证号应为 20 位：18 位身份证号加类别、等级各一位，请对照证件改正。")
    return tidy_identity(str(raw))


def _account(each: Field, raw: Any, today: date) -> Any:
    words = _digits(raw)
    return words if _ACCOUNT.fullmatch(words) else Fault(f"{each.label}应为 8 至 30 位数字，请对照存折或卡改正。")


def _telephone(each: Field, raw: Any, today: date) -> Any:
    words = _digits(raw)
    return words if phone_valid(words) else Fault(f"{each.label}应为 11 位手机号，或带区号的座机，例如 0436-5223456。")


def _division(each: Field, raw: Any, today: date) -> Any:
    words = _digits(raw)
    return words if is_division_code(words) else Fault(f"{each.label}应为 12 位区划代码，请从列表中选择。")


def _signature(each: Field, raw: Any, today: date) -> Any:
    """A drawn signature, the name of who signed by the system, or that it stands on the paper."""
    words = str(raw).strip()
    if words == ON_PAPER:
        return words
    return _picture(each, words, today) if words.startswith("data:") else _person(each, words, today)


def _picture(each: Field, raw: Any, today: date) -> Any:
    words = str(raw).strip()
    if len(words) > LONGEST_PICTURE:
        return Fault(f"{each.label}的图片太大，请重新拍摄或缩小。")
    if _PICTURE.fullmatch(words) and can_be_drawn(words):
        return words
    return Fault(f"{each.label}的图片不能使用，请重新签名或换一张 JPEG、PNG 照片。")


_READERS: dict[Kind, Callable[[Field, Any, date], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.MONEY: _money,
    Kind.QUANTITY: _quantity,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.IDENTITY: _identity,
    Kind.CERTIFICATE: _certificate,
    Kind.ACCOUNT: _account,
    Kind.TELEPHONE: _telephone,
    Kind.DIVISION: _division,
    Kind.PERSON: _person,
    Kind.SIGNATURE: _signature,
    Kind.PHOTO: _picture,
}
