"""The bank and the lessons: a county's own courses, questions and files beside what ships with the product."""

from __future__ import annotations

from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import InvalidInput
from hudang.training.actions.keeping_files import keep_file
from hudang.training.models import Course, Lesson, LessonFile, Question
from hudang.training.queries.courses import course_for, lesson_for, question_for
from hudang.training.rules.questions import QuestionDraft, question_faults


@transaction.atomic
def add_question(*, actor: User, code: str, draft: QuestionDraft) -> Question:
    """Add a question to the bank of a course. Raises ``InvalidInput`` by field: without a right answer it is refused."""
    require(actor, Right.MANAGE_TRAINING)
    course = course_for(actor, code)
    faults = question_faults(draft)
    if faults:
        raise InvalidInput(faults)
    # questions of a county stand apart from those that the next edition of the product brings
    county = county_code(actor.division_code)[:6]
    number = Question.objects.filter(course=course, key__startswith=f"{county}-").count() + 1
    made = Question.objects.create(
        course=course,
        key=f"{county}-{number}",
        kind=draft.kind,
        text=draft.text.strip(),
        options=[option.strip() for option in draft.options],
        answer=list(draft.answer),
        explanation=draft.explanation.strip(),
    )
    record(actor, Act("add_question", "question", made.pk, summary=f"《{course.title}》题库添加一题"))
    return made


@transaction.atomic
def retire_question(*, actor: User, question_id: int) -> Question:
    """Take a question out of the bank; papers that were drawn keep it."""
    require(actor, Right.MANAGE_TRAINING)
    question = question_for(actor, question_id)
    question.retired_on = clock.today()
    question.save(update_fields=["retired_on"])
    record(actor, Act("retire_question", "question", question.pk, summary=f"《{question.course.title}》停用一题"))
    return question


@transaction.atomic
def add_course(*, actor: User, title: str, kind: str, summary: str, posts: list[str], hours: Decimal) -> Course:
    """Open a course of the county."""
    require(actor, Right.MANAGE_TRAINING)
    county = county_code(actor.division_code)
    number = Course.objects.filter(county_code=county).count() + 1
    made = Course.objects.create(
        code=f"c{county[:6]}-{number}", title=title.strip(), kind=kind, summary=summary.strip(), posts=posts,
        hours=hours, county_code=county,
    )  # fmt: skip
    record(actor, Act("add_course", "course", made.code, summary=f"开设课程《{made.title}》"))
    return made


@transaction.atomic
def add_lesson(*, actor: User, code: str, title: str, text: str, sources: str = "") -> Lesson:
    """Add a lesson at the end of one of the county's own courses; shipped courses are the product's."""
    require(actor, Right.MANAGE_TRAINING)
    course = course_for(actor, code)
    if course.shipped:
        raise InvalidInput({"title": "随产品提供的课程不能加课，请另开一门本县的课程。"})
    position = course.lessons.count() + 1
    made = Lesson.objects.create(course=course, position=position, title=title.strip(), text=text, sources=sources)
    record(actor, Act("add_lesson", "lesson", made.pk, summary=f"《{course.title}》添加一课：{made.title}"))
    return made


@transaction.atomic
def add_lesson_file(*, actor: User, lesson_id: int, content: BinaryIO, name: str) -> LessonFile:
    """Lay a picture, PDF or video with a lesson."""
    require(actor, Right.MANAGE_TRAINING)
    lesson = lesson_for(actor, lesson_id)
    kept = keep_file(content, name)
    made = LessonFile.objects.create(
        lesson=lesson, name=kept.name, media_type=kept.media_type, sha256=kept.sha256, size=kept.size,
        added_by=actor.display_name,
    )  # fmt: skip
    record(actor, Act("add_lesson_file", "lesson", lesson.pk, summary=f"《{lesson.title}》添加课件 {kept.name}"))
    return made
