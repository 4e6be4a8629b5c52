"""低保家庭: the list with its filters, its export, and a new household."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.confirming import register_household
from hudang.archives.queries.files import files_for, missing_counts
from hudang.divisions.queries import places_within
from hudang.households.actions.exporting import export_households
from hudang.households.queries.lists import HouseholdRow, ListFilters, all_for, list_for
from hudang.households.queries.paging import Position
from hudang.households.queries.search import is_private
from hudang.households.vocabulary import IDENTITY_CARD, BenefitState
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.platform.spreadsheets import list_workbook
from hudang.web.households.forms import ListFilterForm, RegisterForm
from hudang.web.households.handling import done
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response

TAIL = 6
EXPORT_HEADERS = (
    "户编号", "户主", "户主证件号", "乡镇", "村（社区）", "在保状态", "救助类别", "ABC 类", "家庭结构", "主要收入来源", "人员特征",
    "家庭人口", "保障人口", "月保障金（元）", "联系电话", "批准日期",
)  # fmt: skip


def _filters(request: HttpRequest, scope: str) -> tuple[ListFilterForm, ListFilters]:
    form = ListFilterForm(request.GET, scope=scope)
    return form, form.filters(request.GET.get("sort", ""))


def _place(request: HttpRequest) -> Position:
    given = request.GET
    return Position(given.get("page", 1), given.get("after", "")[:16], given.get("before", "")[:16])


@door(Right.VIEW_HOUSEHOLDS)
def households(request: SignedInRequest) -> HttpResponse:
    """List the households of the user's division."""
    form, filters = _filters(request, request.user.scope)
    straight = _straight_to(request, filters)
    if straight is not None:
        return straight
    page = list_for(request.user, filters, _place(request))
    missing = missing_counts([row.code for row in page])
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(row, missing.get(row.code)) for row in page],
        "narrowed": any(value for name, value in vars(filters).items() if name != "sort"),
        "may_edit": request.user.may(Right.EDIT_HOUSEHOLDS),
        "may_import": request.user.may(Right.IMPORT_ROSTERS),
        "may_export": request.user.may(Right.EXPORT),
    }
    return render(request, "households/list.html", context)


def _straight_to(request: SignedInRequest, filters: ListFilters) -> HttpResponse | None:
    """Open what was asked for by a whole number: an identity number shall not stay in an address."""
    text = filters.q.strip()
    if "-" in text and (file := files_for(request.user).filter(reference_code__iexact=text).first()):
        return redirect("archives:file", file.pk)
    if not is_private(text):
        return None
    found = all_for(request.user, ListFilters(q=text))
    if len(found) == 1:
        return redirect("households:detail", found[0].code)  # type: ignore[union-attr]
    query = request.GET.copy()
    query["q"] = text[-TAIL:]
    return redirect(f"{request.path}?{query.urlencode()}")


def _export_cells(row: HouseholdRow) -> list[Any]:
    return [
        row.code,
        row.head_name,
        row.head_identity,
        row.township,
        row.village,
        row.state_label,
        row.assistance,
        row.abc,
        row.structure,
        row.source,
        "、".join(row.tags),
        row.size,
        row.covered,
        row.allowance,
        row.phone,
        row.approved_on.isoformat() if row.approved_on else "",
    ]


@door(Right.VIEW_HOUSEHOLDS, Right.EXPORT)
def export(request: SignedInRequest) -> HttpResponse:
    """Save the list as filtered in a workbook; numbers stay masked, and the log says who took it."""
    _, filters = _filters(request, request.user.scope)
    found = export_households(actor=request.user, filters=filters)
    content = list_workbook("低保家庭", EXPORT_HEADERS, (_export_cells(row) for row in found.everything()))
    return workbook_response(f"低保家庭_{clock.today():%Y%m%d}_{len(found)}户", content)


def _villages(scope: str) -> list[Any]:
    """Return the villages of a scope as choices, by township."""
    groups = []
    for town, places in places_within(scope):
        villages = [(code, name) for code, name in places if level_of(code) == DivisionLevel.VILLAGE]
        if villages:
            groups.append((town, villages))
    return [("", "请选择村（社区）"), *groups]


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Register a household with its head."""
    villages = _villages(request.user.scope)
    initial = {
        "declared_size": 1,
        "covered_size": 1,
        "identity_kind": IDENTITY_CARD,
        "village_code": request.GET.get("village", ""),
    }
    form = RegisterForm(request.POST or None, villages=villages, initial=initial)
    opened = done(
        request,
        form,
        lambda: register_household(
            actor=request.user,
            village_code=form.cleaned_data["village_code"],
            head=form.head(),
            values=form.household(),
            code=form.cleaned_data["code"].strip(),
            state=BenefitState(form.cleaned_data["state"]),
            mismatch_reason=form.cleaned_data["mismatch_reason"],
        ),
        "已登记家庭，接着可以增加其他成员。",
    )
    if opened:
        return redirect("households:detail", opened.household.code)
    return render(request, "households/new.html", {"form": form})
