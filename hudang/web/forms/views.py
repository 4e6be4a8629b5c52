"""表单: all forms with their blanks to print, and the papers that were made of them."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.forms.actions.papers import fill_in
from hudang.forms.actions.printing import open_paper, print_blank
from hudang.forms.catalogue import FORMS, form_of
from hudang.forms.queries.papers import papers_of, view_for
from hudang.forms.rules.definition import Values
from hudang.forms.vocabulary import STAGE_LABELS, Stage
from hudang.households.queries import household_for
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response
from hudang.web.shared.form_entry import entry_of, read_posted

_ORDER = list(Stage)


@door(Right.PRINT)
def catalogue(request: SignedInRequest) -> HttpResponse:
    """List all forms by the stage at which they are used; with ``?household=`` also its papers."""
    code = request.GET.get("household", "").strip()
    household = household_for(request.user, code) if code else None
    papers = papers_of(request.user, household_id=household.pk) if household else []
    forms = sorted(FORMS.values(), key=lambda form: _ORDER.index(form.stage))
    groups = [(STAGE_LABELS[stage], list(found)) for stage, found in groupby(forms, key=lambda form: form.stage)]
    told = {
        "groups": groups,
        "household": household,
        "papers": papers,
        "total": len(forms),
        "may_fill": request.user.may(Right.FILE_ITEMS),
        "may_read_volumes": request.user.may(Right.VIEW_LIBRARY),
    }
    return render(request, "forms/list.html", told)


@door(Right.PRINT)
def blank(request: SignedInRequest, form: str) -> HttpResponse:
    """Print a form to be filled by hand; ``?household=`` puts the code of the pouch on it."""
    code = request.GET.get("household", "")
    made = print_blank(actor=request.user, form=form, household_code=code)
    return pdf_response(made.name, made.content)


@door(Right.FILE_ITEMS, methods=("GET", "POST"))
def new(request: SignedInRequest, form: str) -> HttpResponse:
    """Fill in a form for a household; without ``?household=`` ask for which."""
    definition, code = form_of(form), request.GET.get("household", "").strip()
    if not code:
        return render(request, "forms/ask_household.html", {"form": definition})
    household = household_for(request.user, code)
    values: Values = {"head": household.head_name, "household_code": household.code}
    faults: dict[str, str] = {}
    if request.method == "POST":
        values, read = read_posted(request, definition)
        faults = read.faults
        if read.ok:
            made = fill_in(actor=request.user, form=form, household_code=code, data=read.clean)
            messages.success(request, f"已制作{made}，并归入户袋。" if made.item_id else f"已制作{made}。")
            return redirect("forms:paper", paper_id=made.pk)
    told = {"form": definition, "household": household, "entry": entry_of(definition, values, faults)}
    return render(request, "forms/new.html", told)


@door(Right.VIEW_HOUSEHOLDS)
def paper(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Show a paper as its sheet, numbers of persons masked, and where it is filed."""
    return render(request, "forms/paper.html", {"view": view_for(request.user, paper_id)})


@door(Right.VIEW_HOUSEHOLDS)
def paper_pdf(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Return a paper as it was printed."""
    made = open_paper(actor=request.user, paper_id=paper_id)
    return pdf_response(made.name, made.content)
