"""质量问题: lists to be worked off one by one or in bulk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hudang.accounts.vocabulary import Right
from hudang.platform.spreadsheets import list_workbook
from hudang.quality.actions.exporting import export_problems
from hudang.quality.actions.working import look_again, take_up, waive
from hudang.quality.queries.problems import ProblemRow, counts_by_state, problems_for, rows_of
from hudang.quality.vocabulary import GROUP_LABELS, SEVERITY_LABELS, SEVERITY_TONES, STATE_LABELS, State
from hudang.web.quality.forms import ProblemFilterForm
from hudang.web.quality.targets import page_of as target_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response
from hudang.web.shared.paging import page_of

_HEADERS = ("户编号", "户主", "村（社区）", "问题", "说明", "种类", "轻重", "状态", "发现", "不改的理由", "怎么办")
_LONGEST_KEY = 18


def _row(row: ProblemRow) -> dict[str, Any]:
    return {
        "row": row,
        "problem": row.problem,
        "rule": row.rule,
        "url": target_of(row),
        "tone": SEVERITY_TONES[row.rule.severity],
        "severity": SEVERITY_LABELS[row.rule.severity],
        "state": STATE_LABELS[State(row.problem.state)],
    }


@door(Right.VIEW_HOUSEHOLDS)
def problems(request: SignedInRequest) -> HttpResponse:
    """List problems: those to be mended, those that stay as they are, those that were mended."""
    form = ProblemFilterForm(request.GET, user=request.user)
    wanted = form.wanted()
    page = page_of(request, problems_for(request.user, wanted))
    context = {
        "form": form,
        "wanted": wanted,
        "page_obj": page,
        "rows": [_row(row) for row in rows_of(list(page))],
        "tabs": [] if wanted.on else _tabs(request, wanted.state, counts_by_state(request.user, wanted)),
        "may_handle": request.user.may(Right.HANDLE_QUALITY) and wanted.state != State.CLOSED,
        "may_export": request.user.may(Right.EXPORT),
        "query": request.GET.urlencode(),
    }
    return render(request, "quality/problems.html", context)


def _tabs(request: SignedInRequest, current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    rows = []
    for state, label in STATE_LABELS.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = state.value
        rows.append(
            {"label": label, "url": f"?{query.urlencode()}", "count": counts[state], "current": state == current}
        )
    return rows


def _ticked(request: SignedInRequest) -> list[int]:
    return [int(each) for each in request.POST.getlist("ids") if each.isdecimal() and len(each) <= _LONGEST_KEY]


def _back(request: SignedInRequest) -> HttpResponse:
    """Lead back to the list as it was narrowed."""
    address = f"{reverse('quality:problems')}?{request.POST.get('query', '')[:500]}"
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return redirect(address if safe else reverse("quality:problems"))


@door(Right.HANDLE_QUALITY, methods=("POST",))
def waive_ticked(request: SignedInRequest) -> HttpResponse:
    """Note why the ticked problems stay as they are."""
    done = waive(actor=request.user, problems=_ticked(request), reason=request.POST.get("reason", ""))
    messages.success(request, f"{done} 处注明不改，理由已记入日志。")
    return _back(request)


@door(Right.HANDLE_QUALITY, methods=("POST",))
def take_up_ticked(request: SignedInRequest) -> HttpResponse:
    """Take the ticked problems up again."""
    done = take_up(actor=request.user, problems=_ticked(request))
    messages.success(request, f"{done} 处恢复待改。")
    return _back(request)


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def look_again_at_ticked(request: SignedInRequest) -> HttpResponse:
    """Check the households of the ticked problems at once."""
    done = look_again(actor=request.user, problems=_ticked(request))
    messages.success(request, f"已复查：改好 {done.closed} 处，新发现 {done.found} 处。")
    return _back(request)


@door(Right.EXPORT)
def export(request: SignedInRequest) -> HttpResponse:
    """Send the same list as a workbook."""
    wanted = ProblemFilterForm(request.GET, user=request.user).wanted()
    rows = (_cells(row) for row in export_problems(actor=request.user, wanted=wanted))
    return workbook_response("质量问题", list_workbook("质量问题", _HEADERS, rows))


def _cells(row: ProblemRow) -> list[Any]:
    problem, rule = row.problem, row.rule
    return [
        problem.household_code, row.head_name, row.village, rule.title, problem.detail, GROUP_LABELS[rule.group],
        SEVERITY_LABELS[rule.severity], STATE_LABELS[State(problem.state)], str(problem.found_on),
        problem.waived_reason, rule.advice,
    ]  # fmt: skip
