"""Which lessons fit the user's own work (R43): papers missing in his division, what quality found there, what came back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Material
from hudang.archives.queries.files import MissingList
from hudang.audit.models import AuditEntry
from hudang.casework.queries.lists import returns
from hudang.casework.queries.visible import cases_for
from hudang.kernel import clock
from hudang.quality.queries.problems import counts_by_rule
from hudang.quality.rules.catalogue import Rule, rule_of
from hudang.recertification.models import Visit
from hudang.training.models import Lesson
from hudang.training.queries.courses import courses_of
from hudang.training.rules.recommending import LessonSubject, Shortcoming, best_lesson, counted

# enough to know what is missing most; a county's whole list would be read for one line
_LOOKED_AT = 500
_LOOK_BACK = timedelta(days=365)
_NAMED = 3
_MISSING_MATERIAL = "missing_material"


@dataclass(frozen=True)
class Recommendation:
    """A lesson that the user has not read, and the shortcoming that it is about."""

    shortcoming: Shortcoming
    lesson: Lesson


def shortcomings_for(user: User) -> list[Shortcoming]:
    """Return what is wrong in the user's own work: papers that are missing, what came back to him, what was found."""
    found: list[Shortcoming] = []
    if user.may(Right.VIEW_HOUSEHOLDS):
        found += _missing(user)
    if user.may(Right.HANDLE_CASES):
        found += _returned_cases(user)
    if user.may(Right.VISIT):
        found += _returned_visits(user)
    if user.may(Right.VIEW_HOUSEHOLDS):
        found += _problems(user)
    return found


def _missing(user: User) -> list[Shortcoming]:
    lacking = MissingList(user, user.scope)
    files = lacking[:_LOOKED_AT]
    materials = counted(file.missing for file in files) if isinstance(files, list) else None
    if not materials:
        return []
    most = [code for code, _ in materials.most_common(_NAMED)]
    names = dict(Material.objects.filter(code__in=most).values_list("code", "name"))
    told = "、".join(names.get(code, code) for code in most)
    households = len(lacking)
    label = f"本辖区有 {households} 户缺件，缺得最多的是{told}"
    return [Shortcoming("missing", households, label, materials, "archives:missing")]


def _returned_cases(user: User) -> list[Shortcoming]:
    steps = returns().filter(case__in=cases_for(user).filter(handler=user))
    papers = Counter(code for each in steps.values_list("papers", flat=True) for code in each if isinstance(code, str))
    count = steps.values("case").distinct().count()
    if not count:
        return []
    label = f"您经办的案件近一年有 {count} 件退回或补正"
    return [Shortcoming("returned", count, label, papers, "casework:list", "group=all&mine=on&returned=on")]


def _returned_visits(user: User) -> list[Shortcoming]:
    mine = [str(key) for key in Visit.objects.filter(made_by=user).values_list("pk", flat=True)]
    since = clock.now() - _LOOK_BACK
    entries = AuditEntry.objects.filter(action="return_visit", object_type="visit", object_id__in=mine, at__gte=since)
    count = entries.order_by().values("object_id").distinct().count()
    if not count:
        return []
    label = f"您的走访近一年有 {count} 次被退回"
    return [Shortcoming("visits", count, label, {"returned_visit": count}, "recertification:list")]


def _problems(user: User) -> list[Shortcoming]:
    """Return what quality found most, by weight; papers that are missing have a line of their own."""
    counts = counts_by_rule(user)
    counts.pop(_MISSING_MATERIAL, None)
    worst = sorted(counts, key=lambda key: (-counts[key] * rule_of(key).weight, key))[:_NAMED]
    return [_problem(rule_of(key), counts[key]) for key in worst]


def _problem(rule: Rule, count: int) -> Shortcoming:
    label = f"本辖区有 {count} 处“{rule.title}”"
    return Shortcoming("problems", count, label, {rule.key: count}, "quality:problems", f"rule={rule.key}")


def recommendations_for(user: User) -> list[Recommendation]:
    """Return the lesson that fits each shortcoming best of those he has not read, each lesson once."""
    shortcomings = shortcomings_for(user)
    if not shortcomings:
        return []
    unread = Lesson.objects.filter(course__in=courses_of(user)).exclude(readings__learner=user)
    lessons = {each.pk: each for each in unread.select_related("course")}
    subjects = [_subject(lesson) for lesson in lessons.values()]
    chosen: dict[int, Shortcoming] = {}
    for shortcoming in shortcomings:
        best = best_lesson(subjects, shortcoming)
        if best is not None:
            chosen.setdefault(best, shortcoming)
    return [Recommendation(shortcoming, lessons[key]) for key, shortcoming in chosen.items()]


def _subject(lesson: Lesson) -> LessonSubject:
    course = lesson.course
    return LessonSubject(lesson.pk, lesson.position, course.topics, course.materials, lesson.materials)
