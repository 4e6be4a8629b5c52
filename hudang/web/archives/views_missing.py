"""缺件: which files lack which papers, on the page and in Excel."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.exporting import export_missing
from hudang.archives.queries import files
from hudang.archives.queries.requirements import material_names
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import scope_prefix
from hudang.platform.spreadsheets import list_workbook
from hudang.web.archives.forms import MissingFilter
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response


def _wanted(request: SignedInRequest) -> tuple[MissingFilter, str, str]:
    """Return the form, the division and the material to list; what no choice offers narrows nothing."""
    form = MissingFilter(request.GET, scope=request.user.scope)
    form.is_valid()
    division = form.cleaned_data.get("division") or request.user.division_code
    return form, division, form.cleaned_data.get("material", "")


@door(Right.VIEW_HOUSEHOLDS)
def missing(request: SignedInRequest) -> HttpResponse:
    """List the open files that lack papers."""
    form, division, material = _wanted(request)
    found = files.MissingList(request.user, scope_prefix(division), material)
    page: Page[Any] = Paginator(cast(Any, found), 50).get_page(request.GET.get("page"))
    names, villages = material_names(), names_of({file.village_code for file in page})
    rows = [
        {
            "file": file,
            "village": villages.get(file.village_code, file.village_code),
            "missing": "、".join(names.get(code, code) for code in file.missing),
        }
        for file in page
    ]
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows,
        "division": division,
        "place": names_of({division}).get(division, "") if division != request.user.division_code else "",
        "may_export": request.user.may(Right.EXPORT),
    }
    return render(request, "archives/missing.html", context)


@door(Right.EXPORT)
def missing_workbook(request: SignedInRequest) -> HttpResponse:
    """Send the same list as a workbook."""
    _, division, material = _wanted(request)
    names = material_names()
    found = export_missing(actor=request.user, prefix=scope_prefix(division), material=material)
    villages = names_of({file.village_code for file in found})
    rows = (
        [
            villages.get(file.village_code, file.village_code),
            file.household.code,
            file.reference_code,
            file.household.head_name,
            file.missing_count,
            "、".join(names.get(code, code) for code in file.missing),
        ]
        for file in found
    )
    headers = ["村（社区）", "户编号", "档号", "户主", "缺件数", "缺少的材料"]
    return workbook_response("缺件清单", list_workbook("缺件清单", headers, rows))
