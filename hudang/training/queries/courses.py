"""Courses as somebody sees them: what he must learn, how far he is, what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hudang.accounts.models import User
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import NotVisible
from hudang.training.models import Certificate, Course, Lesson, LessonFile, PracticeRun, Question, Reading, Test
from hudang.training.rules.certificates import expires_soon
from hudang.training.vocabulary import TestState


def courses_of(user: User) -> QuerySet[Course]:
    """Return the courses in use in the user's county."""
    return Course.objects.filter(county_code__in=("", county_code(user.division_code)), retired_on=None)


@dataclass(frozen=True)
class Progress:
    """How far a learner is in a course."""

    course: Course
    required: bool
    lessons: int
    read: int
    practised: bool
    test: Test | None
    certificate: Certificate | None

    @property
    def valid(self) -> bool:
        """Whether he holds a certificate that is in force."""
        return self.certificate is not None and self.certificate.valid_until >= clock.today()

    @property
    def renew(self) -> bool:
        """Whether the certificate runs out soon, or has."""
        return self.certificate is not None and expires_soon(self.certificate.valid_until, clock.today())

    @property
    def all_read(self) -> bool:
        """Whether every lesson was read."""
        return self.read >= self.lessons

    @property
    def ready(self) -> bool:
        """Whether lessons and practice are done, so that only the test is left."""
        return self.all_read and (self.practised or not self.course.practice)

    @property
    def make_up(self) -> bool:
        """Whether a make-up waits."""
        return self.test is not None and self.test.make_up and self.test.state == TestState.OPEN

    @property
    def state(self) -> tuple[str, str]:
        """Tone and words for the list."""
        if self.valid and not self.renew:
            return "ok", "已取得证书"
        if self.make_up:
            return "bad", "待补考"
        if self.certificate is not None:
            return "warn", "证书将到期，请复训" if self.valid else "证书已到期，请复训"
        if self.test is not None and self.test.state == TestState.PASSED:
            return "info", "测验合格，还差学习或练习"
        return ("info", "学习中") if self.read or self.practised else ("mute", "未开始")


def progress_of(user: User, courses: Sequence[Course] | None = None) -> list[Progress]:
    """Return how far the user is in each course; the number of queries does not depend on their number."""
    listed = list(courses_of(user)) if courses is None else list(courses)
    lessons = Counter(Lesson.objects.filter(course__in=listed).values_list("course_id", flat=True))
    mine = Reading.objects.filter(learner=user, lesson__course__in=listed)
    read = Counter(mine.values_list("lesson__course_id", flat=True))
    runs = PracticeRun.objects.filter(learner=user).exclude(passed_at=None)
    practised = set(runs.values_list("task", flat=True))
    tests: dict[int, Test] = {}
    for test in Test.objects.filter(learner=user, course__in=listed).order_by("number"):
        tests[test.course_id] = test
    held = Certificate.objects.filter(learner=user, course__in=listed, revoked_on=None).order_by("valid_until", "pk")
    certificates = {each.course_id: each for each in held}
    return [
        Progress(
            course=course,
            required=user.post in course.posts,
            lessons=lessons[course.pk],
            read=read[course.pk],
            practised=course.practice in practised,
            test=tests.get(course.pk),
            certificate=certificates.get(course.pk),
        )
        for course in listed
    ]


def course_for(user: User, code: str) -> Course:
    """Return one course; raises ``NotVisible``."""
    found = courses_of(user).filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def lessons_of(course: Course) -> list[Lesson]:
    """Return the lessons in order, with their files."""
    return list(Lesson.objects.filter(course=course).prefetch_related("files"))


def read_lessons(user: User, course: Course) -> set[int]:
    """Return the ids of the lessons that the user has read."""
    return set(Reading.objects.filter(learner=user, lesson__course=course).values_list("lesson_id", flat=True))


def lesson_for(user: User, lesson_id: int) -> Lesson:
    """Return one lesson of a course that the user sees; raises ``NotVisible``."""
    rows = Lesson.objects.filter(course__in=courses_of(user), pk=lesson_id).select_related("course")
    found = rows.first()
    if found is None:
        raise NotVisible
    return found


def lesson_file_for(user: User, file_id: int) -> LessonFile:
    """Return one file of a lesson that the user sees; raises ``NotVisible``."""
    found = LessonFile.objects.filter(lesson__course__in=courses_of(user), pk=file_id).first()
    if found is None:
        raise NotVisible
    return found


def questions_of(course: Course) -> list[Question]:
    """Return the questions in use."""
    return list(Question.objects.filter(course=course, retired_on=None))


def question_for(user: User, question_id: int) -> Question:
    """Return one question of a course of the county's own; raises ``NotVisible``."""
    rows = Question.objects.filter(course__in=courses_of(user), pk=question_id, retired_on=None)
    found = rows.select_related("course").first()
    if found is None:
        raise NotVisible
    return found


def own_tests(user: User, course: Course) -> list[Test]:
    """Return the user's tests of a course, the latest first."""
    return list(Test.objects.filter(learner=user, course=course).select_related("course"))


def test_for(user: User, test_id: int) -> Test:
    """Return one of the user's own tests; raises ``NotVisible``."""
    found = Test.objects.filter(learner=user, pk=test_id).select_related("course").first()
    if found is None:
        raise NotVisible
    return found
