"""信息核对 on pages: the request sheet, the workbook of results, and the rows handed back."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.checking import REQUEST, import_check, request_check
from hudang.casework.queries.prefill import check_request
from hudang.casework.queries.tasks import task_for
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.check_rows import HEADERS, REJECTED_HEADERS
from hudang.casework.rules.masking import masked
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Values
from hudang.kernel.errors import InvalidInput
from hudang.platform.spreadsheets import list_workbook
from hudang.web.casework.investigation_tasks import TASKS
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response
from hudang.web.shared.form_entry import entry_of, read_posted

_EXAMPLES = (
    ("王德贵", "", "离退休金、养老金", 131.5, "月", "城乡居民养老，示例行，请删去"),
    ("王德贵", "", "存款", 5000, "", "农信社余额，示例行，请删去"),
)


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def request_sheet(request: SignedInRequest, number: str, task: int) -> HttpResponse:
    """Fill in the request of the check, make its sheet and end the clock of starting it."""
    view, definition = task_for(request.user, number, task), form_of(REQUEST)
    values: Values = check_request(request.user, view.case)
    faults: dict[str, str] = {}
    if request.method == "POST":
        values, _ = read_posted(request, definition)
        try:
            paper = request_check(actor=request.user, number=number, task_id=task, data=values)
        except InvalidInput as refusal:
            faults = refusal.fields
        else:
            messages.success(request, f"已制作{paper}，可以打印提请核对。")
            return redirect("investigation:task", number, task)
    entry = entry_of(definition, masked(definition, values), faults)
    context = head_of(view.case, TASKS, request.user) | {
        "view": view,
        "form": definition,
        "entry": entry,
        "button": "制作委托单",
    }
    return render(request, "casework/case_form.html", context, status=422 if faults else 200)


@door(Right.HANDLE_CASES, methods=("POST",))
def results(request: SignedInRequest, number: str, task: int) -> HttpResponse:
    """Take a workbook of results in; what cannot be taken is offered for download."""
    task_for(request.user, number, task)
    sent = request.FILES.get("file")
    if sent is None or sent.file is None:
        raise InvalidInput({"file": "请选择核对结果的 Excel 文件。"})
    source, name = cast("BinaryIO", sent.file), sent.name or "核对结果.xlsx"
    found = import_check(actor=request.user, number=number, task_id=task, source=source, file_name=name)
    said = f"采用 {len(found.taken)} 行，已列入五列对照的“信息核对”。"
    if found.rejected:
        messages.warning(request, f"{said}另有 {len(found.rejected)} 行没有采用，可在下面下载，附原因。")
    else:
        messages.success(request, said)
    return redirect("investigation:task", number, task)


@door(Right.HANDLE_CASES)
def rejected(request: SignedInRequest, number: str, task: int) -> HttpResponse:
    """Return the rows that could not be taken, each with its reason."""
    view = task_for(request.user, number, task)
    rows = view.result.get("rejected", [])
    return workbook_response(f"没有采用的核对结果 {number}", list_workbook("没有采用", REJECTED_HEADERS, rows))


@door(Right.HANDLE_CASES)
def template(request: SignedInRequest, number: str) -> HttpResponse:
    """Return the workbook into which the checking unit's results are filled."""
    case_for(request.user, number)
    return workbook_response("核对结果模板", list_workbook("核对结果", HEADERS, _EXAMPLES))
