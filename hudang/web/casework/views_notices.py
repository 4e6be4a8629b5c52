"""公示: what waits for a notice, the notices, hanging one up, photographing it, taking it down when it is over."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.notices import (
    Posting,
    close_notice,
    drop_notice,
    photograph_notice,
    post_notice,
    prepare_notice,
)
from hudang.casework.queries.notice_images import notice_image
from hudang.casework.queries.notices import (
    notice_for,
    notices_for,
    photo_of,
    supervision_phone,
    waiting_for_notice,
)
from hudang.divisions.queries import path_label
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.library.queries.volumes import filed_by
from hudang.web.casework.handling import carried
from hudang.web.casework.notice_forms import DropForm, PhotoForm, PostingForm, PrepareForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of

_RECENT = 60


@door(Right.VIEW_CASES)
def notices(request: SignedInRequest) -> HttpResponse:
    """Show what waits for a notice, village by village, and the latest notices."""
    waiting = waiting_for_notice(request.user)
    villages = [
        {"code": code, "place": path_label(code), "cases": list(cases)}
        for code, cases in groupby(waiting, key=lambda case: case.village_code)
    ]
    latest = [(batch, path_label(batch.village_code)) for batch in notices_for(request.user)[:_RECENT]]
    context = {"villages": villages, "latest": latest, "today": clock.today(), **_rights(request)}
    return render(request, "casework/notices.html", context)


def _rights(request: SignedInRequest) -> dict[str, bool]:
    return {"may_handle": request.user.may(Right.HANDLE_CASES), "may_file": request.user.may(Right.FILE_ITEMS)}


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def prepare(request: SignedInRequest, village: str) -> HttpResponse:
    """Choose the cases of a village for one notice and make its sheet."""
    cases = waiting_for_notice(request.user, village)
    choices = [(case.number, f"{case.applicant_name}（{case.number}）") for case in cases]
    initial = {"numbers": [number for number, _ in choices], "telephone": supervision_phone(village)}
    form = PrepareForm(request.POST or None, choices=choices, initial=initial)
    made: list[Any] = []
    if request.method == "POST" and carried(
        form, lambda: made.append(prepare_notice(actor=request.user, village_code=village, **form.cleaned_data))
    ):
        messages.success(request, "公示单已做好，请打印张贴。")
        return redirect("casework:notice", made[0].number)
    context = {"form": form, "place": path_label(village), "cases": cases}
    return render(request, "casework/notice_prepare.html", context, status=status_of(form))


@door(Right.VIEW_CASES)
def notice(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one notice: who is on it, from when to when, its photos, what comes next."""
    return _shown(request, number)


def _shown(request: SignedInRequest, number: str, **forms: Any) -> HttpResponse:
    batch = notice_for(request.user, number)
    context = {
        "batch": batch,
        "place": path_label(batch.village_code),
        "entries": batch.entries.select_related("case"),
        "filed": filed_by(request.user, f"notice:{batch.number}"),
        "today": clock.today(),
        "posting": PostingForm(initial={"version": batch.version, "on": batch.starts_on}),
        "photo": PhotoForm(),
        "dropping": DropForm(initial={"version": batch.version}),
        **_rights(request),
    } | forms
    wrong = next(iter(forms.values()), None)
    return render(request, "casework/notice.html", context, status=status_of(wrong) if wrong else 200)


@door(Right.VIEW_CASES)
def image(request: SignedInRequest, number: str) -> HttpResponse:
    """Return the sheet that hangs as a picture."""
    return HttpResponse(notice_image(request.user, number), content_type="image/png")


@door(Right.HANDLE_CASES, methods=("POST",))
def post(request: SignedInRequest, number: str) -> HttpResponse:
    """Note that a notice was hung up."""
    form = PostingForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        posting = Posting(given["places"], given["posted_by"], given["on"])
        post_notice(actor=request.user, number=number, posting=posting, version=given["version"])

    if carried(form, act):
        messages.success(request, "已登记张贴，公示期开始。")
        return redirect("casework:notice", number)
    return _shown(request, number, posting=form)


@door(Right.VIEW_CASES, Right.FILE_ITEMS, methods=("POST",))
def photograph(request: SignedInRequest, number: str, which: str) -> HttpResponse:
    """Keep the photo of the first or last day."""
    notice_for(request.user, number)
    form = PhotoForm(request.POST, request.FILES)

    def act() -> None:
        photo = form.cleaned_data["photo"]
        photograph_notice(actor=request.user, number=number, last=which == "last", photo=photo.file, name=photo.name)

    if carried(form, act):
        messages.success(request, "照片已存入。")
        return redirect("casework:notice", number)
    return _shown(request, number, photo=form)


@door(Right.HANDLE_CASES, methods=("POST",))
def close(request: SignedInRequest, number: str) -> HttpResponse:
    """End a notice that is over."""
    notice_for(request.user, number)
    try:
        close_notice(actor=request.user, number=number)
    except Refusal as refusal:
        fields = getattr(refusal, "fields", {})
        messages.error(request, "；".join(fields.values()) or refusal.message)
    else:
        messages.success(request, "公示已结束，公示单和照片已归入各户。")
    return redirect("casework:notice", number)


@door(Right.HANDLE_CASES, methods=("POST",))
def drop(request: SignedInRequest, number: str) -> HttpResponse:
    """Give up a notice that does not hang yet."""
    form = DropForm(request.POST)
    if carried(form, lambda: drop_notice(actor=request.user, number=number, **form.cleaned_data)):
        messages.success(request, "公示单已作废，案件可以重新列入。")
        return redirect("casework:notices")
    return _shown(request, number, dropping=form)


@door(Right.VIEW_CASES)
def notice_photo(request: SignedInRequest, number: str, which: str) -> FileResponse:
    """Return the photo of the first or last day."""
    path, media = photo_of(request.user, number, last=which == "last")
    return FileResponse(path.open("rb"), content_type=media)
