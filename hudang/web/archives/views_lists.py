"""村盒: the villages of a division with their figures, and its boxes, each as a list to arrange and take out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Listing, Right
from hudang.archives.actions.exporting import export_boxes, export_villages
from hudang.archives.queries.boxes import BoxFilters, box_rows, boxes_for
from hudang.archives.queries.figures import VillageRow, narrowed, villages_for
from hudang.platform.spreadsheets import list_workbook
from hudang.web.archives.box_columns import BOXES, VILLAGES
from hudang.web.archives.forms import BoxListFilter, VillageListFilter
from hudang.web.archives.shelves import SEEN_AT_A_GLANCE, shelves
from hudang.web.lists.columns import drawn, labels_of, usual_of
from hudang.web.lists.tools import ListTools, tools_for
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response

_A_PAGE = 100
SHELF, LIST = "shelf", "list"


def _village_tools(request: SignedInRequest) -> ListTools:
    return tools_for(request.user, request.GET, Listing.VILLAGES, labels_of(VILLAGES), usual_of(VILLAGES))


def _box_tools(request: SignedInRequest) -> ListTools:
    return tools_for(request.user, request.GET, Listing.BOXES, labels_of(BOXES), usual_of(BOXES))


@door(Right.VIEW_HOUSEHOLDS)
def villages(request: SignedInRequest) -> HttpResponse:
    """Show the villages of the user's division with their boxes and completeness, on the shelf or as a list."""
    tools = _village_tools(request)
    if tools.first_url:
        return redirect(tools.first_url)
    form, chosen = _villages_wanted(request)
    every = villages_for(request.user, chosen["township"])
    rows = narrowed(every, chosen["only"], chosen["sort"])
    look = request.GET.get("look") or (LIST if "view" in request.GET or len(rows) > SEEN_AT_A_GLANCE else SHELF)
    columns = [VILLAGES[key] for key in tools.columns]
    context = {
        "form": form,
        "tabs": _tabs(look, chosen),
        "totals": _totals(every),
        "township": chosen["township"],
        "shelves": shelves(rows) if look == SHELF else [],
        "rows": rows,
        "lines": [] if look == SHELF else [(row.code, drawn(row, columns)) for row in rows],
        "columns": [(key, VILLAGES[key]) for key in tools.columns],
        "tools": replace(tools, query=_as_list(request)),
        "may_arrange": request.user.may(Right.ARRANGE_BOXES),
        "may_export": request.user.may(Right.EXPORT),
    }
    return render(request, "archives/villages.html", context)


@door(Right.EXPORT)
def villages_workbook(request: SignedInRequest) -> HttpResponse:
    """Send the list of villages as a workbook, with the columns as seen."""
    _, chosen = _villages_wanted(request)
    columns = [VILLAGES[key] for key in _village_tools(request).columns]
    found = export_villages(actor=request.user, **chosen)
    lines = ([column.value(row) for column in columns] for row in found)
    return workbook_response("各村清单", list_workbook("各村清单", [column.label for column in columns], lines))


@door(Right.VIEW_HOUSEHOLDS)
def boxes(request: SignedInRequest) -> HttpResponse:
    """List the boxes of the user's division."""
    tools = _box_tools(request)
    if tools.first_url:
        return redirect(tools.first_url)
    form, filters = _boxes_wanted(request)
    page = Paginator(boxes_for(request.user, filters), _A_PAGE).get_page(request.GET.get("page"))
    columns = [BOXES[key] for key in tools.columns]
    context = {
        "form": form,
        "tabs": _tabs("boxes", {"township": ""}),
        "page_obj": page,
        "lines": [(row.box.pk, drawn(row, columns)) for row in box_rows(page)],
        "columns": [(key, BOXES[key]) for key in tools.columns],
        "tools": tools,
        "may_export": request.user.may(Right.EXPORT),
    }
    return render(request, "archives/boxes.html", context)


@door(Right.EXPORT)
def boxes_workbook(request: SignedInRequest) -> HttpResponse:
    """Send the list of boxes as a workbook, with the columns as seen."""
    _, filters = _boxes_wanted(request)
    columns = [BOXES[key] for key in _box_tools(request).columns]
    lines = ([column.value(row) for column in columns] for row in export_boxes(actor=request.user, filters=filters))
    return workbook_response("各盒清单", list_workbook("各盒清单", [column.label for column in columns], lines))


def _villages_wanted(request: SignedInRequest) -> tuple[VillageListFilter, dict[str, str]]:
    """Return the form and what the list is narrowed to; what no choice offers narrows nothing."""
    form = VillageListFilter(request.GET, scope=request.user.scope)
    form.is_valid()
    wanted = {name: form.cleaned_data.get(name, "") for name in ("township", "only")}
    return form, wanted | {"sort": request.GET.get("sort", "")}


def _boxes_wanted(request: SignedInRequest) -> tuple[BoxListFilter, BoxFilters]:
    form = BoxListFilter(request.GET, scope=request.user.scope)
    form.is_valid()
    wanted = {name: form.cleaned_data.get(name, "") for name in ("division", "kind", "only")}
    return form, BoxFilters(**wanted, sort=request.GET.get("sort", ""))


def _as_list(request: SignedInRequest) -> str:
    address = request.GET.copy()
    address["look"] = LIST
    return address.urlencode()


def _tabs(look: str, chosen: Mapping[str, str]) -> list[dict[str, object]]:
    kept = {name: chosen[name] for name in ("township", "only") if chosen.get(name)}
    villages_url, boxes_url = reverse("archives:villages"), reverse("archives:boxes")
    of_boxes = f"?{urlencode({'division': chosen['township']})}" if chosen["township"] else ""
    return [
        {"label": "书架", "url": f"{villages_url}?{urlencode({**kept, 'look': SHELF})}", "current": look == SHELF},
        {"label": "各村", "url": f"{villages_url}?{urlencode({**kept, 'look': LIST})}", "current": look == LIST},
        {"label": "各盒", "url": f"{boxes_url}{of_boxes}", "current": look == "boxes"},
    ]


def _totals(rows: list[VillageRow]) -> dict[str, int]:
    return {
        "villages": len(rows),
        "households": sum(row.households for row in rows),
        "boxes": sum(row.boxes for row in rows),
        "incomplete": sum(row.incomplete for row in rows),
        "boxless": sum(1 for row in rows if not row.boxes),
    }
