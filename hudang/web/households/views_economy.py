"""Incomes and assets: a table of lines that hold from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.households.actions.economy import set_assets, set_incomes
from hudang.households.queries.detail import members_on
from hudang.households.queries.editing import asset_lines, income_lines
from hudang.households.queries.visible import household_for
from hudang.kernel import clock
from hudang.web.households.forms_acts import EMPTY_ROWS, MOST_ROWS, AssetsForm, IncomesForm
from hudang.web.households.handling import day_of, done
from hudang.web.households.views_detail import head_context, to_household
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number
from hudang.web.shared.stale import status_of

MORE_ROWS = "more"


def _rows(request: SignedInRequest, standing: Sequence[Any]) -> int:
    """Return how many lines the form has: as posted, a few more when asked, or the standing ones and a few."""
    if request.method != "POST":
        return len(standing) + EMPTY_ROWS
    posted = request.POST.get("rows", "")
    rows = min(row_number(posted), MOST_ROWS) or EMPTY_ROWS
    return rows + EMPTY_ROWS if MORE_ROWS in request.POST else rows


def _initial(household_version: int, standing: Sequence[dict[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {"version": household_version, "since": clock.today().isoformat()}
    for index, line in enumerate(standing):
        values |= {f"line_{index}_{name}": value for name, value in line.items()}
    return values


def _when(form: forms.Form) -> dict[str, Any]:
    """Return on which version of the household the form was opened, and from when its lines hold."""
    return {
        "version": form.cleaned_data["version"],
        "since": day_of(form.cleaned_data["since"], "since", "起始日"),
    }


def _posted(request: SignedInRequest, rows: int) -> Any:
    """Return what was posted with the present number of lines, nothing on a GET."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    data["rows"] = str(rows)
    return data


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def incomes(request: SignedInRequest, code: str) -> HttpResponse:
    """Set the incomes that hold from a day on."""
    household = household_for(request.user, code)
    standing, members = income_lines(household), members_on(household, clock.today())
    rows = _rows(request, standing)
    initial = _initial(household.version, standing)
    form = IncomesForm(_posted(request, rows), rows=rows, members=members, initial=initial)
    if request.method == "POST" and MORE_ROWS not in request.POST and form.is_valid():
        opened = done(
            request,
            form,
            lambda: set_incomes(
                actor=request.user,
                code=code,
                lines=form.income_lines(),
                **_when(form),
            ),
            "已登记收入。",
            form.places(),
        )
        if opened:
            return to_household(code)
    context = head_context(household, request.user) | {"form": form, "asking": MORE_ROWS in request.POST}
    return render(request, "households/incomes.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def assets(request: SignedInRequest, code: str) -> HttpResponse:
    """Set the assets that hold from a day on."""
    household = household_for(request.user, code)
    standing = asset_lines(household)
    rows = _rows(request, standing)
    form = AssetsForm(_posted(request, rows), rows=rows, initial=_initial(household.version, standing))
    if request.method == "POST" and MORE_ROWS not in request.POST and form.is_valid():
        opened = done(
            request,
            form,
            lambda: set_assets(
                actor=request.user,
                code=code,
                lines=form.asset_lines(),
                **_when(form),
            ),
            "已登记财产。",
            form.places(),
        )
        if opened:
            return to_household(code)
    context = head_context(household, request.user) | {"form": form, "asking": MORE_ROWS in request.POST}
    return render(request, "households/assets.html", context, status=status_of(form))
