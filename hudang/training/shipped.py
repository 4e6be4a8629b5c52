"""The courses that come with the product: files in ``courses/``, written into the tables edition by edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hudang.training.rules.course_files import CourseDraft, read_course

_FOLDER = Path(__file__).with_name("courses")


def shipped_courses() -> Iterator[CourseDraft]:
    """Yield the courses in the order of their files."""
    for path in sorted(_FOLDER.glob("*.toml")):
        yield read_course(path.read_text(encoding="utf-8"))


def install(course_model: Any, lesson_model: Any, question_model: Any) -> None:
    """Write the shipped courses; what was written before is brought to this edition and keeps its readers.

    Takes the tables as they are at the migration that calls it.
    """
    for draft in shipped_courses():
        course, _ = course_model.objects.update_or_create(
            code=draft.code, defaults={**draft.fields, "shipped": True, "retired_on": None}
        )
        for position, lesson in enumerate(draft.lessons, 1):
            values = {"title": lesson.title, "text": lesson.text, "sources": lesson.sources}
            lesson_model.objects.update_or_create(
                course=course, position=position, defaults={**values, "materials": list(lesson.materials)}
            )
        lesson_model.objects.filter(course=course, position__gt=len(draft.lessons)).delete()
        for question in draft.questions:
            question_model.objects.update_or_create(
                course=course,
                key=question.key,
                defaults={
                    "kind": str(question.kind),
                    "text": question.text,
                    "options": list(question.options),
                    "answer": list(question.answer),
                    "explanation": question.explanation,
                },
            )
