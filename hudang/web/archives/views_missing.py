"""缺件: which files lack which papers, on the page and in Excel."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Listing, Right
from hudang.archives.actions.exporting import export_missing
from hudang.archives.queries import files
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import scope_prefix
from hudang.platform.spreadsheets import list_workbook
from hudang.web.archives.forms import MissingFilter
from hudang.web.archives.missing_columns import COLUMNS, LABELS, USUAL, lacking
from hudang.web.lists.columns import drawn
from hudang.web.lists.tools import tools_for
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
    tools = tools_for(request.user, request.GET, Listing.MISSING, LABELS, USUAL)
    if tools.first_url:
        return redirect(tools.first_url)
    form, division, material = _wanted(request)
    found = files.MissingList(request.user, scope_prefix(division), material)
    page: Page[Any] = Paginator(cast(Any, found), 50).get_page(request.GET.get("page"))
    columns = [COLUMNS[key] for key in tools.columns]
    rows = [{"file": row.file, "lacking": row, "cells": drawn(row, columns)} for row in lacking(page)]
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows,
        "tools": tools,
        "columns": columns,
        "division": division,
        "place": names_of({division}).get(division, "") if division != request.user.division_code else "",
        "may_export": request.user.may(Right.EXPORT),
    }
    return render(request, "archives/missing.html", context)


@door(Right.EXPORT)
def missing_workbook(request: SignedInRequest) -> HttpResponse:
    """Send the same list as a workbook, with the columns as seen."""
    _, division, material = _wanted(request)
    found = export_missing(actor=request.user, prefix=scope_prefix(division), material=material)
    tools = tools_for(request.user, request.GET, Listing.MISSING, LABELS, USUAL)
    columns = [COLUMNS[key] for key in tools.columns]
    rows = ([column.value(row) for column in columns] for row in lacking(found))
    return workbook_response("缺件清单", list_workbook("缺件清单", [column.label for column in columns], rows))
