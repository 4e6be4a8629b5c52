"""花名册导入: upload, columns, dry run, import, rows to correct, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import path_label, path_labels
from hudang.kernel.errors import Refusal
from hudang.rosters import queries
from hudang.rosters.actions import imports
from hudang.rosters.actions.exporting import export_corrections
from hudang.rosters.actions.undo import undo as undo_import
from hudang.rosters.reading.grid import column_letters
from hudang.rosters.rules.mapping import SheetMapping
from hudang.rosters.tasks import start
from hudang.rosters.vocabulary import OUTSIDE_CODE, SKIP_LABELS, sentence_of
from hudang.web.rosters.forms import MappingForm, UploadForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response

if TYPE_CHECKING:
    from hudang.rosters.models import RosterImport

OUTCOMES = (
    ("", "全部"),
    ("rejected", "退回"),
    ("outside", "管辖外"),
    ("warned", "提示"),
    ("accepted", "通过"),
    ("changed", "有变化"),
    ("skipped", "略过"),
)


@door(Right.IMPORT_ROSTERS, methods=("GET", "POST"))
def listing(request: SignedInRequest) -> HttpResponse:
    """Upload a roster; list the imports of the division."""
    initial = {"division": request.user.division_code}
    form = UploadForm(request.POST or None, request.FILES or None, scope=request.user.scope, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            found = _upload(request, form)
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("rosters:columns", import_id=found.pk)
    page = Paginator(queries.imports_for(request.user), 20).get_page(request.GET.get("page"))
    places = path_labels(found.division_code for found in page)
    rows = [(found, places[found.division_code]) for found in page]
    return render(request, "rosters/listing.html", {"form": form, "page_obj": page, "rows": rows})


def _upload(request: SignedInRequest, form: UploadForm) -> RosterImport:
    file = form.cleaned_data["file"]
    return imports.upload(
        actor=request.user, source=file.file, file_name=file.name, division_code=form.cleaned_data["division"]
    )


@door(Right.IMPORT_ROSTERS, methods=("GET", "POST"))
def columns(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Confirm or correct which column means what, then try the roster out."""
    found = queries.import_for(request.user, import_id)
    mapping = queries.mapping_for(found)
    form = MappingForm(request.POST or None, mapping=mapping)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            imports.set_mapping(actor=request.user, roster_import=found, mapping=form.corrected())
        job = start(actor=request.user, roster_import=found, act="try")
        return redirect(f"{_address(found.pk)}?job={job.pk}")
    sheets = [_shown(form, number, sheet) for number, sheet in enumerate(mapping.sheets)]
    return render(request, "rosters/columns.html", {"roster": found, "sheets": sheets, "form": form})


def _shown(form: MappingForm, number: int, sheet: SheetMapping) -> dict[str, object]:
    return {
        "name": sheet.name,
        "skipped": SKIP_LABELS[sheet.skip] if sheet.skip and not sheet.readable else "",
        "note": _layout(sheet) if sheet.readable else "",
        "to_point_out": bool(sheet.skip and sheet.readable),
        "unit": form[f"u{number}"] if sheet.readable else None,
        "columns": [(column_letters(c.index), c, form[f"c{number}-{c.index}"]) for c in sheet.columns]
        if sheet.readable
        else [],
    }


def _layout(sheet: SheetMapping) -> str:
    first, last = sheet.header or (0, 0)
    return f"表头在第 {first} 行" if first == last else f"表头在第 {first}–{last} 行"


def _address(import_id: int) -> str:
    return f"/rosters/{import_id}/"


def _problems(found: RosterImport) -> list[tuple[str, int, str]]:
    """The codes of an import with their rows: first what was sent back, then what to look at, then what was mended."""
    order = {"E": 0, "W": 1, "N": 2}
    codes = sorted(found.summary.get("codes", {}).items(), key=lambda each: (order[each[0][0]], each[0]))
    return [(code, number, sentence_of(code)) for code, number in codes]


@door(Right.IMPORT_ROSTERS)
def detail(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Show what became, or would become, of each row."""
    found = queries.import_for(request.user, import_id)
    outside = found.summary.get("codes", {}).get(OUTSIDE_CODE, 0)
    rejected = found.summary.get("rejected", 0) - outside
    code = request.GET.get("code", "")
    outcome = request.GET.get("outcome", "rejected" if rejected and not code else "")
    page = Paginator(queries.rows_of(found, outcome, code), 50).get_page(request.GET.get("page"))
    context = {
        "roster": found,
        "place": path_label(found.division_code),
        "summary": found.summary,
        "rejected": rejected,
        "outside": outside,
        "codes": _problems(found),
        "code": code,
        "page_obj": page,
        "outcome": outcome,
        "outcomes": OUTCOMES,
        "job": _job(request),
        "step": {"uploaded": 2, "tried": 3, "imported": 4, "undone": 4}[found.state],
    }
    return render(request, "rosters/detail.html", context)


def _job(request: SignedInRequest) -> UUID | None:
    """Return the job whose progress the page shows."""
    try:
        return UUID(request.GET.get("job", ""))
    except ValueError:
        return None


@door(Right.IMPORT_ROSTERS, methods=("POST",))
def carry_out(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Import the roster."""
    found = queries.import_for(request.user, import_id)
    job = start(actor=request.user, roster_import=found, act="import")
    return redirect(f"{_address(found.pk)}?job={job.pk}")


@door(Right.IMPORT_ROSTERS, methods=("POST",))
def undo(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Take the whole import back."""
    found = queries.import_for(request.user, import_id)
    undo_import(actor=request.user, roster_import=found)
    messages.success(request, f"已撤销“{found.file_name}”的导入，数据恢复到导入之前。")
    return redirect("rosters:detail", import_id=found.pk)


@door(Right.IMPORT_ROSTERS)
def corrections(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Send the rows to correct as a workbook of the same layout."""
    found = queries.import_for(request.user, import_id)
    made = export_corrections(actor=request.user, roster_import=found)
    return workbook_response(f"待改正-{found.file_name.rsplit('.', 1)[0]}", made)
