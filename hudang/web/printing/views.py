"""打印: the desk, and papers of one household, box, village or more."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import box_for
from hudang.households.queries import household_for
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.kernel.errors import NotVisible
from hudang.platform import jobs
from hudang.printing import actions
from hudang.printing.tasks import start_printing
from hudang.printing.vocabulary import PAPER_LABELS, PaperKind
from hudang.web.printing.forms import PrintForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response


def _kind(text: str) -> PaperKind:
    try:
        return PaperKind(text)
    except ValueError as error:
        raise NotVisible from error


@door(Right.PRINT, methods=("GET", "POST"))
def desk(request: SignedInRequest) -> HttpResponse:
    """Choose what to print; a village comes at once, a township or the county through the worker."""
    if request.method == "POST":
        form = PrintForm(request.POST, scope=request.user.scope)
        if form.is_valid():
            return _print(request, form)
    else:
        initial = {
            "kind": request.GET.get("kind"),
            "division": request.GET.get("division") or request.user.division_code,
        }
        form = PrintForm(initial={name: value for name, value in initial.items() if value}, scope=request.user.scope)
    recent = [job for job in jobs.recent(request.user.pk, 20) if job.kind == "print"]
    return render(request, "printing/desk.html", {"form": form, "jobs": recent})


def _print(request: SignedInRequest, form: PrintForm) -> HttpResponse:
    kind, division = PaperKind(form.cleaned_data["kind"]), form.cleaned_data["division"]
    stock = actions.stock_of(form.cleaned_data["labels"], form.cleaned_data["spines"])
    if level_of(division) == DivisionLevel.VILLAGE:
        made = actions.print_division_now(actor=request.user, kind=kind, division_code=division, stock=stock)
        return pdf_response(f"{PAPER_LABELS[kind]}-{division}", made)
    job = start_printing(actor=request.user, kind=kind, division_code=division, stock=stock)
    return redirect("jobs:detail", job_id=job.pk)


@door(Right.PRINT)
def household(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Print a paper of one household's pouches."""
    household_for(request.user, code)
    chosen = _kind(kind)
    made = actions.print_household(actor=request.user, kind=chosen, code=code, stock=actions.stock_of())
    return pdf_response(f"{PAPER_LABELS[chosen]}-{code}", made)


@door(Right.PRINT)
def box(request: SignedInRequest, box_id: int, kind: str) -> HttpResponse:
    """Print a paper of one box."""
    box_for(request.user, box_id)
    chosen = _kind(kind)
    made = actions.print_box(actor=request.user, kind=chosen, box_id=box_id, stock=actions.stock_of())
    return pdf_response(f"{PAPER_LABELS[chosen]}-{box_id}", made)
