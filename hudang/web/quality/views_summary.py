"""质量看板 (R11): measures against their targets, the three zero-checks, problems by rule, place and keeper, trend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.queries import figures
from hudang.archives.queries.late import deadline_for, late_by_village
from hudang.kernel.division_codes import DivisionLevel, level_of, scope_prefix
from hudang.quality.queries import measures, problems
from hudang.quality.queries.problems import ProblemFilter
from hudang.quality.rules.catalogue import BY_KEY, MONTHLY, RULES, TASK_OVERDUE, WITHOUT_POUCH, YEARLY, ZERO_CHECKS
from hudang.quality.rules.scoring import Share
from hudang.quality.vocabulary import (
    GROUP_LABELS,
    MEASURE_LABELS,
    SEVERITY_LABELS,
    SEVERITY_TONES,
    WHOLE_LABELS,
    Group,
    Measure,
    Severity,
)
from hudang.web.archives.forms import DivisionFilter
from hudang.web.shared.door import SignedInRequest, door

if TYPE_CHECKING:
    from hudang.accounts.models import User

_SHOWN_PLACES = 40


def list_url(**narrowed: str) -> str:
    """Return the address of a list of problems."""
    query = urlencode({name: value for name, value in narrowed.items() if value})
    return reverse("quality:problems") + (f"?{query}" if query else "")


def zero_tiles(user: User) -> list[dict[str, Any]]:
    """Return the three checks of R10 as figures that open their lists; nothing found is no nought before all was checked."""
    found, (_, everything_at) = problems.zero_checks(user), problems.last_checked()
    unknown = {"value": "—", "tone": "mute", "hint": "还没有全部查过，每夜检查"}
    return [
        {"label": BY_KEY[key].title, "url": list_url(rule=key)}
        | (
            {"value": found[key], "tone": "bad" if found[key] else "ok", "hint": ""}
            if everything_at or found[key]
            else unknown
        )
        for key in ZERO_CHECKS
    ]


@door(Right.VIEW_HOUSEHOLDS)
def summary(request: SignedInRequest) -> HttpResponse:
    """Show how good the archive is, where it is not, and whether it becomes better."""
    user = request.user
    form = DivisionFilter(request.GET, scope=user.scope)
    form.is_valid()
    division = form.cleaned_data.get("division") or ""
    wanted = ProblemFilter(division=division)
    counts = problems.counts_by_rule(user, wanted)
    changed_at, everything_at = problems.last_checked()
    context = {
        "form": form,
        "division": division,
        "everything_at": everything_at,
        "changed_at": changed_at,
        "measures": _measures(user, division),
        "zero_checks": zero_tiles(user),
        "overdue": counts.get(TASK_OVERDUE, 0),
        "overdue_url": list_url(rule=TASK_OVERDUE, division=division),
        "total": sum(counts.values()),
        "rules": _by_rule(counts, division),
        "places": _places(user, division),
        "keepers": _keepers(user, wanted),
        "months": _months(user, division),
        "labels": MEASURE_LABELS.values(),
        "all_url": list_url(division=division),
        "place_word": _place_word(division or user.division_code),
    }
    return render(request, "quality/summary.html", context)


def _measures(user: User, division: str) -> list[dict[str, Any]]:
    """Return the measures with what is lacking; the number opens the list of exactly what it counts."""
    shares, targets = measures.shares_of(user, division), measures.thresholds().targets()
    prefix = scope_prefix(division) if division else user.scope
    without = problems.counts_by_rule(user, ProblemFilter(rule=WITHOUT_POUCH, division=division))
    late = late_by_village(user, deadline_for(user), prefix)
    late_tasks = {
        mark: sum(
            problems.counts_by_rule(user, ProblemFilter(rule=TASK_OVERDUE, division=division, mark=mark)).values()
        )
        for mark in (YEARLY, MONTHLY)
    }
    every = problems.counts_by_rule(user, ProblemFilter(division=division))
    lacking = {
        Measure.FILED: (sum(without.values()), "户无袋"),
        Measure.COMPLETE: (figures.missing_count(user, prefix), "户缺材料"),
        Measure.TIMELY: (sum(each.total for each in late), "件超时"),
        Measure.REVIEWED: (late_tasks[YEARLY], "项逾期"),
        Measure.VISITED: (late_tasks[MONTHLY], "项逾期"),
        Measure.SCORE: (sum(every.values()), "处待改"),
    }
    lists = _lacking_urls(division)
    return [
        {
            "label": label,
            "percent": f"{shares[kind].percent:g}" if shares[kind].whole else None,
            "target": targets[kind],
            "missed": bool(shares[kind].whole) and shares[kind].misses(targets[kind]),
            "lacking": lacking[kind][0],
            "words": f"{_counted(kind, shares[kind])}目标 {targets[kind]}%，{lacking[kind][0]} {lacking[kind][1]}",
            "url": lists[kind],
        }
        for kind, label in MEASURE_LABELS.items()
    ]


def _counted(kind: Measure, share: Share) -> str:
    """Return what a share counts, in words; a score is made of points and says nothing by their number."""
    return f"{WHOLE_LABELS[kind].format(part=share.part, whole=share.whole)}；" if kind in WHOLE_LABELS else ""


def _lacking_urls(division: str) -> dict[Measure, str]:
    """Return the list of what each measure lacks in a place."""
    place = {"division": division} if division else {}
    return {
        Measure.FILED: list_url(rule=WITHOUT_POUCH, division=division),
        Measure.COMPLETE: _with("archives:missing", place),
        Measure.TIMELY: _with("archives:late", place),
        Measure.REVIEWED: list_url(rule=TASK_OVERDUE, mark=YEARLY, division=division),
        Measure.VISITED: list_url(rule=TASK_OVERDUE, mark=MONTHLY, division=division),
        Measure.SCORE: list_url(division=division),
    }


def _with(name: str, query: dict[str, str]) -> str:
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


def _by_rule(counts: Mapping[str, int], division: str) -> list[dict[str, Any]]:
    """Return the rules that found something, by group, the most first."""
    found = sorted((rule for rule in RULES if counts.get(rule.key)), key=lambda rule: -counts[rule.key])
    return [
        {
            "label": GROUP_LABELS[group],
            "rows": [
                {
                    "rule": rule,
                    "count": counts[rule.key],
                    "url": list_url(rule=rule.key, division=division),
                    "tone": SEVERITY_TONES[rule.severity],
                    "severity": SEVERITY_LABELS[rule.severity],
                }
                for rule in found
                if rule.group == group
            ],
        }
        for group in Group
    ]


def _places(user: User, division: str) -> list[dict[str, Any]]:
    """Return the townships, or the villages of a township: measures with what is missed marked, and open problems."""
    code = division or user.division_code
    targets = measures.thresholds().targets()
    wanted = ProblemFilter(division=division)
    below = level_of(code) is DivisionLevel.COUNTY
    counted = problems.counts_by_township(user, wanted) if below else problems.counts_by_village(user, wanted)
    counts = {each.code: each for each in counted}
    rows = [
        {
            "name": place.name,
            "url": f"?division={place.code}",
            "cells": _cells(place.shares, targets, _lacking_urls(place.code)),
            "problems": counts[place.code].problems if place.code in counts else 0,
            "list_url": list_url(division=place.code),
        }
        for place in measures.shares_by_place(user, division)
    ]
    return rows[:_SHOWN_PLACES]


def _months(user: User, division: str) -> list[dict[str, Any]]:
    """Return the last measured days of months, each with what was to be mended then; the number opens that list.

    Where points were lost and no problem is known, the problems of that month were not kept yet: there is no nought.
    """
    months = measures.by_month(user, division)
    counts = problems.counts_on(user, ProblemFilter(division=division), [each.day for each in months])
    return [
        {
            "month": each.month,
            "cells": _cells(each.shares, each.targets),
            "problems": None if each.shares[Measure.SCORE].misses(100) and not counts[each.day] else counts[each.day],
            "list_url": list_url(division=division, on=str(each.day)),
        }
        for each in months
    ]


def _keepers(user: User, wanted: ProblemFilter) -> list[dict[str, Any]]:
    """Return who keeps the boxes, with the score of their villages; each number opens its list."""
    target = measures.thresholds().targets()[Measure.SCORE]
    return [
        {
            "count": each,
            "percent": each.score.percent if each.score.whole else None,
            "missed": bool(each.score.whole) and each.score.misses(target),
            "target": target,
            "list_url": list_url(division=wanted.division, keeper=each.code),
            "grave_url": list_url(division=wanted.division, keeper=each.code, severity=Severity.GRAVE),
        }
        for each in problems.counts_by_keeper(user, wanted)[:_SHOWN_PLACES]
    ]


def _cells(shares: Any, targets: Any, lists: Mapping[Measure, str] | None = None) -> list[dict[str, Any]]:
    return [
        {
            "url": (lists or {}).get(kind, ""),
            "counted": _counted(kind, shares[kind]).rstrip("；"),
            "label": MEASURE_LABELS[kind],
            "percent": shares[kind].percent if shares[kind].whole else None,
            "missed": bool(shares[kind].whole) and shares[kind].misses(targets[kind]),
            "target": targets[kind],
        }
        for kind in Measure
    ]


def _place_word(code: str) -> str:
    return "乡镇（街道）" if level_of(code) is DivisionLevel.COUNTY else "村（社区）"
