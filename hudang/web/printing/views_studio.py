"""样式与打印机: how a county's labels, spines and lists look, and how a user's printer draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible, Refusal
from hudang.printing.actions import designs as actions
from hudang.printing.actions import papers
from hudang.printing.designs import DESIGNED
from hudang.printing.logos import safe_logo
from hudang.printing.queries import studio
from hudang.printing.vocabulary import PaperKind
from hudang.web.printing.forms import DesignForm, PrinterForm
from hudang.web.printing.pictures import preview_page, shown
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal

if TYPE_CHECKING:
    from hudang.printing.models import LabelDesign


@door(Right.PRINT, methods=("POST",))
def printer(request: SignedInRequest) -> HttpResponse:
    """Keep how far the user's printer draws beside the mark."""
    form = PrinterForm(request.POST)
    if form.is_valid():
        actions.set_printer(actor=request.user, right_mm=form.cleaned_data["right"], down_mm=form.cleaned_data["down"])
        messages.success(request, "已记下打印机的偏移，以后的标签和盒脊都会照此校正。")
    else:
        messages.error(request, "偏移没有保存：请填 -10 到 10 之间的毫米数，例如 1.5。")
    return redirect("printing:desk")


@door(Right.DESIGN_PAPERS, methods=("GET", "POST"))
def designs(request: SignedInRequest, paper: str = PaperKind.POUCH_LABEL.value) -> HttpResponse:
    """Alter one of the county's papers: fields, order, title, typeface, paper, logo; each saving is a version."""
    kind = _designed(paper)
    now = studio.design_of(request.user.division_code, kind)
    form = DesignForm(request.POST or None, request.FILES or None, design=now)
    if request.method == "POST" and form.is_valid():
        try:
            row = _saved(request, form, now.logo)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已保存为第 {row.version} 版，以后打印的{DESIGNED[kind].label}都用它。")
            return _back(kind)
    told = {
        "form": form,
        "design": now,
        "paper": kind,
        "designed": DESIGNED[kind],
        "tabs": [_tab(each, kind) for each in DESIGNED],
        "versions": studio.versions_for(request.user, kind),
    }
    return render(request, "printing/designs.html", told)


def _designed(paper: str) -> PaperKind:
    found = next((kind for kind in DESIGNED if kind.value == paper), None)
    if found is None:
        raise NotVisible
    return found


def _tab(kind: PaperKind, current: PaperKind) -> dict[str, object]:
    return {"label": DESIGNED[kind].label, "url": reverse("printing:design", args=[kind]), "current": kind is current}


def _back(kind: PaperKind) -> HttpResponse:
    return redirect("printing:design", paper=kind.value)


def _saved(request: SignedInRequest, form: DesignForm, logo: str) -> LabelDesign:
    file = form.cleaned_data["logo"]
    design = form.design(safe_logo(file.read()) if file else logo)
    return actions.save_design(actor=request.user, design=design, note=form.cleaned_data["note"])


@door(Right.DESIGN_PAPERS)
def design_preview(request: SignedInRequest, paper: str) -> HttpResponse:
    """Show invented papers in the design that the form says; what cannot be is told in its place."""
    now = studio.design_of(request.user.division_code, _designed(paper))
    form = DesignForm(request.GET, design=now)
    told: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            told |= shown(papers.preview_design(form.design(now.logo)))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render(request, preview_page(request), told)


@door(Right.DESIGN_PAPERS, methods=("POST",))
def restore(request: SignedInRequest, paper: str, version: int) -> HttpResponse:
    """Let an earlier version hold again; 0 is the one that comes with the product."""
    kind = _designed(paper)
    if version == 0:
        actions.reset_design(actor=request.user, paper=kind)
    else:
        actions.restore_design(actor=request.user, version=version, paper=kind)
    messages.success(request, "已恢复。原来的版本仍在下面，可以随时换回。")
    return _back(kind)
