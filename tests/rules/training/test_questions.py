"""Questions that can be asked, papers that can be drawn again, marks; the courses that ship."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hudang.accounts.vocabulary import Post
from hudang.quality.rules.catalogue import BY_KEY
from hudang.training.rules.certificates import valid_until
from hudang.training.rules.course_files import CourseDraft
from hudang.training.rules.papers import draw, mark
from hudang.training.rules.questions import QuestionDraft, is_right, question_faults
from hudang.training.rules.recommending import LessonSubject, Shortcoming, best_lesson
from hudang.training.shipped import shipped_courses
from hudang.training.vocabulary import CourseKind, QuestionKind

COURSES = list(shipped_courses())
# what this seed has drawn since the first edition
PAPER: list[str] = ["q2", "q9", "q13", "q1"]
TITLES = ["归档范围与次序", "一户一袋、一村一盒", "收入核实", "动态走访", "公示与隐私", "职业素养"]


def question(**changes: Any) -> QuestionDraft:
    known: dict[str, Any] = {"kind": "single", "text": "几户一袋？", "options": ("一户", "两户"), "answer": (0,)}
    return QuestionDraft(**(known | changes))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": ()}, "answer"),
        ({"answer": (2,)}, "answer"),
        ({"answer": (0, 1)}, "answer"),
        ({"kind": "multiple", "answer": (0,)}, "answer"),
        ({"kind": "true_false", "options": (), "answer": ()}, "answer"),
        ({"kind": "fill_in", "text": "一户____袋", "options": (), "answer": ("",)}, "answer"),
        ({"kind": "fill_in", "text": "一户一袋", "options": (), "answer": ("一",)}, "text"),
        ({"options": ("一户",)}, "options"),
        ({"options": ("一户", "一户")}, "options"),
        ({"text": " "}, "text"),
        ({"kind": "essay"}, "kind"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in question_faults(question(**changes))


def test_a_question_with_its_right_answer_can_be_asked() -> None:
    assert not question_faults(question())


@pytest.mark.parametrize(
    ("kind", "wanted", "given", "right"),
    [
        ("multiple", (0, 2), (2, 0), True),
        ("multiple", (0, 2), (0,), False),
        ("multiple", (0, 2), (0, 1, 2), False),
        ("fill_in", ("10", "十"), ("１０ ",), True),
        ("fill_in", ("10", "十"), ("十。",), True),
        ("fill_in", ("10",), (), False),
        ("single", (1,), (), False),
    ],
)
def test_answers(kind: str, wanted: Any, given: Any, right: bool) -> None:
    assert is_right(kind, wanted, given) is right


def test_the_same_seed_draws_the_same_paper_for_ever() -> None:
    keys = [f"q{number}" for number in range(15)]
    assert draw("abc", keys, 4) == draw("abc", keys[::-1], 4) == PAPER
    assert draw("abc", keys, 15) != draw("abd", keys, 15)
    assert sorted(draw("abc", keys, 99)) == sorted(keys)


def test_what_is_left_out_is_wrong_and_half_a_point_counts() -> None:
    paper = [{"kind": "single", "answer": [0]}] * 8
    assert mark(paper, [[0]]).score == 13
    assert mark(paper, []).score == 0
    assert mark(paper, [[0]] * 8).score == 100


def test_a_certificate_of_a_leap_day_ends_before_the_same_day() -> None:
    assert str(valid_until(date(2024, 2, 29), 12)) == "2025-02-27"


def test_the_courses_of_the_product_are_all_there() -> None:
    assert [course.fields["title"] for course in COURSES] == TITLES
    assert CourseKind.ETHICS in {course.fields["kind"] for course in COURSES}


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_a_shipped_course_is_whole(course: CourseDraft) -> None:
    assert len(course.questions) >= 15
    assert len({each.key for each in course.questions}) == len(course.questions)
    assert {each.kind for each in course.questions} == set(QuestionKind)
    assert not [(each.key, question_faults(each)) for each in course.questions if question_faults(each)]
    assert all(each.explanation for each in course.questions)
    assert len(course.lessons) >= 3
    assert all(len(lesson.text) > 300 and lesson.sources for lesson in course.lessons)
    assert set(course.fields["posts"]) <= set(Post)
    assert course.fields["practice"]


def test_missing_papers_lead_to_the_lesson_that_names_them() -> None:
    lessons = [
        LessonSubject(1, 1, ("missing",), ("M10", "M13"), ("M10",)),
        LessonSubject(2, 4, ("missing",), ("M10", "M13"), ("M13", "M15")),
        LessonSubject(3, 1, ("visits",), ("M71",), ("M71",)),
    ]
    assert best_lesson(lessons, Shortcoming("missing", 9, "", {"M13": 5, "M10": 2})) == 2
    assert best_lesson(lessons, Shortcoming("missing", 9, "", {"M99": 5})) is None


def test_every_quality_rule_that_is_learnt_has_its_lesson() -> None:
    rules = {word for course in COURSES for lesson in course.lessons for word in lesson.materials if word[0] != "M"}
    assert rules - {"returned_visit"} <= set(BY_KEY)
    # those that no lesson speaks of: missing papers and copies lead by material, the clock of a case tells itself, and
    # who keeps what is kept apart is settled by whoever gives rights
    taught_otherwise = {"missing_material", "signed_copy_missing", "sealed_copy_missing", "case_overdue"}
    settled = {"no_account", "dates_reversed", "handler_gone", "keeper_without_right", "apart_not_secret"}
    assert set(BY_KEY) - rules == taught_otherwise | settled
