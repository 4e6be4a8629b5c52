"""The tutorial as a machine reads it: each numbered line is nothing but clauses of the forms below.

A line that says more or says it differently is an error, so that the tutorial cannot drift from the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCREEN = r"\*\*([^*]+)\*\*"
FORMS = {
    "sign in": re.compile(r"用 `([^`]+)` 和密码 `([^`]+)` 登录"),
    "page": re.compile(r"在“([^”]+)”页"),
    "press in row": re.compile(rf"在“([^”]+)”一行点 {_SCREEN}"),
    "print": re.compile(rf"点 {_SCREEN}，得到 PDF"),
    "press": re.compile(rf"点 {_SCREEN}"),
    "fill": re.compile(rf"在 {_SCREEN} 填 `([^`]+)`"),
    "choose": re.compile(rf"在 {_SCREEN} 选“([^”]+)”"),
    "upload": re.compile(rf"在 {_SCREEN} 放 \[[^\]]+\]\(([^)]+)\)"),
    "see": re.compile(r"看到“([^”]+)”"),
}
_BETWEEN = re.compile(r"[，。]")
_STEP = re.compile(r"^\d+\. (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Clause:
    """One thing to do or to see, with its words in the order of its form."""

    form: str
    words: tuple[str, ...]
    step: str


class UnknownStepError(ValueError):
    """A step that is none of the forms."""


def steps(text: str) -> Iterator[list[Clause]]:
    """Yield the clauses of each numbered line of the tutorial."""
    for step in _STEP.findall(text):
        yield list(_clauses(step))


def _clauses(step: str) -> Iterator[Clause]:
    rest = step
    while rest:
        form, match = _first(rest, step)
        yield Clause(form, match.groups(), step)
        rest = rest[match.end() :]
        between = _BETWEEN.match(rest)
        if rest and not between:
            raise UnknownStepError(f"{step!r}: {rest!r}")
        rest = rest[1:]


def _first(rest: str, step: str) -> tuple[str, re.Match[str]]:
    for form, pattern in FORMS.items():
        match = pattern.match(rest)
        if match:
            return form, match
    raise UnknownStepError(f"{step!r}: {rest!r}")
