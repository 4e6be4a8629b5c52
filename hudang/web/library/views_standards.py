"""标准历年表, and a version of the parameters with its paper and the households that it was used for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.kernel.errors import Refusal
from hudang.library.actions.publishing import file_sheet, link_parameters
from hudang.library.actions.standards import StandardEntry, enter_standard, remove_standard
from hudang.library.queries.documents import households_with, paper_of, sheet_named
from hudang.library.queries.standards import standards_for
from hudang.library.queries.volumes import objects_of
from hudang.library.rules.sheets import lines_of
from hudang.web.library.forms import LinkForm, StandardForm
from hudang.web.library.tabs import tabs_at
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.paging import page_of

_COUNTY = 6


def _may_keep(request: SignedInRequest) -> bool:
    return request.user.may(Right.KEEP_LIBRARY) and len(request.user.scope) == _COUNTY


@door(Right.VIEW_LIBRARY, methods=("GET", "POST"))
def standards(request: SignedInRequest) -> HttpResponse:
    """List the standards by year, and enter one."""
    form = StandardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"area": Area(form.cleaned_data["area"])}
        try:
            enter_standard(actor=request.user, entry=StandardEntry(**given))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "已登记。")
            return redirect("library:standards")
    rows = standards_for(request.user)
    context = {"tabs": tabs_at("standards"), "rows": rows, "form": form, "may_keep": _may_keep(request)}
    return render(request, "library/standards.html", context)


@door(Right.KEEP_LIBRARY, methods=("POST",))
def remove(request: SignedInRequest, standard_id: int) -> HttpResponse:
    """Take out a standard that was entered by mistake."""
    remove_standard(actor=request.user, standard_id=standard_id)
    messages.success(request, "已删去。")
    return redirect("library:standards")


@door(Right.VIEW_LIBRARY)
def version(request: SignedInRequest, version: str) -> HttpResponse:
    """Show a version of the parameters: its figures, its papers, and the households that it was used for."""
    sheet = sheet_named(request.user, version)
    paper = paper_of(request.user, sheet)
    context = {
        "sheet": sheet,
        "version": version,
        "area": AREA_LABELS[Area(sheet.area)],
        "lines": lines_of(sheet.body),
        "paper": paper,
        "objects": objects_of(paper.item) if paper and paper.item else [],
        "page_obj": page_of(request, households_with(request.user, version).select_related("household")),
        "form": LinkForm(),
        "may_keep": _may_keep(request),
    }
    return render(request, "library/version.html", context)


@door(Right.KEEP_LIBRARY, methods=("POST",))
def link(request: SignedInRequest, version: str) -> HttpResponse:
    """Link a version with the document that it rests on."""
    sheet = sheet_named(request.user, version)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            link_parameters(actor=request.user, sheet_id=sheet.pk, name=form.cleaned_data["document"])
        except Refusal as refusal:
            show_refusal(form, refusal)
    said = [str(error) for errors in form.errors.values() for error in errors]
    if said:
        messages.error(request, " ".join(said))
    else:
        messages.success(request, "已挂接依据。")
    return redirect("library:version", version)


@door(Right.KEEP_LIBRARY, methods=("POST",))
def file_version(request: SignedInRequest, version: str) -> HttpResponse:
    """Make the item of a version that has none yet."""
    item = file_sheet(actor=request.user, sheet_id=sheet_named(request.user, version).pk)
    messages.success(request, f"已成件 {item.reference_code}。")
    return redirect("library:version", version)
