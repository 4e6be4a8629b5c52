"""Reading the names of folders and scans: whose papers, which material, which page (design of ``file-scans``).

Names come from many hands: ``M10-2.png``, ``01 申请书1.jpg``, ``户口簿（2）.jpg``, ``2208821052010007_M50.tif``,
``王德贵3647``. Nothing here decides; it only says what stands in a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from hudang.archives.rules.material_words import MaterialGuess, MaterialWords, part_order, tidy
from hudang.archives.rules.reference_codes import normalise
from hudang.kernel.dates import archive_date, is_archive_date
from hudang.kernel.identity import IdentityNumber, mask_identity, parse_identity

_HOUSEHOLD = re.compile(r"(?<!\d)(\d{12})-?(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?![\dXx])")
_MASKED = re.compile(r"(?<!\d)\d{0,14}\*{3,}(\d{3}[\dXx])(?![\dXx])")
_FILE_CODE = re.compile(r"[A-Z]\d{3}-[A-Z]{2}(?:[·_][A-Z0-9]{1,4}){0,3}[·_]\d{4}[·_](?:Y|D\d{1,3})[·_]\w{1,8}-\d{3,4}")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:(\d{2})(\d{2})|[-.年](\d{1,2})[-.月](\d{1,2})日?)(?!\d)")
_SERIAL = re.compile(r"^[\s第#(]*(\d{1,3})(?:[\s._、\-)]+(?=\D)|(?=[\u4e00-\u9fff]))")
_CHINESE = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_TRAILING = re.compile(
    r"[\s\-_.,pP]*[(\[]?\s*第?\s*(?:(\d{1,3}|0\d{3})|([一二三四五六七八九十]))\s*[页张]?\s*[)\]]?\s*$"
)
_CHINESE_TRAILING = re.compile(r"(?:[(第之\-_]\s*[一二三四五六七八九十]\s*[)页张]?|页|张)\s*$")
_TAIL = re.compile(r"(?<![\dXx])(\d{4,6}|\d{3,5}[Xx])(?![\dXx])")
# a folder 2025 is a year and no identity number's end; 2039 was none yet
_YEAR = re.compile(r"((?:19[5-9]|20\d)\d)(?:[01]\d)?")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff][\u3400-\u9fff\U00020000-\U0003ffff·]{1,14}")
_ABOUT_PAPERS = re.compile(
    r"户主(?=[:\s])|一家人?(?![\u4e00-\u9fff])|全家|等(?=\d)|低保户?|材料|档案|扫描件?|资料|户袋|一户一袋|单人户|全部|完整|电子版"
)
_LONGEST_PLAIN_NAME = 4
_EDGES = " -_.,、:;()[]#+&"
_QUIET = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "$recycle.bin", "system volume information"})
OLDEST_DOCUMENT = 1949
LONGEST_FILE_NAME = 255


@dataclass(frozen=True)
class HouseholdName:
    """What a name says about a household; each part may be empty.

    ``besides`` are further numbers and persons in the same name, who may be of another household.
    """

    code: str = ""
    identity: str = ""
    reference_code: str = ""
    tail: str = ""
    name: str = ""
    besides: tuple[HouseholdName, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to look a household up by."""
        return any((self.code, self.identity, self.reference_code, self.tail, self.name))


@dataclass(frozen=True)
class FolderName:
    """One folder's name taken apart."""

    text: str
    household: HouseholdName
    material: MaterialGuess


@dataclass(frozen=True)
class ScanName:
    """One scan's name taken apart: pages of one item share material, ``part`` and ``dated``."""

    household: HouseholdName
    material: MaterialGuess
    serial: int
    numbers: tuple[int, ...]
    dated: str
    stem: str

    @property
    def page_order(self) -> tuple[object, ...]:
        """What to sort the pages of an item by."""
        return (self.numbers[-1:] or (0,), self.serial, part_order(self.stem), natural_key(self.stem))

    @property
    def group(self) -> tuple[object, ...]:
        """What is equal for the pages of one item in a folder."""
        return (self.material.code, self.household, self.numbers[:-1], self.dated)


def is_quiet(name: str) -> bool:
    """Tell whether a file is the computer's own (Thumbs.db, .DS_Store …) and no scan."""
    return name.startswith((".", "~$")) or name.lower() in _QUIET


