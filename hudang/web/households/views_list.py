"""低保家庭: the list with its filters, its export, and a new household."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Listing, Right
from hudang.archives.actions.confirming import register_household
from hudang.archives.queries.files import files_for
from hudang.divisions.queries import places_within
from hudang.households.queries.lists import ListFilters, all_for, list_for
from hudang.households.queries.paging import Position
from hudang.households.queries.search import is_private
from hudang.households.vocabulary import IDENTITY_CARD, BenefitState
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.search.actions import write_household_list
from hudang.search.columns import COLUMNS, USUAL, chosen
from hudang.search.lists import listed
from hudang.search.tasks import start_export
from hudang.web.households.acts import acts_for
from hudang.web.households.cells import drawn
from hudang.web.households.forms import ListFilterForm, RegisterForm
from hudang.web.households.handling import done
from hudang.web.lists.tools import ListTools, tools_for
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response

TAIL = 6
_ALONE = {"declared_size": 1, "covered_size": 1, "identity_kind": IDENTITY_CARD}
# a longer list is written by the worker
AT_ONCE = 5000
_LABELS = {key: column.label for key, column in COLUMNS.items()}


def _filters(request: HttpRequest, scope: str) -> tuple[ListFilterForm, ListFilters]:
    form = ListFilterForm(request.GET, scope=scope)
    return form, form.filters(request.GET.get("sort", ""))


def _place(request: HttpRequest) -> Position:
    given = request.GET
    return Position(given.get("page", 1), given.get("after", "")[:16], given.get("before", "")[:16])


@door(Right.VIEW_HOUSEHOLDS)
def households(request: SignedInRequest) -> HttpResponse:
    """List the households of the user's division, by the columns and views he has chosen."""
    user, tools = request.user, list_tools(request)
    if tools.first_url:
        return redirect(tools.first_url)
    form, filters = _filters(request, user.scope)
    straight = _straight_to(request, filters)
    if straight is not None:
        return straight
    page, columns = list_for(user, filters, _place(request)), chosen(tools.columns)
    context = {
        "form": form,
        "page_obj": page,
        "tools": tools,
        "columns": columns,
        "rows": drawn(listed(request.user, page, columns), columns),
        "narrowed": any(value for name, value in vars(filters).items() if name != "sort"),
        "may_edit": user.may(Right.EDIT_HOUSEHOLDS),
        "may_import": user.may(Right.IMPORT_ROSTERS),
        "may_export": user.may(Right.EXPORT),
        "acts": acts_for(user),
    }
    return render(request, "households/list.html", context)


def list_tools(request: SignedInRequest) -> ListTools:
    """Return the views and columns above the list."""
    return tools_for(request.user, request.GET, Listing.HOUSEHOLDS, _LABELS, USUAL)


def columns_of(request: SignedInRequest, query: str) -> list[str]:
    """Return the columns that the list of an address shows to the user."""
    return tools_for(request.user, QueryDict(query), Listing.HOUSEHOLDS, _LABELS, USUAL).columns


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


@door(Right.VIEW_HOUSEHOLDS, Right.EXPORT)
def export(request: SignedInRequest) -> HttpResponse:
    """Save the list as seen in a workbook; a long one comes from the worker."""
    _, filters = _filters(request, request.user.scope)
    return workbook_of(request, filters, list_tools(request).columns)


def workbook_of(request: SignedInRequest, filters: ListFilters, columns: Sequence[str], once: str = "") -> HttpResponse:
    """Return the workbook of a list, or the page of the job that writes it."""
    count = len(all_for(request.user, filters))
    if count > AT_ONCE:
        job = start_export(actor=request.user, filters=filters, columns=columns, once=once)
        return redirect("jobs:detail", job.pk)
    book = io.BytesIO()
    write_household_list(actor=request.user, filters=filters, columns=columns, target=book)
    return workbook_response(f"低保家庭_{clock.today():%Y%m%d}_{count}户", book.getvalue())


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
    initial = _ALONE | {"village_code": request.GET.get("village", "")}
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
