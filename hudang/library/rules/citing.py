"""Which documents a text cites: 《社会救助暂行办法》第十一条, 吉民发〔2022〕15号, 民发〔2021〕57号."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?:[、和]第[一二三四五六七八九十百零〇\d]+条)*")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}〔\d{4}〕\d+号")
_PARTED = re.compile(r"[；;]")
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "〔", "】": "〕", "（": "(", "）": ")"})
# what texts of this product call a document for short
SHORT_NAMES = {
    "审核确认办法": "最低生活保障审核确认办法",
    "吉林省办法": "吉林省最低生活保障管理办法",
    "档案管理的通知": "关于加强最低生活保障档案管理的通知",
}


@dataclass(frozen=True)
class Known:
    """A document as texts may cite it."""

    pk: int
    title: str
    number: str


@dataclass(frozen=True)
class Cited:
    """One part of a text: what it says, the article, and the document that it means, if the library has it."""

    said: str
    article: str
    document: int | None


def plain(text: str) -> str:
    """Return a document number or title in one form of brackets, without spaces."""
    return re.sub(r"\s+", "", text).translate(_BRACKETS)


def cited_in(text: str, known: Sequence[Known]) -> list[Cited]:
    """Return the parts of a text with the documents that they cite; the longest title that stands in a part wins."""
    return [_cited(part.strip(), known) for part in _PARTED.split(text) if part.strip()]


def _cited(part: str, known: Iterable[Known]) -> Cited:
    said = plain(part)
    article = _ARTICLE.search(said)
    whole = said
    for short, title in SHORT_NAMES.items():
        if short in said and title not in said:
            whole = said.replace(short, title)
    best: tuple[int, int] | None = None
    for each in known:
        number, title = plain(each.number), plain(each.title)
        if (number and number in whole) or (len(title) >= 4 and title in whole):
            weight = len(title) + (1000 if number and number in whole else 0)
            if best is None or weight > best[0]:
                best = (weight, each.pk)
    return Cited(part, article[0] if article else "", best[1] if best else None)
