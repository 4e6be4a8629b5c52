"""测算参数: the sheets of a county by area with their days, and a new one after its effect was shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.assessment.actions import SheetForm
from hudang.assessment.actions.parameters import check_sheet
from hudang.assessment.queries.parameters import sheet_for, sheets_for, version_of
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.benefits.queries.effects import effect_of
from hudang.benefits.rules.months import month_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, Refusal
from hudang.library.actions.publishing import publish_parameters
from hudang.web.assessment.rows import MORE, lines_of, shown
from hudang.web.assessment.sheet_form import GROUPS, TABLES, lines_told, place_of, sheet_told, values_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number

_COUNTY = 6
_HEAD = ("area", "valid_from", "valid_until", "source")


@door(Right.MANAGE_SETTINGS)
def listing(request: SignedInRequest) -> HttpResponse:
    """List the sheets by area, the latest first."""
    today, sheets = clock.today(), sheets_for(request.user)
    groups = [
        {
            "label": AREA_LABELS[area],
            "area": area.value,
            "rows": [(each, version_of(each), _state(each, today)) for each in sheets if each.area == area],
        }
        for area in Area
    ]
    return render(request, "assessment/sheets.html", {"groups": groups})


def _state(sheet: Any, today: Any) -> str:
    if sheet.valid_from > today:
        return "later"
    return "ended" if sheet.valid_until and sheet.valid_until <= today else "live"


@door(Right.MANAGE_SETTINGS)
def sheet(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """Show one sheet with every figure."""
    found = sheet_for(request.user, sheet_id)
    values, lines = values_of(found.body), lines_told(found.body)
    groups = [
        (
            label,
            [
                (entry.label, dict(entry.choices).get(values.get(entry.name, ""), values.get(entry.name, "")))
                for entry in entries
            ],
        )
        for label, entries in GROUPS
    ]
    tables = [shown(table, lines[table.name], {}) for table in TABLES if lines[table.name]]
    context = {"sheet": found, "version": version_of(found), "groups": groups, "tables": tables}
    context["may_read"] = request.user.may(Right.VIEW_LIBRARY)
    return render(request, "assessment/sheet.html", context)


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Enter a sheet: first its effect is shown, then it is kept. It may start from one that is there."""
    if request.method == "GET":
        return _blank(request)
    lines = {table.name: lines_of(table, request.POST) for table in TABLES}
    values = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    context: dict[str, Any] = {"more": request.POST.get(MORE, "")[:20]}
    if context["more"]:
        return _page(request, values, lines, {}, context)
    try:
        form = sheet_told(request.POST)
        check_sheet(form)
        if request.POST.get("act") == "save":
            county = request.user.division_code[:_COUNTY]
            kept = publish_parameters(actor=request.user, county_code=county, form=form)
            messages.success(request, f"已登记，{kept.valid_from} 起执行。")
            return redirect("sheets:sheet", kept.pk)
        context["effect"] = _effect(request, form)
    except InvalidInput as refusal:
        faults = {place_of(place, request.POST): said for place, said in refusal.fields.items()}
        return _page(request, values, lines, faults, context)
    except (NotAllowed, NotVisible):
        raise
    except Refusal as refusal:
        context["told"] = refusal.message
    return _page(request, values, lines, {}, context)


def _effect(request: SignedInRequest, form: SheetForm) -> list[str]:
    parameters = Parameters.model_validate({**form.body, "version": "", "source": form.source})
    return effect_of(request.user, form.area, parameters, month_of(form.valid_from)).lines


def _blank(request: SignedInRequest) -> HttpResponse:
    origin, area = row_number(request.GET.get("from", "")), request.GET.get("area", "")
    body: dict[str, Any] = {"losses_are_nothing": True, "pay_from_next_month": True}
    head = {"area": area if area in set(Area) else Area.RURAL.value}
    if origin:
        found = sheet_for(request.user, origin)
        body, head = found.body, {"area": found.area}
    return _page(request, values_of(body) | head, lines_told(body), {}, {})


def _page(
    request: SignedInRequest,
    values: dict[str, str],
    lines: dict[str, list[dict[str, str]]],
    faults: dict[str, str],
    context: dict[str, Any],
) -> HttpResponse:
    more = context.get("more", "")
    context |= {
        "head": [(name, values.get(name, ""), faults.get(name, "")) for name in _HEAD],
        "values": values,
        "areas": [(area.value, AREA_LABELS[area]) for area in Area],
        "groups": [
            (label, [(entry, values.get(entry.name, ""), faults.get(entry.name, "")) for entry in entries])
            for label, entries in GROUPS
        ],
        "tables": [shown(table, lines[table.name], faults, more == table.name) for table in TABLES],
        "faults": faults,
    }
    return render(request, "assessment/new_sheet.html", context, status=400 if faults else 200)
