"""长期公布: which villages have no list of this month yet, the lists, hanging one up, its photo, its picture."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.long_term import (
    drop_long_term_list,
    hang_long_term_list,
    photograph_long_term_list,
    prepare_long_term_list,
)
from hudang.casework.actions.notices import Posting
from hudang.casework.queries.long_term import (
    lines_of,
    long_term_image,
    long_term_list_for,
    long_term_lists_for,
    long_term_photo,
    phone_for_list,
    this_month,
    villages_due,
)
from hudang.casework.tasks import start_lists
from hudang.divisions.queries import path_label, path_labels
from hudang.library.queries.volumes import filed_by
from hudang.web.casework.handling import carried
from hudang.web.casework.notice_forms import DropForm, LongTermForm, PhotoForm, PostingForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of

_RECENT = 60


@door(Right.VIEW_CASES)
def lists(request: SignedInRequest) -> HttpResponse:
    """Show the villages that wait for this month's list, and the latest lists."""
    latest = list(long_term_lists_for(request.user)[:_RECENT])
    places = path_labels({each.village_code for each in latest})
    context = {
        "month": this_month(),
        "due": villages_due(request.user),
        "latest": [(each, places.get(each.village_code, each.village_code)) for each in latest],
        "may_handle": request.user.may(Right.HANDLE_CASES),
        "once": uuid4().hex,
    }
    return render(request, "casework/long_term.html", context)


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def prepare(request: SignedInRequest, village: str) -> HttpResponse:
    """Make this month's list of a village."""
    form = LongTermForm(request.POST or None, initial={"telephone": phone_for_list(request.user, village)})
    made: list[Any] = []
    if request.method == "POST" and carried(
        form,
        lambda: made.append(prepare_long_term_list(actor=request.user, village_code=village, **form.cleaned_data)),
    ):
        messages.success(request, "长期公布表已做好，请打印张贴。")
        return redirect("casework:long-term-list", made[0].number)
    context = {"form": form, "place": path_label(village), "month": this_month()}
    return render(request, "casework/long_term_prepare.html", context, status=status_of(form))


@door(Right.HANDLE_CASES, methods=("POST",))
def prepare_all(request: SignedInRequest) -> HttpResponse:
    """Let this month's lists of all villages that wait for one be made by the worker."""
    job = start_lists(actor=request.user, once=request.POST.get("once", ""))
    return redirect("jobs:detail", job.pk)


@door(Right.VIEW_CASES)
def one(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one list: who is on it, where it hangs, its photo."""
    return _shown(request, number)


def _shown(request: SignedInRequest, number: str, **forms: Any) -> HttpResponse:
    listed = long_term_list_for(request.user, number)
    context = {
        "listed": listed,
        "place": path_label(listed.village_code),
        "lines": lines_of(listed),
        "filed": filed_by(request.user, f"long_term:{listed.number}"),
        "posting": PostingForm(initial={"version": listed.version}),
        "photo": PhotoForm(),
        "dropping": DropForm(initial={"version": listed.version}),
        "may_handle": request.user.may(Right.HANDLE_CASES),
        "may_file": request.user.may(Right.FILE_ITEMS),
    } | forms
    wrong = next(iter(forms.values()), None)
    return render(request, "casework/long_term_list.html", context, status=status_of(wrong) if wrong else 200)


@door(Right.VIEW_CASES)
def image(request: SignedInRequest, number: str) -> HttpResponse:
    """Return the sheet that hangs as a picture."""
    return HttpResponse(long_term_image(request.user, number), content_type="image/png")


@door(Right.HANDLE_CASES, methods=("POST",))
def hang(request: SignedInRequest, number: str) -> HttpResponse:
    """Note that a list was hung up."""
    form = PostingForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        posting = Posting(given["places"], given["posted_by"], given["on"])
        hang_long_term_list(actor=request.user, number=number, posting=posting, version=given["version"])

    if carried(form, act):
        messages.success(request, "已登记张贴；新确认家庭的户袋里已归入一份。")
        return redirect("casework:long-term-list", number)
    return _shown(request, number, posting=form)


@door(Right.VIEW_CASES, methods=("GET", "POST"))
def photo(request: SignedInRequest, number: str) -> HttpResponseBase:
    """Return the photo of the list at its board, or keep one."""
    if request.method == "GET":
        path, media = long_term_photo(request.user, number)
        return FileResponse(path.open("rb"), content_type=media)
    long_term_list_for(request.user, number)
    form = PhotoForm(request.POST, request.FILES)

    def act() -> None:
        given = form.cleaned_data["photo"]
        photograph_long_term_list(actor=request.user, number=number, photo=given.file, name=given.name)

    if carried(form, act):
        messages.success(request, "照片已存入。")
        return redirect("casework:long-term-list", number)
    return _shown(request, number, photo=form)


@door(Right.HANDLE_CASES, methods=("POST",))
def drop(request: SignedInRequest, number: str) -> HttpResponse:
    """Give up a list that does not hang yet."""
    form = DropForm(request.POST)
    if carried(form, lambda: drop_long_term_list(actor=request.user, number=number, **form.cleaned_data)):
        messages.success(request, "长期公布表已作废，可以重做。")
        return redirect("casework:long-term")
    return _shown(request, number, dropping=form)
