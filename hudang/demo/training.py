"""Training of the demo county: a plan, a session to come, somebody who failed once and passed, a term, an appraisal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hudang.accounts.models import User
from hudang.kernel import clock
from hudang.training.actions.courses import add_course, add_lesson
from hudang.training.actions.learning import hand_in, mark_read, open_test
from hudang.training.actions.sessions import plan_session, plan_training
from hudang.training.actions.staff import HandOverDraft, appraise, hand_over_post, note_outside_training, note_term
from hudang.training.models import Lesson, PracticeRun
from hudang.training.rules.sessions import PlanDraft, SessionDraft
from hudang.training.rules.staff import PARTS
from hudang.training.vocabulary import CourseKind

_COURSE = "filing-scope"
_LATER = timedelta(days=3)


def make_demo_training() -> None:
    """Let the people of the demo county plan, learn and be appraised."""
    names = ("sheli", "shelifuze", "xianjingban", "dangan", "fengshou")
    handler, head, county, archivist, neighbour = (User.objects.get(username=name) for name in names)
    _plan(county)
    _session(head)
    _learn(handler)
    _ledger(head, county, neighbour)
    course = add_course(
        actor=archivist, title="本县村盒交接办法", kind=CourseKind.ARCHIVE, summary="本县村盒交接的做法和表样。",
        posts=[], hours=Decimal(1),
    )  # fmt: skip
    text = (
        "## 交接前\n\n清点盒数、袋数、在借和缺件。\n\n## 交接时\n\n移交、接收、监交三方当面抽查一盒，在交接单上签字。"
    )
    add_lesson(actor=archivist, code=course.code, title="三方点清再签字", text=text, sources="示例县的做法")


def _plan(county: User) -> None:
    year = clock.today().year
    for month, title, kind, code in (
        (3, "归档范围与次序", CourseKind.ARCHIVE, _COURSE),
        (6, "收入核实", CourseKind.POLICY, "income-verification"),
        (9, "职业素养教育", CourseKind.ETHICS, "professional-ethics"),
    ):
        draft = PlanDraft(year=year, month=month, title=title, kind=kind, posts=[], hours=Decimal(3), course=code)
        plan_training(actor=county, draft=draft)


def _session(head: User) -> None:
    begun = (clock.now() + _LATER).astimezone(clock.CHINA).replace(hour=9, minute=0, second=0, microsecond=0)
    draft = SessionDraft(
        title="舍力镇归档业务培训", kind=CourseKind.ARCHIVE, posts=[], starts_at=begun,
        ends_at=begun + timedelta(hours=2), place="镇政府三楼会议室", lecturer="郑雅琴",
        notice="请全镇经办人员、村协理员参加，带手机扫码签到。", course=_COURSE,
    )  # fmt: skip
    plan_session(actor=head, draft=draft)


def _learn(handler: User) -> None:
    """Learn the first course: fail once, pass the make-up, get the certificate."""
    for lesson in Lesson.objects.filter(course__code=_COURSE):
        mark_read(actor=handler, lesson_id=lesson.pk)
    PracticeRun.objects.create(learner=handler, task="file-missing", passed_at=clock.now(), checks=2)
    hand_in(actor=handler, test_id=open_test(actor=handler, code=_COURSE).pk, answers=[])
    again = open_test(actor=handler, code=_COURSE)
    hand_in(actor=handler, test_id=again.pk, answers=[question["answer"] for question in again.paper])


def _ledger(head: User, county: User, neighbour: User) -> None:
    points = {part: most - 2 for part, (_, most) in PARTS.items()}
    opinion = "走访扎实，记录具体，归件及时。"
    appraise(actor=head, username="minqiang", year=clock.today().year, points=points, opinion=opinion)
    note_term(actor=head, username="minqiang", since=date(2021, 3, 1), until=None, basis="聘用合同")
    note_outside_training(
        actor=county, username="minqiang", on=clock.today() - timedelta(days=60), title="全市救助协理员培训",
        kind=CourseKind.ETHICS, organiser="市民政局", hours=Decimal(6), result="合格",
    )  # fmt: skip
    draft = HandOverDraft(neighbour.username, "sheli", "吴国强", clock.today(), "岗位调整", ["空白表单 2 包"])
    hand_over_post(actor=county, draft=draft)
