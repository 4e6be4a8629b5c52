"""Words of full-text search: Chinese as pairs of characters, so that any two that stand together are found.

A single surname is found by the beginning of a pair, a longer word by its pairs in order; white space between
Chinese characters, which readers of scans leave, does not part them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GAP = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_RUN = re.compile(rf"[{_HAN}]+|[0-9a-z]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_SPACES = re.compile(r"\s+")
_OR = {"或", "or", "|", "｜"}
LONGEST_QUERY = 100
_MOST_TERMS = 12


def tidy(text: str) -> str:
    """Return a text in one form of its signs, without gaps between Chinese characters."""
    return _SPACES.sub(" ", _GAP.sub("", unicodedata.normalize("NFKC", text))).strip()


def tokens(text: str) -> list[str]:
    """Return the words of a text for the index: pairs of characters, the last of each run alone, Latin words whole."""
    found: list[str] = []
    for run in _RUN.findall(tidy(text).lower()):
        if _IS_HAN.match(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
            found.append(run[-1])
        else:
            found.append(run)
    return found


@dataclass(frozen=True)
class Term:
    """Words that stand together; ``begins`` says that the last is only the beginning of one."""

    words: tuple[str, ...]
    begins: bool
    excluded: bool = False


def terms(query: str) -> list[list[Term]]:
    """Return what is asked for: all groups must be found, of each group one term. ``-词`` leaves out, ``或`` offers."""
    groups: list[list[Term]] = []
    either = False
    for said in unicodedata.normalize("NFKC", query[:LONGEST_QUERY]).lower().split()[: _MOST_TERMS * 2]:
        if said in _OR:
            either = bool(groups)
            continue
        term = _term(said)
        if term is None:
            continue
        if either and not term.excluded and not groups[-1][0].excluded:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    return groups[:_MOST_TERMS]


def _term(said: str) -> Term | None:
    excluded = said.startswith("-") and len(said) > 1
    runs = _RUN.findall(said)
    if not runs:
        return None
    words: list[str] = []
    for run in runs[:-1]:
        words += tokens(run)
    last = runs[-1]
    if not _IS_HAN.match(last) or len(last) == 1:
        return Term((*words, last), begins=True, excluded=excluded)
    return Term((*words, *(last[i : i + 2] for i in range(len(last) - 1))), begins=False, excluded=excluded)


def fts5(groups: list[list[Term]]) -> str:
    """Return the question as FTS5 understands it; empty when nothing is asked for."""
    wanted = [" OR ".join(_phrase(term) for term in group) for group in groups if not group[0].excluded]
    if not wanted:
        return ""
    left_out = [_phrase(group[0]) for group in groups if group[0].excluded]
    return " AND ".join(f"({each})" for each in wanted) + "".join(f" NOT {each}" for each in left_out)


def _phrase(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + (" *" if term.begins else "")


def tsquery(groups: list[list[Term]]) -> str:
    """Return the question as PostgreSQL understands it; the words hold nothing but letters, digits and characters."""
    if all(group[0].excluded for group in groups):
        return ""
    parts = []
    for group in groups:
        either = " | ".join(f"({_followed(term)})" for term in group)
        parts.append(f"!({either})" if group[0].excluded else f"({either})")
    return " & ".join(parts)


def _followed(term: Term) -> str:
    return " <-> ".join(term.words) + (":*" if term.begins else "")


@dataclass(frozen=True)
class Excerpt:
    """A piece of a text with what was found in it."""

    before: str
    hit: str
    after: str


def excerpt(plain: str, query: str, around: int = 36) -> Excerpt:
    """Return the first place of a tidy text where a word of the question stands, or its beginning."""
    low = plain.lower()
    for said in unicodedata.normalize("NFKC", query).lower().split():
        at = low.find(said) if not said.startswith("-") and said not in _OR else -1
        if at >= 0:
            first, end = max(0, at - around), at + len(said)
            before = ("…" if first else "") + plain[first:at]
            after = plain[end : end + around * 2]
            return Excerpt(before, plain[at:end], after + ("…" if end + around * 2 < len(plain) else ""))
    return Excerpt(plain[: around * 3] + ("…" if len(plain) > around * 3 else ""), "", "")


_YEAR = re.compile(r"(19|20)\d{2}")


@dataclass(frozen=True)
class StandardAsked:
    """A question for the standard of a year; an empty area asks for both."""

    year: int
    area: str


def standard_asked(query: str) -> StandardAsked | None:
    """Return which year's standard a question such as 2024 年农村标准 asks for."""
    said = tidy(query).replace(" ", "")
    year = _YEAR.search(said)
    if year is None or "标准" not in said:
        return None
    area = "rural" if "农" in said else "urban" if "城市" in said or "城镇" in said else ""
    return StandardAsked(int(year[0]), area)
