"""打印: the desk with its preview, papers of one household, box, village or more, what is due, what was printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import box_for
from hudang.divisions.queries import path_label
from hudang.households.queries import household_for
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.kernel.errors import NotVisible
from hudang.platform import jobs
from hudang.printing.actions import papers as actions
from hudang.printing.queries import due as reprints
from hudang.printing.queries import studio
from hudang.printing.tasks import start_printing
from hudang.printing.vocabulary import PAPER_LABELS, PaperKind
from hudang.web.printing.forms import DueForm, PrinterForm, PrintForm
from hudang.web.printing.pictures import preview_page, shown
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response
from hudang.web.shared.numbers import row_number

_MOST_DUE, _RECORDS_A_PAGE = 200, 50


def _kind(text: str) -> PaperKind:
    try:
        return PaperKind(text)
    except ValueError as error:
        raise NotVisible from error


@door(Right.PRINT, methods=("GET", "POST"))
def desk(request: SignedInRequest) -> HttpResponse:
    """Choose what to print; a village comes at once, a township or the county through the worker."""
    form = _desk_form(request)
    if request.method == "POST" and form.is_valid():
        return _print(request, form)
    recent = [job for job in jobs.recent(request.user.pk, 20) if job.kind == "print"]
    printer = studio.printer_of(request.user)
    offset = PrinterForm(initial={"right": printer.right_tenths / 10, "down": printer.down_tenths / 10})
    told = {"form": form, "jobs": recent, "offset": offset, "stand_ins": actions.fonts().stand_ins()}
    told["may_design"] = request.user.may(Right.DESIGN_PAPERS)
    return render(request, "printing/desk.html", told)


def _desk_form(request: SignedInRequest) -> PrintForm:
    if request.method == "POST":
        return PrintForm(request.POST, scope=request.user.scope)
    initial = {name: request.GET.get(name) for name in ("kind", "division", "only", "labels", "start", "spines")}
    initial["division"] = initial["division"] or request.user.division_code
    kind = next((each for each in PaperKind if each == initial["kind"]), PaperKind.POUCH_LABEL)
    stock = actions.stock_of(actor=request.user, kind=kind)
    initial["labels"], initial["spines"] = (
        initial["labels"] or stock.labels.value,
        initial["spines"] or stock.spines.value,
    )
    return PrintForm(initial={name: value for name, value in initial.items() if value}, scope=request.user.scope)


def _print(request: SignedInRequest, form: PrintForm) -> HttpResponse:
    asked = _asked(request, form)
    kind, division = asked["kind"], asked["division_code"]
    if level_of(division) == DivisionLevel.VILLAGE:
        return _answer(request, f"{PAPER_LABELS[kind]}-{division}", actions.print_division_now(**asked))
    return redirect("jobs:detail", job_id=start_printing(**asked).pk)


def _asked(request: SignedInRequest, form: PrintForm) -> dict[str, Any]:
    asked = form.cleaned_data
    kind, only = PaperKind(asked["kind"]), asked["only"]
    stock = actions.stock_of(asked["labels"], asked["spines"], asked["start"], request.user, kind)
    return {"actor": request.user, "kind": kind, "division_code": asked["division"], "stock": stock, "only": only}


def _answer(request: HttpRequest, name: str, made: actions.Printed) -> HttpResponse:
    """Return a PDF; what must be known of it is told on the next page."""
    if made.warning:
        messages.warning(request, made.warning)
    return pdf_response(name, made.content)


@door(Right.PRINT)
def preview(request: SignedInRequest) -> HttpResponse:
    """Show a few sheets of what the desk's form asks for, at true size."""
    form = PrintForm(request.GET, scope=request.user.scope)
    number = min(row_number(request.GET.get("skip", "")), 300)
    query = request.GET.copy()
    query.pop("skip", None)
    told: dict[str, Any] = {"form": form, "query": query.urlencode()}
    if form.is_valid():
        told |= shown(actions.preview_division(**_asked(request, form), skip=number), number)
    return render(request, preview_page(request), told)


@door(Right.PRINT)
def due(request: SignedInRequest) -> HttpResponse:
    """List the papers of a village or township that were never printed or have changed since."""
    form = DueForm(request.GET, scope=request.user.scope)
    if not form.is_valid():
        raise NotVisible
    division, kind, only = (form.cleaned_data[name] for name in ("division", "kind", "only"))
    told = {
        "form": form,
        "division": division,
        "kind": kind,
        "label": PAPER_LABELS[kind],
        "only": only,
        "place": path_label(division),
        "found": reprints.due_papers_for(request.user, division, kind, only, _MOST_DUE),
        "most": _MOST_DUE,
    }
    return render(request, "printing/due.html", told)


@door(Right.PRINT)
def records(request: SignedInRequest) -> HttpResponse:
    """Show who printed what, newest first."""
    before = row_number(request.GET.get("before", "")) or None
    rows = list(studio.records_for(request.user, before)[: _RECORDS_A_PAGE + 1])
    for row in rows:
        row.kind = PAPER_LABELS.get(row.kind, row.kind)  # type: ignore[call-overload]
    last = rows[_RECORDS_A_PAGE - 1].pk if len(rows) > _RECORDS_A_PAGE else None
    return render(request, "printing/records.html", {"rows": rows[:_RECORDS_A_PAGE], "next": last, "before": before})


@door(Right.PRINT)
def household(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Print a paper of one household's pouches."""
    household_for(request.user, code)
    chosen = _kind(kind)
    stock = actions.stock_of(actor=request.user, kind=chosen)
    made = actions.print_household(actor=request.user, kind=chosen, code=code, stock=stock)
    return _answer(request, f"{PAPER_LABELS[chosen]}-{code}", made)


@door(Right.PRINT)
def box(request: SignedInRequest, box_id: int, kind: str) -> HttpResponse:
    """Print a paper of one box."""
    box_for(request.user, box_id)
    chosen = _kind(kind)
    stock = actions.stock_of(actor=request.user, kind=chosen)
    made = actions.print_box(actor=request.user, kind=chosen, box_id=box_id, stock=stock)
    return _answer(request, f"{PAPER_LABELS[chosen]}-{box_id}", made)


@door(Right.PRINT)
def out_cards(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Print the cards that stand in boxes for a file which was lent or moved."""
    stock = actions.stock_of(actor=request.user, kind=PaperKind.OUT_CARD)
    made = actions.print_out_cards(actor=request.user, file_id=file_id, stock=stock)
    return _answer(request, f"{PAPER_LABELS[PaperKind.OUT_CARD]}-{file_id}", made)
