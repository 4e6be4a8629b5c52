"""Objects of training for the addresses of the access matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hudang.accounts.models import User
from hudang.digitization.models import DigitalObject
from hudang.kernel import clock
from hudang.training.actions.learning import open_test
from hudang.training.models import (
    Certificate,
    Lesson,
    LessonFile,
    PlanEntry,
    Question,
    SessionFile,
    Test,
    TrainingSession,
)
from tests.people import COUNTY, SHELI
from tests.web.targets import Target

if TYPE_CHECKING:
    from tests.web.objects import World


def _lesson_file(world: World, person: User, own: bool) -> Target:
    """A picture that lies with a lesson."""
    lesson, kept = Lesson.objects.first(), DigitalObject.objects.filter(media_type="image/jpeg").first()
    made, _ = LessonFile.objects.get_or_create(
        lesson=lesson, sha256=kept.sha256, defaults={"name": "1.jpg", "media_type": kept.media_type, "size": kept.size}
    )
    return Target(made.pk, True)


def _test(world: World, person: User, own: bool) -> Target:
    """Tests are seen by whoever takes them."""
    owner = person if own else world.stranger
    return Target(open_test(actor=owner, code="filing-scope").pk, own)


def _certificate(world: World, person: User, own: bool) -> Target:
    """Certificates are seen by whoever holds them, and by who organises training for him."""
    holder = person if own else world.stranger
    test = open_test(actor=holder, code="dynamic-visits")
    found = Certificate.objects.filter(test=test).first() or _given(test, holder)
    return Target(found.number, own)


def _training(world: World, own: bool) -> TrainingSession:
    """A session of 舍力镇, or of another county."""
    maker = world.people.township_head if own else world.stranger
    found = TrainingSession.objects.filter(made_by=maker).first()
    if found is None:
        now = clock.now()
        found = TrainingSession.objects.create(
            division_code=maker.division_code, title="测试培训", kind="archive", starts_at=now,
            ends_at=now + timedelta(hours=2), place="会议室", lecturer="讲师", sign_in_salt="x", made_by=maker,
        )  # fmt: skip
    return found


def _session(world: World, person: User, own: bool) -> Target:
    """A session of the township is seen within it, and by the county."""
    made = _training(world, own)
    return Target(made.pk, own and (person.scope.startswith(SHELI[:9]) or SHELI.startswith(person.scope)))


def _organised(world: World, person: User, own: bool) -> Target:
    return Target(_training(world, own).pk, own and SHELI.startswith(person.scope))


def _session_file(world: World, person: User, own: bool) -> Target:
    """A photograph of that session."""
    made, target = _training(world, own), _session(world, person, own)
    kept = DigitalObject.objects.filter(media_type="image/jpeg").first()
    values = {"name": "1.jpg", "media_type": kept.media_type, "size": kept.size, "added_by": made.made_by}
    file, _ = SessionFile.objects.get_or_create(session=made, kind="photo", sha256=kept.sha256, defaults=values)
    return Target(file.pk, target.visible)


def _plan_entry(world: World, person: User, own: bool) -> Target:
    """An entry of the county's plan, which the county itself may change."""
    if not own:
        return Target(10**9, False)
    entry, _ = PlanEntry.objects.get_or_create(
        division_code=COUNTY, year=2026, number="2026-01",
        defaults={"month": 1, "title": "测试", "kind": "archive", "hours": 2, "made_by": "测试"},
    )  # fmt: skip
    return Target(entry.pk, person.division_code == COUNTY)


def _member(world: World, person: User, own: bool) -> Target:
    """Oneself is seen by everybody; nobody of another county is."""
    return Target(person.username if own else world.stranger.username, own)


def _given(test: Test, holder: User) -> Certificate:
    course, day = test.course, clock.today()
    kept = DigitalObject.objects.filter(media_type="application/pdf").first()
    return Certificate.objects.create(
        number=f"220882-PX-2026-{test.pk:04d}", proof="A" * 12, learner=holder, learner_name=holder.display_name,
        post=holder.post, division_code=holder.division_code, course=course, course_title=course.title,
        course_version=1, kind=course.kind, test=test, score=90, hours=2, issued_on=day, valid_until=day,
        sha256=kept.sha256,
    )  # fmt: skip


MAKERS_OF_TRAINING: dict[str, Any] = {
    # 学习与培训
    "training:code": lambda world, person, own: Target("filing-scope", True),
    "question_id": lambda world, person, own: Target(Question.objects.first().pk, True),
    "training:task": lambda world, person, own: Target("correct-item", True),
    "lesson_id": lambda world, person, own: Target(Lesson.objects.first().pk, True),
    "training:file_id": _lesson_file,
    "training:session-file:file_id": _session_file,
    "session_id": _session,
    **{
        f"{name}:session_id": _organised
        for name in (
            "training:sign-in-screen",
            "training:new-code",
            "training:attend",
            "training:close-session",
            "training:cancel-session",
            "training:add-session-file",
        )
    },
    "plan_id": _plan_entry,
    "training:sign-in:code": lambda world, person, own: Target("abc", True),
    "training:username": _member,
    "hand_over_id": lambda world, person, own: Target(10**9, False),
    "test_id": _test,
    "training:number": _certificate,
}
