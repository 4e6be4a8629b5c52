"""A document as it is entered or imported: read from texts, with every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hudang.archives.rules.descriptions import tidy_date
from hudang.kernel.dates import is_archive_date
from hudang.kernel.division_codes import is_division_code
from hudang.library.rules.standing import date_faults
from hudang.library.vocabulary import KIND_LABELS, LEVEL_LABELS, DocumentKind, Level

LONGEST = {
    "title": 200, "number": 80, "issuer": 100, "scope": 200, "keywords": 200, "source": 300, "governs": 2000,
    "text": 400_000,
}  # fmt: skip
DAYS = ("issued_on", "in_force_on", "repealed_on")
FIELD_NAMES = {
    "title": "标题", "number": "文号", "kind": "种类", "issuer": "发文机关", "level": "适用层级", "region": "适用区划",
    "issued_on": "成文日期", "in_force_on": "施行日期", "repealed_on": "废止日期", "replaces": "替代文件",
    "governs": "管什么", "scope": "适用范围", "keywords": "关键词", "source": "来源", "text": "全文",
}  # fmt: skip
COLUMNS = tuple(FIELD_NAMES)


@dataclass(frozen=True)
class DocumentEntry:
    """A document that is right in itself; ``region`` is a code of twelve digits, empty for what the level implies."""

    title: str
    kind: DocumentKind
    level: Level
    source: str
    region: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    in_force_on: date | None = None
    repealed_on: date | None = None
    governs: str = ""
    scope: str = ""
    keywords: str = ""
    text: str = ""
    must_read: bool = False


def read_entry(given: Mapping[str, object], today: date) -> tuple[DocumentEntry | None, dict[str, str]]:
    """Return the document that was written down, or the faults by field."""
    texts = {name: str(given.get(name) or "").strip() for name in LONGEST}
    faults = {
        name: f"{FIELD_NAMES[name]}不超过 {most} 字。" for name, most in LONGEST.items() if len(texts[name]) > most
    }
    if not texts["title"]:
        faults["title"] = "请填写标题。"
    if not texts["source"]:
        faults["source"] = "请填写来源：从哪里得到的，例如网址、来文登记号。"
    kind = _choice(str(given.get("kind") or ""), {k.value: label for k, label in KIND_LABELS.items()})
    if not kind:
        faults["kind"] = f"请从{'、'.join(KIND_LABELS.values())}中选一种。"
    level = _choice(str(given.get("level") or ""), {v.value: label for v, label in LEVEL_LABELS.items()})
    if not level:
        faults["level"] = f"请从{'、'.join(LEVEL_LABELS.values())}中选一级。"
    region = str(given.get("region") or "").strip()
    if region and not _is_region(region):
        faults["region"] = "适用区划写 12 位区划代码，例如 220882000000；不填时按适用层级取本省、本市、本县。"
    days: dict[str, date | None] = {}
    for name in DAYS:
        days[name], fault = _day(given.get(name))
        if fault:
            faults[name] = fault
    faults = date_faults(days["issued_on"], days["in_force_on"], days["repealed_on"], today) | faults
    if faults:
        return None, faults
    must_read = str(given.get("must_read") or "") not in ("", "False", "0", "否")
    return DocumentEntry(
        kind=DocumentKind(kind),
        level=Level(level),
        region=region,
        must_read=must_read,
        issued_on=days["issued_on"],
        in_force_on=days["in_force_on"],
        repealed_on=days["repealed_on"],
        **texts,
    ), {}


def _choice(said: str, choices: Mapping[str, str]) -> str:
    said = said.strip()
    if said in choices:
        return said
    return next((value for value, label in choices.items() if label == said), "")


def _is_region(code: str) -> bool:
    return is_division_code(code) or (len(code) == 12 and code.isdecimal() and code[4:] == "00000000")


def _day(given: object) -> tuple[date | None, str]:
    if isinstance(given, datetime):
        return given.date(), ""
    if given is None or isinstance(given, date):
        return given, ""
    said = str(given).strip()
    if not said:
        return None, ""
    tidied = tidy_date(said.split(" ")[0])
    if not is_archive_date(tidied) or tidied[4:6] == "00" or tidied[6:] == "00":
        return None, f"日期“{said[:20]}”看不懂，写作 2024-07-01。"
    try:
        return date(int(tidied[:4]), int(tidied[4:6]), int(tidied[6:])), ""
    except ValueError:
        return None, f"没有 {said[:20]} 这一天，请核对。"


def region_of(level: Level, region: str, own: str) -> str:
    """Return the region of a document: the one that was given, or the one above or of the place of whoever enters."""
    if region:
        return region
    digits = {Level.COUNTRY: 0, Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}[level]
    return own[:digits].ljust(12, "0")


def region_fault(level: Level, region: str) -> str:
    """Return what is wrong with a region at its level."""
    digits = {Level.COUNTRY: 0, Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}[level]
    whole = region[:digits].ljust(12, "0") == region
    below = digits > 0 and region[:digits].endswith("00" if digits < 9 else "000")
    return (
        "" if whole and not below else f"{LEVEL_LABELS[level]}文件的适用区划应是{LEVEL_LABELS[level]}的代码，请核对。"
    )
