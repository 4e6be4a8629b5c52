"""动态管理 at a glance: villages by colour, the month day by day, who did how much, what ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.recertification.queries.seeing import board_for, endings_for, month_for, people_for, places_for
from hudang.recertification.vocabulary import LATENESS_LABELS
from hudang.web.recertification.seeing_forms import month_asked, months_around, parts_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.paging import page_of

_VISITORS = (Right.VISIT, Right.EXAMINE_VISITS)
_SPANS = (30, 60, 90)
_WEEKDAYS = "一二三四五六日"


def _page(request: SignedInRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"recertification/{name}.html", context | {"parts": parts_of(request.user, name)})


@door(any_of=_VISITORS)
def board(request: SignedInRequest) -> HttpResponse:
    """Show the villages of every township, coloured by the worst that is late there."""
    # townships where the worst is late come first, so that nobody scrolls to see red
    towns = sorted(board_for(request.user), key=lambda town: -town.worst)
    totals = {
        name: sum(getattr(village, name) for town in towns for village in town.villages)
        for name in ("to_do", "late", "done")
    }
    context = {"towns": towns, "totals": totals, "labels": list(LATENESS_LABELS.items())}
    return _page(request, "board", this_month=f"{month_asked(''):%Y-%m}", **context)


@door(any_of=_VISITORS)
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show what falls due and what was done on each day of a month."""
    month = month_asked(request.GET.get("month", ""))
    before, after = months_around(month)
    weeks = month_for(request.user, month)
    days = [day for week in weeks for day in week if day.in_month]
    totals = {"due": sum(day.due for day in days), "done": sum(day.done for day in days)}
    context = {"month": month, "before": before, "after": after, "weeks": weeks, "weekdays": _WEEKDAYS}
    return _page(request, "calendar", totals=totals, **context)


@door(any_of=_VISITORS)
def people(request: SignedInRequest) -> HttpResponse:
    """Show what fell due in a month and what came of it, by who had to do it and by township."""
    month = month_asked(request.GET.get("month", ""))
    before, after = months_around(month)
    rows, places = people_for(request.user, month), places_for(request.user, month)
    names = ("due", "done", "in_time", "submitted", "not_reached", "late")
    totals = {name: sum(getattr(row, name) for row in rows) for name in names}
    tables = [
        ("按执行人", "执行人", [(row, f"assignee={row.assignee}") for row in rows]),
        ("按乡镇", "乡镇", [(row, f"division={row.code}") for row in places]),
    ]
    context = {"month": month, "asked": f"{month:%Y-%m}", "before": before, "after": after, "rows": rows}
    return _page(request, "people", totals=totals, tables=tables, **context)


@door(any_of=_VISITORS)
def endings(request: SignedInRequest) -> HttpResponse:
    """List the certificates and student cards that end soon, and who finishes school."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in _SPANS} else _SPANS[0]
    every = endings_for(request.user, _SPANS[-1])
    found = [each for each in every if (each.on - clock.today()).days <= days]
    tabs = [
        {
            "label": f"{span} 日内",
            "url": f"?days={span}",
            "current": span == days,
            "count": sum((each.on - clock.today()).days <= span for each in every),
        }
        for span in _SPANS
    ]
    return _page(request, "endings", tabs=tabs, page_obj=page_of(request, found), days=days)
