"""Scans of the applicant's papers at the desk, and the pledge to be printed and signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.scans import attach_scan, remove_scan
from hudang.casework.queries.printed import pledge_sheet
from hudang.casework.queries.scans import scan_page_for
from hudang.casework.queries.visible import case_for
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.web.archives.images import image_response
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response


@door(Right.OPEN_CASES, Right.VIEW_CASES, methods=("POST",))
def attach(request: SignedInRequest, number: str) -> HttpResponse:
    """Keep scans with the case; each file by itself, as the page's script sends them, or several at once."""
    case_for(request.user, number)
    given = request.FILES.getlist("files")
    if request.headers.get("Accept", "").startswith("application/json"):
        answer, status = _attach_one(request, number, given[0] if given else None)
        return JsonResponse(answer, status=status)
    for one in given:
        answer, status = _attach_one(request, number, one)
        (messages.success if status == 200 else messages.error)(request, f"{one.name}：{answer['message']}")
    return redirect("casework:desk", number, "papers")


def _attach_one(request: SignedInRequest, number: str, given: UploadedFile[Any] | None) -> tuple[dict[str, Any], int]:
    if given is None:
        return {"message": "没有选择文件。", "tone": "bad"}, 400
    try:
        scan = attach_scan(
            actor=request.user,
            number=number,
            material=request.POST.get("material", ""),
            content=given.file,  # type: ignore[arg-type]
            name=given.name or "",
        )
    except InvalidInput as refusal:
        return {"message": "".join(refusal.fields.values()), "tone": "bad"}, 400
    except Refusal as refusal:
        return {"message": refusal.message, "tone": "bad"}, 400
    return {"message": f"已存，共 {scan.digital_object.page_count} 页，受理时归入户袋", "tone": "ok"}, 200


@door(Right.OPEN_CASES, Right.VIEW_CASES, methods=("POST",))
def remove(request: SignedInRequest, number: str, scan_id: int) -> HttpResponse:
    """Take a scan away."""
    remove_scan(actor=request.user, number=number, scan_id=scan_id)
    messages.success(request, "已撤下扫描件。")
    return redirect("casework:desk", number, "papers")


@door(Right.VIEW_CASES)
def image(request: SignedInRequest, number: str, scan_id: int) -> HttpResponseBase:
    """Answer with the first page of a scan."""
    return image_response(scan_page_for(request.user, number, scan_id), "image")


@door(Right.VIEW_CASES, Right.PRINT)
def pledge(request: SignedInRequest, number: str) -> HttpResponse:
    """Print the pledge and authorisation with the adults of the household, to be signed."""
    return pdf_response(f"诚信承诺与核对授权书-{number}", pledge_sheet(request.user, number))
