"""Learning: lessons read, tests drawn, handed in and marked, the make-up that follows a failed one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.training.actions.certificates import settle
from hudang.training.errors import ClosedTest, NoTestDue, PassedAlready, QuestionsMissing
from hudang.training.models import Course, Question, Reading, Test, TrainingSession
from hudang.training.queries.courses import course_for, lesson_for, progress_of, questions_of, test_for
from hudang.training.rules.papers import draw, make_up_by, mark
from hudang.training.vocabulary import TestState

_SEED_BYTES = 8


@transaction.atomic
def mark_read(*, actor: User, lesson_id: int) -> None:
    """Note that the actor has learnt a lesson; once is enough."""
    lesson = lesson_for(actor, lesson_id)
    _, new = Reading.objects.get_or_create(learner=actor, lesson=lesson, defaults={"read_at": clock.now()})
    if new:
        told = f"学完《{lesson.course.title}》：{lesson.title}"
        record(actor, Act("read_lesson", "lesson", lesson.pk, summary=told))
        settle(actor, lesson.course)


@transaction.atomic
def open_test(*, actor: User, code: str) -> Test:
    """Return the actor's open test of a course, or draw a new paper for him.

    Raises ``QuestionsMissing``, ``PassedAlready``; ``NoTestDue`` while his certificate holds and is not about to run out.
    """
    course = course_for(actor, code)
    standing = Test.objects.filter(learner=actor, course=course, state=TestState.OPEN).first()
    if standing is not None:
        return standing
    (progress,) = progress_of(actor, [course])
    held = progress.certificate
    if held is not None and progress.valid and not progress.renew:
        raise NoTestDue(course=course.title, until=held.valid_until)
    if held is None and progress.test is not None and progress.test.state == TestState.PASSED:
        raise PassedAlready(course=course.title)
    return draw_paper(actor, course)


def draw_paper(
    learner: User, course: Course, *, make_up: bool = False, due_on: Any = None, session: Any = None
) -> Test:
    """Draw a paper from the bank by a fresh seed and keep it with the questions as they stand."""
    questions = {question.key: question for question in questions_of(course)}
    if len(questions) < course.paper_size:
        raise QuestionsMissing(course=course.title, have=len(questions), need=course.paper_size)
    number = (Test.objects.filter(learner=learner, course=course).count()) + 1
    seed = secrets.token_hex(_SEED_BYTES)
    drawn = draw(seed, list(questions), course.paper_size)
    test = Test.objects.create(
        learner=learner,
        course=course,
        course_version=course.version,
        session=session or _session_of(learner, course),
        number=number,
        seed=seed,
        paper=[_kept(questions[key]) for key in drawn],
        pass_mark=course.pass_mark,
        make_up=make_up,
        due_on=due_on,
        opened_at=clock.now(),
    )
    what = "补考" if make_up else "测验"
    act = Act("open_test", "test", test.pk, summary=f"《{course.title}》{what}，第 {number} 次", after={"seed": seed})
    record(learner, act)
    return test


def _session_of(learner: User, course: Course) -> TrainingSession | None:
    """Return the session of this course, not yet closed, that the learner attended last: his mark goes with it."""
    rows = TrainingSession.objects.filter(course=course, attendances__learner=learner, closed_on=None)
    return rows.order_by("-starts_at").first()


def _kept(question: Question) -> dict[str, Any]:
    names = ("key", "kind", "text", "options", "answer", "explanation")
    return {name: getattr(question, name) for name in names}


@transaction.atomic
def hand_in(*, actor: User, test_id: int, answers: Sequence[Sequence[int | str]]) -> Test:
    """Mark a test. Who fails gets a make-up with a new paper by itself (R45); who passes may get his certificate."""
    test = test_for(actor, test_id)
    locked = Test.objects.select_for_update(of=("self",)).select_related("course").get(pk=test.pk)
    if locked.state != TestState.OPEN:
        raise ClosedTest(score=locked.score)
    marked = mark(locked.paper, answers)
    locked.answers = [list(each) for each in answers]
    locked.score, locked.handed_in_at = marked.score, clock.now()
    locked.state = TestState.PASSED if marked.score >= locked.pass_mark else TestState.FAILED
    locked.save(update_fields=["answers", "score", "handed_in_at", "state"])
    told = f"《{locked.course.title}》测验 {marked.score} 分，{locked.state_label}"
    record(actor, Act("hand_in_test", "test", locked.pk, summary=told, after={"score": marked.score}))
    if locked.state == TestState.FAILED:
        draw_paper(actor, locked.course, make_up=True, due_on=make_up_by(clock.today()), session=locked.session)
    else:
        settle(actor, locked.course)
    return locked
