"""Importing a table of divisions: first shown, then written."""

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
from hudang.divisions.actions.imports import import_divisions, plan_import
from hudang.kernel.errors import Refusal
from hudang.rosters.tables import first_table
from hudang.web.divisions.forms import UploadForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal

_SALT = "hudang.divisions.import"
_HOUR = 3600
_SHOWN = 500


@door(Right.MANAGE_DIVISIONS, methods=("GET", "POST"))
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a table and show what importing it would do; nothing is written yet."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = _rows(form.cleaned_data["file"])
            report = plan_import(actor=request.user, rows=rows)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            # the table travels through the page, signed, so that nothing has to be kept or cleared away
            context = {
                "file_name": form.cleaned_data["file"].name,
                "report": report,
                "summary": report.summary(),
                "changes": [change for change in report.changes if change.outcome != "same"][:_SHOWN],
                "table": signing.dumps(rows, salt=_SALT, compress=True),
            }
            return render(request, "divisions/import_plan.html", context)
    return render(request, "divisions/import.html", {"form": form})


@door(Right.MANAGE_DIVISIONS, methods=("POST",))
def confirm(request: SignedInRequest) -> HttpResponse:
    """Import the table that was shown."""
    try:
        rows = signing.loads(request.POST.get("table", ""), salt=_SALT, max_age=_HOUR)
    except signing.BadSignature:
        messages.error(request, "这张表已放置过久，请重新上传。")
        return redirect("divisions:import")
    summary = import_divisions(actor=request.user, rows=rows).summary()
    messages.success(request, f"已导入：新增 {summary['new']} 个，改名 {summary['renamed']} 个。")
    return redirect("divisions:list")


def _rows(upload: UploadedFile[Any]) -> list[list[str]]:
    name = Path(upload.name or "").name
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as draft:
        for chunk in upload.chunks():
            draft.write(chunk)
        draft.flush()
        return first_table(Path(draft.name), name)
