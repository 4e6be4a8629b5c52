"""发放名册: a month's list with its sums, closing, the bank's files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.benefits.actions.banking import bank_file, read_return, wrong_lines
from hudang.benefits.actions.printing import print_list
from hudang.benefits.queries import lists as queries
from hudang.benefits.queries.overview import month_to_prepare
from hudang.benefits.tasks import start_closing, start_preparing
from hudang.benefits.vocabulary import BANK_RESULT
from hudang.divisions.queries import names_of
from hudang.kernel.errors import Refusal
from hudang.library.queries.volumes import filed_by
from hudang.web.benefits.forms import BankFileForm, ListFilter, PrepareForm, ReturnForm
from hudang.web.benefits.views_overview import LIST_TONES
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import WORKBOOK, attachment, pdf_response, workbook_response
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.paging import page_of

_COUNTY = 6
_VIEWS = (("", "逐户"), ("township", "按乡镇"), ("village", "按村"), ("bank", "按开户行"))


@door(Right.PREPARE_PAYMENTS, methods=("GET", "POST"))
def prepare(request: SignedInRequest) -> HttpResponse:
    """Let the list of a month be prepared, or prepared again."""
    form = PrepareForm(request.POST or None, initial={"month": month_to_prepare(request.user)})
    if form.is_valid():
        county = request.user.division_code[:_COUNTY]
        job = start_preparing(actor=request.user, county=county, **form.values())
        return redirect("jobs:detail", job.pk)
    return render(request, "benefits/prepare.html", {"form": form})


@door(Right.VIEW_HOUSEHOLDS)
def payment_list(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Show a list, household by household or summed."""
    user, listed = request.user, queries.list_for(request.user, list_id)
    form = ListFilter(request.GET, scope=user.scope)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in ("place", "result", "q")}
    rows = queries.rows_for(user, listed, queries.ListFilters(**asked))
    view = request.GET.get("view", "")
    context = _context(request, listed, view) | {"form": form, "sums": queries.sums_of(rows)}
    groups = {"village": queries.by_village, "bank": queries.by_bank}
    if view == "township":
        context["groups"] = queries.by_township(queries.by_village(rows))
    elif view in groups:
        context["groups"] = groups[view](rows)
    else:
        page = page_of(request, rows)
        names = names_of({row.village_code for row in page})
        context |= {"page_obj": page, "rows": [(row, names.get(row.village_code, row.village_code)) for row in page]}
    return render(request, "benefits/list.html", context)


def _context(request: SignedInRequest, listed: Any, view: str) -> dict[str, Any]:
    user, whole = request.user, request.user.scope == listed.county_code
    results = queries.results_of(listed, user)
    return {
        "listed": listed,
        "title": queries.title_of(listed),
        "tone": LIST_TONES[listed.state],
        "tabs": [{"label": label, "url": f"?view={key}", "current": key == view} for key, label in _VIEWS],
        "filed": filed_by(user, f"payment_list:{listed.pk}"),
        "results": [(key, label, results.get(key, 0)) for key, label in BANK_RESULT.items() if results.get(key)],
        "waiting": results.get("", 0),
        "apart": queries.kept_apart(user, listed),
        "before": queries.month_before(listed) if whole and not listed.is_closed else None,
        "returns": queries.returns_of(user, listed) if whole and user.may(Right.PREPARE_PAYMENTS) else [],
        "may_prepare": whole and user.may(Right.PREPARE_PAYMENTS),
        "may_close": whole and user.may(Right.DECIDE_BENEFITS),
        "may_print": user.may(Right.PRINT),
    }


@door(Right.DECIDE_BENEFITS, methods=("POST",))
def close(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Let the worker close a month, and show how far it is."""
    job = start_closing(actor=request.user, list_id=list_id)
    return redirect("jobs:detail", job.pk)


@door(Right.PREPARE_PAYMENTS, Right.REVEAL, methods=("GET", "POST"))
def export(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Give out the bank's file, for a reason."""
    listed = queries.list_for(request.user, list_id)
    form = BankFileForm(request.POST or None)
    if form.is_valid():
        try:
            content = bank_file(actor=request.user, list_id=list_id, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            kind = form.cleaned_data["kind"]
            media = WORKBOOK if kind == "xlsx" else "text/csv; charset=utf-8"
            return attachment(content, f"{listed.month:%Y%m}低保金代发.{kind}", media)
    return render(
        request, "benefits/bank_file.html", {"form": form, "listed": listed, "title": queries.title_of(listed)}
    )


@door(Right.PREPARE_PAYMENTS, methods=("GET", "POST"))
def bank_return(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Take in what the bank did."""
    listed = queries.list_for(request.user, list_id)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = read_return(actor=request.user, list_id=list_id, source=file.file, file_name=file.name)
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            told = f"成功 {done.succeeded} 户，未成功 {done.failed} 户，对不上 {done.unmatched} 行。"
            (messages.warning if done.unmatched or done.failed else messages.success)(request, told)
            return redirect("benefits:list", list_id)
    context = {"form": form, "listed": listed, "title": queries.title_of(listed)}
    return render(request, "benefits/bank_return.html", context)


@door(Right.PREPARE_PAYMENTS, Right.REVEAL)
def wrong(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Give out the lines of a bank's file that did not fit."""
    entered = queries.return_for(request.user, return_id)
    return workbook_response(f"{entered.list.month:%Y%m}对不上的行", wrong_lines(entered))


@door(Right.PRINT)
def paper(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Print the list of the user's division, or of a place in it, village by village."""
    listed = queries.list_for(request.user, list_id)
    form = ListFilter(request.GET, scope=request.user.scope)
    form.is_valid()
    content = print_list(actor=request.user, list_id=list_id, place=form.cleaned_data.get("place", ""))
    return pdf_response(queries.title_of(listed), content)
