"""Importing documents from a workbook or from many files; rows that are wrong go back to be corrected."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import Refusal
from hudang.library.actions.importing import HEADERS, ImportReport, import_files, import_table
from hudang.platform.spreadsheets import list_workbook
from hudang.rosters.tables import first_table
from hudang.web.library.forms import FilesForm, TableForm
from hudang.web.library.uploads import sources_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response
from hudang.web.shared.faults import show_refusal

_SALT = "hudang.library.import"
_HOUR = 3600


@door(Right.KEEP_LIBRARY, methods=("GET", "POST"))
def table(request: SignedInRequest) -> HttpResponse:
    """Take a workbook: what is right is entered, what is not comes back with the reason."""
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "files": FilesForm()}
    if request.method == "POST" and form.is_valid():
        try:
            report = import_table(actor=request.user, rows=_rows(form.cleaned_data["file"]))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            context |= {"report": report, "faulty": _signed(report)}
    return render(request, "library/import.html", context)


def _signed(report: ImportReport) -> str:
    """Return the rows to correct; they travel through the page, so that nothing has to be kept or cleared away."""
    return signing.dumps([[*row.cells, row.words] for row in report.faulty], salt=_SALT, compress=True)


def _rows(upload: UploadedFile[Any]) -> list[list[str]]:
    name = Path(upload.name or "").name
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as draft:
        for chunk in upload.chunks():
            draft.write(chunk)
        draft.flush()
        return first_table(Path(draft.name), name)


@door(Right.KEEP_LIBRARY)
def blank(request: SignedInRequest) -> HttpResponse:
    """Hand out the blank workbook."""
    return workbook_response("资料导入空白表.xlsx", list_workbook("资料", HEADERS, []))


@door(Right.KEEP_LIBRARY, methods=("POST",))
def faulty(request: SignedInRequest) -> HttpResponse:
    """Hand out the rows to correct, the reason in the last column."""
    try:
        rows = signing.loads(request.POST.get("rows", ""), salt=_SALT, max_age=_HOUR)
    except signing.BadSignature:
        messages.error(request, "这张表已放置过久，请重新导入。")
        return redirect("library:import")
    return workbook_response("资料待改.xlsx", list_workbook("资料", HEADERS, rows))


@door(Right.KEEP_LIBRARY, methods=("POST",))
def files(request: SignedInRequest) -> HttpResponse:
    """Take many files: each becomes an entry titled by its name."""
    form = FilesForm(request.POST, request.FILES)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "level", "source")}
        try:
            report, refused = import_files(actor=request.user, files=sources_of(request, "uploads"), **given)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已登记 {report.entered} 份。请逐份补上文号和日期。")
            for said in refused:
                messages.warning(request, said)
            return redirect("library:documents")
    return render(request, "library/import.html", {"form": TableForm(), "files": form})
