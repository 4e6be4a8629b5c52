"""超时清单: what should have been filed by now, by village and one by one with its age."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.calendar import set_calendar_days
from hudang.archives.queries import late
from hudang.archives.vocabulary import LATE_KIND_LABELS, LateKind
from hudang.casework.actions.clocks import recount_provisional
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.errors import Refusal
from hudang.platform.calendar import exchanged_days
from hudang.web.archives.forms import CalendarDayForm, DivisionFilter
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


@door(Right.VIEW_HOUSEHOLDS)
def late_list(request: SignedInRequest) -> HttpResponse:
    """Show what is late: figures by village, and the list of one kind."""
    form = DivisionFilter(request.GET, scope=request.user.scope)
    form.is_valid()
    division = form.cleaned_data.get("division") or request.user.division_code
    deadline, prefix = late.deadline_for(request.user), scope_prefix(division)
    villages = late.late_by_village(request.user, deadline, prefix)
    totals = {kind: sum(each.counts[kind] for each in villages) for kind in LateKind}
    kind = _kind(request.GET.get("kind", ""), totals)
    page = Paginator(late.late_of(request.user, kind, deadline, prefix), 50).get_page(request.GET.get("page"))
    papers = late.papers_of_decisions(request.user, list(page)) if kind == LateKind.DECISION else {}
    rows = [_row(kind, each, deadline, papers) for each in page]
    names = names_of({each.code for each in villages} | {row["village"] for row in rows})
    context = {
        "form": form,
        "deadline": deadline,
        "may_arrange": request.user.may(Right.ARRANGE_BOXES),
        "total": sum(totals.values()),
        "villages": [{"late": each, "name": names.get(each.code, each.code)} for each in villages[:60]],
        "tabs": _tabs(kind, totals, form.cleaned_data.get("division", "")),
        "page_obj": page,
        "rows": [row | {"village": names.get(row["village"], row["village"])} for row in rows],
    }
    return render(request, "archives/late.html", context)


def _tabs(kind: LateKind, totals: dict[LateKind, int], division: str) -> list[dict[str, Any]]:
    """Return the kinds of what is late as tabs, within the chosen division."""
    place = f"&division={division}" if division else ""
    return [
        {"label": label, "url": f"?kind={each}{place}", "count": totals[each], "current": each == kind}
        for each, label in LATE_KIND_LABELS.items()
    ]


@door(Right.ARRANGE_BOXES, methods=("GET", "POST"))
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show the exchanged days of the working calendar, and add to them."""
    form = CalendarDayForm(request.POST or None)
    if form.is_valid():
        try:
            made = set_calendar_days(actor=request.user, **form.values())
            # clocks of cases that reached into a year without holidays are counted again at once
            recount_provisional()
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request, f"工作日历改了 {made} 天，各项时限随之重算。" if made else "本来就是这样，没有改动。"
            )
            return redirect("archives:calendar")
    days = exchanged_days(clock.today().year - 1)
    return render(request, "archives/calendar.html", {"form": form, "days": days})


def _kind(asked: str, totals: dict[LateKind, int]) -> LateKind:
    """Return the kind asked for, else the first of which something is late."""
    if asked in list(LateKind):
        return LateKind(asked)
    return next((kind for kind in LateKind if totals[kind]), LateKind.DECISION)


def _row(kind: LateKind, each: Any, deadline: late.Deadline, papers: dict[int, int]) -> dict[str, Any]:
    if kind == LateKind.DECISION:
        since, what = (
            each.stopped_on or each.household.approved_on,
            "停发审批表的扫描件" if each.stopped_on else "审批表或确认通知书的扫描件",
        )
        paper = papers.get(each.pk)
        url = reverse("archives:item", args=[paper]) if paper else reverse("archives:file", args=[each.pk])
        who, village = each.household.head_name, each.village_code
    elif kind == LateKind.PAPER:
        since, what = each.filed_at.astimezone(clock.CHINA).date(), f"{each.title}（{each.reference_code}）"
        url, who = reverse("archives:item", args=[each.pk]), each.file.household.head_name
        village = each.file.village_code
    else:
        since, what = each.queued_at.astimezone(clock.CHINA).date(), each.short_name
        url, who = reverse("archives:queue"), each.household.head_name if each.household else ""
        village = each.division_code
    return {"url": url, "who": who, "village": village, "what": what, "since": since, "age": deadline.age(since)}
