"""Which lesson fits which shortcoming (R43): by the papers that are missing, by why cases came back, by what was found wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shortcoming:
    """Something that went wrong in somebody's own work: what, how often, where it is listed, which words tell it.

    ``materials`` counts what lessons name: codes of materials and keys of quality rules. ``query`` narrows the list.
    """

    topic: str
    count: int
    label: str
    materials: Mapping[str, int]
    url: str = ""
    query: str = ""


@dataclass(frozen=True)
class LessonSubject:
    """What a lesson is about: materials it speaks of, and the topics of its course."""

    lesson_id: int
    position: int
    course_topics: Sequence[str]
    course_materials: Sequence[str]
    materials: Sequence[str]


def weight(lesson: LessonSubject, shortcoming: Shortcoming) -> int:
    """Return how well a lesson fits: shortcomings of its materials count most, then those of its course's topics.

    A lesson that names a missing material itself counts three times what its course alone does.
    """
    if shortcoming.topic not in lesson.course_topics:
        return 0
    own = sum(number for code, number in shortcoming.materials.items() if code in lesson.materials)
    course = sum(number for code, number in shortcoming.materials.items() if code in lesson.course_materials)
    if shortcoming.materials:
        return own * 3 + course
    return shortcoming.count


def best_lesson(lessons: Iterable[LessonSubject], shortcoming: Shortcoming) -> int | None:
    """Return the id of the lesson that fits best, the earlier one where two fit alike; none when nothing fits."""
    weighed = [(-weight(lesson, shortcoming), lesson.position, lesson.lesson_id) for lesson in lessons]
    fitting = sorted(each for each in weighed if each[0] < 0)
    return fitting[0][2] if fitting else None


def counted(codes: Iterable[Iterable[str]]) -> Counter[str]:
    """Return how often each material is missing."""
    return Counter(code for each in codes for code in each)
