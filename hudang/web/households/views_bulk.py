"""Acts on many households of the list: what would be done is shown first, then the worker does it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.access import require
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.shifting import move_pouches
from hudang.archives.queries.files import boxes_of
from hudang.archives.queries.pouch_moves import movable_pouches
from hudang.archives.tasks import start_resettling
from hudang.archives.vocabulary import BoxKind
from hudang.divisions.queries import path_label
from hudang.households.errors import ListChanged
from hudang.households.queries.lists import ListFilters, list_for, refuse_changed
from hudang.households.tasks import start_deriving
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.printing.actions.papers import stock_of
from hudang.printing.queries.papers import count_pouches
from hudang.printing.tasks import start_printing_households
from hudang.printing.vocabulary import LABEL_STOCK_LABELS, PaperKind
from hudang.search.columns import chosen
from hudang.web.archives.forms_life import ResettleForm
from hudang.web.households.acts import ACTS, BulkAct
from hudang.web.households.forms import ListFilterForm
from hudang.web.households.views_list import columns_of, workbook_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number
from hudang.web.shared.once import new_once
from hudang.web.shared.undo import say_with_undo

_SHOWN = 5
# more than stand in the boxes of the largest village
_MOST_MOVED = 1000


def _selection(request: SignedInRequest) -> tuple[ListFilters, str]:
    """Return what is meant, households ticked or everything that fits, and the list's address."""
    query = QueryDict(request.POST.get("query", ""))
    filters = ListFilterForm(query, scope=request.user.scope).filters(query.get("sort", ""))
    if "everything" not in request.POST:
        filters = ListFilters(codes=request.POST.getlist("codes")[:1000], sort=filters.sort)
    return filters, query.urlencode()


def _act(request: SignedInRequest) -> BulkAct:
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise NotVisible
    require(request.user, act.right)
    return act


def _nothing(request: HttpRequest, query: str) -> HttpResponse:
    messages.warning(request, "请先勾选要办理的家庭。")
    return redirect(f"{reverse('households:list')}?{query}")


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def bulk(request: SignedInRequest) -> HttpResponse:
    """Show what an act would do to the chosen households; nothing is done yet."""
    filters, query = _selection(request)
    if not filters.codes and "everything" not in request.POST:
        return _nothing(request, query)
    return _previewed(request, _act(request), filters, query)


def _previewed(
    request: SignedInRequest, act: BulkAct, filters: ListFilters, query: str, status: int = 200
) -> HttpResponse:
    page = list_for(request.user, filters, 1, _SHOWN)
    context = {
        "once": new_once(),
        "act": act,
        "page_obj": page,
        "total": page.paginator.count,
        "others": page.paginator.count - len(page.object_list),
        "codes": filters.codes,
        "everything": "everything" in request.POST,
        "query": query,
        "back": f"{reverse('households:list')}?{query or urlencode({'view': 'all'})}",
        **_preview(request, act, filters),
    }
    return render(request, "households/bulk.html", context, status=status)


def _preview(request: SignedInRequest, act: BulkAct, filters: ListFilters) -> dict[str, Any]:
    """Return what is to be known before the act."""
    if act.key == "print":
        keys = list_for(request.user, filters, 1).paginator.object_list.keys()  # type: ignore[attr-defined]
        return {"pouches": count_pouches(request.user, keys), "stocks": LABEL_STOCK_LABELS.items()}
    if act.key == "export":
        return {"labels": [column.label for column in chosen(columns_of(request, request.POST.get("query", "")))]}
    if act.key == "move":
        return _moving(request, filters)
    if act.key == "resettle":
        form = _resettle_form(request)
        keys = list_for(request.user, filters, 1).paginator.object_list.keys()  # type: ignore[attr-defined]
        return {"form": form, "pouches": count_pouches(request.user, keys)}
    return {}


def _resettle_form(request: SignedInRequest) -> ResettleForm:
    sent = request.POST if "village_code" in request.POST else None
    return ResettleForm(sent, initial={"on": clock.today()}, scope=request.user.scope)


def _moving(request: SignedInRequest, filters: ListFilters) -> dict[str, Any]:
    """Return the pouches that would move, and the boxes that may take them when all are of one village."""
    pouches = _pouches(request, filters)
    villages = {pouch.village_code for pouch in pouches}
    boxes = boxes_of(villages) if len(villages) == 1 else []
    return {
        "pouches": len(pouches),
        "villages": len(villages),
        "place": path_label(next(iter(villages))) if len(villages) == 1 else "",
        "boxes": [box for box in boxes if box.kind == BoxKind.VILLAGE],
    }


def _pouches(request: SignedInRequest, filters: ListFilters) -> list[Any]:
    found = list_for(request.user, filters, 1).paginator
    if found.count > _MOST_MOVED:
        return []
    return movable_pouches(request.user, found.object_list.keys())  # type: ignore[attr-defined]


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def start(request: SignedInRequest) -> HttpResponse:
    """Do it: the worker's progress, or the workbook itself when it is short."""
    filters, query = _selection(request)
    if not filters.codes and "everything" not in request.POST:
        return _nothing(request, query)
    act = _act(request)
    try:
        return _started(request, act, filters, query)
    except ListChanged as refusal:
        messages.error(request, refusal.message)
        return _previewed(request, act, filters, query, status=409)


def _started(request: SignedInRequest, act: BulkAct, filters: ListFilters, query: str) -> HttpResponse:
    shown, once = request.POST.get("previewed", ""), request.POST.get("once", "")
    asked: dict[str, Any] = {"actor": request.user, "filters": filters}
    guarded = asked | {"once": once, "previewed": row_number(shown) if shown else None}
    if act.key == "export":
        refuse_changed(request.user, filters, guarded["previewed"])
        return workbook_of(request, filters, columns_of(request, query), once)
    if act.key == "print":
        labels = request.POST.get("labels", "")
        stock = stock_of(labels if labels in LABEL_STOCK_LABELS else "", actor=request.user)
        job = start_printing_households(kind=PaperKind.POUCH_LABEL, stock=stock, **guarded)
    elif act.key == "move":
        return _moved(request, filters, guarded["previewed"])
    elif act.key == "resettle":
        form = _resettle_form(request)
        if not form.is_valid():
            return _previewed(request, act, filters, query, status=400)
        job = start_resettling(**guarded, **form.cleaned_data)
    else:
        job = start_deriving(**guarded)
    return redirect("jobs:detail", job.pk)


def _moved(request: SignedInRequest, filters: ListFilters, previewed: int | None) -> HttpResponse:
    refuse_changed(request.user, filters, previewed)
    asked = request.POST.get("box", "")
    ids = [pouch.pk for pouch in _pouches(request, filters)]
    box_id = None if asked == "new" else row_number(asked)
    made = move_pouches(actor=request.user, pouch_ids=ids, box_id=box_id)
    said = f"{len(made.places)} 袋已移至 {made.to_box.title}，请重新打印有关各盒的目录。"
    say_with_undo(request, said, reverse("archives:undo-pouch-move", args=(made.pk,)))
    return redirect("archives:box", box_id=made.to_box_id)
