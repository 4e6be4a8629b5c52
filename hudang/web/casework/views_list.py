"""申请办理: the list of cases, its export, and the board by stage."""

from __future__ import annotations

import io
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.exporting import export_cases
from hudang.casework.queries.board import board_for
from hudang.casework.queries.lists import CaseFilters, found_for, group_counts, list_for
from hudang.households.queries.paging import Position
from hudang.households.queries.search import is_private
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.platform.spreadsheets import write_list
from hudang.web.casework.filters import CaseFilterForm, group_tabs
from hudang.web.casework.tabs import tone_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response

_HEADERS = (
    "案号",
    "申请人",
    "乡镇",
    "村（社区）",
    "申请类型",
    "程序",
    "阶段",
    "经办人",
    "提交日期",
    "最近时限",
    "是否逾期",
)


def _asked(request: HttpRequest, scope: str) -> tuple[CaseFilterForm, CaseFilters]:
    form = CaseFilterForm(request.GET, scope=scope)
    return form, form.filters(request.GET.get("group", ""), request.GET.get("stage", ""))


@door(Right.VIEW_CASES)
def cases(request: SignedInRequest) -> HttpResponse:
    """List the cases of the user's division by what is to be done."""
    user, given = request.user, request.GET
    form, filters = _asked(request, user.scope)
    if is_private(filters.q.strip()):
        return _straight(request, filters)
    place = Position(given.get("page", 1), given.get("after", "")[:16], given.get("before", "")[:16])
    page = list_for(user, filters, place)
    kept = given.copy()
    for name in ("group", "stage", "page", "after", "before"):
        kept.pop(name, None)
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(row, tone_of(row.stage)) for row in page],
        "tabs": group_tabs(group_counts(user, filters), filters.group, kept.urlencode()),
        "query": given.urlencode(),
        "may_open": user.may(Right.OPEN_CASES),
        "may_handle": user.may(Right.HANDLE_CASES),
        "may_export": user.may(Right.EXPORT),
        "may_draw": user.may(Right.HANDLE_CASES) and level_of(user.division_code) == DivisionLevel.COUNTY,
    }
    return render(request, "casework/list.html", context)


def _straight(request: SignedInRequest, filters: CaseFilters) -> HttpResponse:
    """Open what was asked for by a whole number: an identity number shall not stay in an address."""
    numbers = list(found_for(request.user, filters).values_list("number", flat=True)[:2])
    if len(numbers) == 1:
        return redirect("casework:case", numbers[0])
    query = request.GET.copy()
    query["q"] = filters.q.strip()[-6:]
    return redirect(f"{request.path}?{query.urlencode()}")


@door(Right.VIEW_CASES, Right.EXPORT)
def export(request: SignedInRequest) -> HttpResponse:
    """Save the list as seen in a workbook."""
    _, filters = _asked(request, request.user.scope)
    book = io.BytesIO()
    rows = (
        (
            row.number, row.applicant, row.township, row.village, row.kind, row.procedure, row.stage_label, row.handler,
            str(row.submitted_on or ""), str(row.due_on or ""), "逾期" if row.overdue else "",
        )
        for row in export_cases(actor=request.user, filters=filters)
    )  # fmt: skip
    write_list(book, "案件清单", _HEADERS, rows)
    return workbook_response(f"案件清单_{clock.today():%Y%m%d}", book.getvalue())


@door(Right.VIEW_CASES)
def board(request: SignedInRequest) -> HttpResponse:
    """Show the open cases by stage, the most pressing first."""
    form, filters = _asked(request, request.user.scope)
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {"form": form, "columns": board_for(request.user, filters), "kept": urlencode(kept)}
    return render(request, "casework/board.html", context)