def kept_name(name: str) -> str:
    """Return a file's name as the archive keeps it: one form, no control signs, identity numbers masked."""
    text = "".join(sign for sign in tidy(name) if sign.isprintable())
    return _IDENTITY.sub(lambda match: mask_identity(match[0]), text)[-LONGEST_FILE_NAME:]


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 2 before 10."""
    parts = re.split(r"(\d+)", tidy(name))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def read_folder(name: str, words: MaterialWords, today: date) -> FolderName:
    """Take a folder's name apart."""
    text = tidy(name)
    household, left = _certain(text, today)
    codes, left = words.codes_in(left)
    left = _SERIAL.sub("", left)
    guess = words.guess(codes, left)
    return FolderName(text, _with_name(household, guess.rest, today), guess)


def read_scan(stem: str, words: MaterialWords, today: date) -> ScanName:
    """Take a scan's name (without its extension) apart."""
    text = tidy(stem)
    household, left = _certain(text, today)
    dated, left = _take_date(left, today)
    codes, left = words.codes_in(left)
    serial, left = _take_serial(left)
    numbers, left = _take_numbers(left)
    guess = words.guess(codes, left)
    if household.says_something:
        household = replace(household, besides=household.besides + _persons(guess.rest))
    else:
        household = _with_name(household, guess.rest, today)
    return ScanName(household, guess, serial, numbers, dated, text)


def _certain(text: str, today: date) -> tuple[HouseholdName, str]:
    """Take out what names a household for certain: reference code, identity number, household code."""
    if match := _FILE_CODE.search(text):
        return HouseholdName(reference_code=normalise(match[0].replace("_", "·"))), _without(text, match)
    said = []
    for match in [*_IDENTITY.finditer(text), *_HOUSEHOLD.finditer(text)]:
        one = _numbered(match, today)
        if one.says_something:
            said.append(one)
            text = text.replace(match[0], " ", 1)
    first, *others = dict.fromkeys(said) or [HouseholdName()]
    return replace(first, besides=tuple(others)), text


def _numbered(match: re.Match[str], today: date) -> HouseholdName:
    """Return the person's or the household's number that was found; nothing for other digits."""
    if match.re is _HOUSEHOLD:
        return HouseholdName(code=match[1] + match[2])
    parsed = parse_identity(match[0], today)
    return HouseholdName(identity=parsed.number) if isinstance(parsed, IdentityNumber) else HouseholdName()


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _is_year(digits: str, today: date) -> bool:
    found = _YEAR.fullmatch(digits)
    return bool(found and int(found[1]) <= today.year + 1)


def _with_name(household: HouseholdName, rest: str, today: date) -> HouseholdName:
    """Add the identity tail and the person's name that stand in the rest of a name."""
    rest = _MASKED.sub(r" \1 ", rest)
    tails = (match[1].upper() for match in _TAIL.finditer(rest))
    tail = next((each for each in tails if not _is_year(each, today)), "")
    name = _NAME.search(_ABOUT_PAPERS.sub(" ", rest))
    person = name[0].strip("·") if name else ""
    for ending in ("家庭", "户", "家", "的"):
        if len(person) > 2 and person.endswith(ending):
            person = person.removesuffix(ending)
            break
    if household.says_something and not 2 <= len(person) <= _LONGEST_PLAIN_NAME:
        person = ""
    others = tuple(other for other in _persons(rest) if name and other.name != name[0])
    return replace(household, tail=tail, name=person, besides=household.besides + others)


def _persons(rest: str) -> tuple[HouseholdName, ...]:
    """Return what may be persons' names in the rest of a name."""
    found = (match[0] for match in _NAME.finditer(_ABOUT_PAPERS.sub(" ", rest)))
    return tuple(HouseholdName(name=name) for name in found if len(name) <= _LONGEST_PLAIN_NAME)


def _take_date(text: str, today: date) -> tuple[str, str]:
    for match in _DATE.finditer(text):
        year, month, day = match[1], match[2] or match[4], match[3] or match[5]
        eight = f"{year}{int(month):02d}{int(day):02d}"
        if int(year) >= OLDEST_DOCUMENT and is_archive_date(eight) and eight <= archive_date(today):
            return eight, _without(text, match)
    return "", text


def _take_serial(text: str) -> tuple[int, str]:
    match = _SERIAL.match(text.lstrip(_EDGES))
    if match is None:
        return 0, text
    return int(match[1]), text.lstrip(_EDGES)[match.end() :]


def _take_numbers(text: str) -> tuple[tuple[int, ...], str]:
    """Take the running numbers off the end of a name; the last one is the page."""
    numbers: list[int] = []
    left = text.rstrip(" -_.")
    while len(numbers) < 2 and (match := _TRAILING.search(left)):
        if match[2] and not _CHINESE_TRAILING.search(left):
            # 王一, 李三: a name may end in a numeral
            break
        numbers.insert(0, int(match[1]) if match[1] else _CHINESE[match[2]])
        left = left[: match.start()].rstrip(" -_.")
    return tuple(numbers), left
