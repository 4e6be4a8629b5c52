"""A course as it ships: a TOML file with lessons and questions, read into plain data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hudang.training.rules.questions import QuestionDraft, choices_of
from hudang.training.vocabulary import LETTERS, QuestionKind


@dataclass(frozen=True)
class LessonDraft:
    """A lesson as written."""

    title: str
    text: str
    sources: str
    materials: tuple[str, ...]


@dataclass(frozen=True)
class CourseDraft:
    """A course as written."""

    code: str
    fields: Mapping[str, Any]
    lessons: tuple[LessonDraft, ...]
    questions: tuple[QuestionDraft, ...]


_FIELDS = ("title", "kind", "version", "summary", "posts", "hours", "materials", "topics", "practice")


def read_course(text: str) -> CourseDraft:
    """Read a course file; raises ``KeyError`` or ``ValueError`` when it is not one."""
    data = tomllib.loads(text)
    return CourseDraft(
        code=data["code"],
        fields={name: data[name] for name in _FIELDS},
        lessons=tuple(_lesson(each) for each in data["lessons"]),
        questions=tuple(_question(each) for each in data["questions"]),
    )


def _lesson(data: Mapping[str, Any]) -> LessonDraft:
    return LessonDraft(data["title"], data["text"].strip(), data["sources"], tuple(data.get("materials", ())))


def _question(data: Mapping[str, Any]) -> QuestionDraft:
    kind, options = QuestionKind(data["kind"]), tuple(data.get("options", ()))
    return QuestionDraft(
        kind=kind,
        text=data["text"],
        options=options,
        answer=tuple(_answer(kind, choices_of(kind, options), data["answer"])),
        explanation=data["explanation"],
        key=data["key"],
    )


def _answer(kind: QuestionKind, choices: Any, written: Any) -> list[int | str]:
    """Return the places of the right options; in the file they are letters, 对 or 错, or texts for a blank."""
    if kind is QuestionKind.FILL_IN:
        return [written] if isinstance(written, str) else list(written)
    if kind is QuestionKind.TRUE_FALSE:
        return [choices.index(written)]
    return sorted(LETTERS.index(letter) for letter in written)
